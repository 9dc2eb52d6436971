"""Ten codes to come in with when the other factors are not at hand, each good once."""

import datetime as dt

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.facts.factors import factors_of
from workflow.models import Person, RecoveryCode, table
from workflow.services.account_keys import derived, readable
from workflow.services.check_code import RECOVERY_LENGTH
from workflow.services.record import record_and_tell
from workflow.services.throttle import digest
from workflow.states.refusals import refuse

TEN = 10


@durable
def make_recovery_codes(person_id: int, operation_id: str, at: dt.datetime) -> list[str]:
    """Make ten new codes and return them; those of before are good no more.

    The same operation again returns the same codes, as long as they are the newest: a second
    press shows what the first one made. Refused: no factor that they could stand in for.
    """
    codes = [_code(person_id, operation_id, n) for n in range(TEN)]
    batch = digest(operation_id)
    writing()
    db.session.execute(sa.select(Person.id).where(Person.id == person_id).with_for_update())
    if not factors_of(person_id).any:
        refuse("no_factor_yet")
    if not operation_id:
        refuse("operation_missing")
    mine = RecoveryCode.person_id == person_id
    newest = sa.select(RecoveryCode.batch).where(mine).limit(1)
    if db.session.execute(newest).scalar_one_or_none() != batch:
        db.session.execute(sa.delete(RecoveryCode).where(mine))
        rows = [_row(person_id, batch, code, at) for code in codes]
        db.session.execute(sa.insert(table(RecoveryCode)), rows)
        record_and_tell(person_id, "recovery_codes_made", at, {})
    db.session.commit()
    return ["-".join(code[i : i + 4] for i in range(0, RECOVERY_LENGTH, 4)) for code in codes]


def _code(person_id: int, operation_id: str, n: int) -> str:
    """Made of the operation and the key of accounts: nothing has to be kept to show it again."""
    return readable(derived("recovery", person_id, operation_id, n), RECOVERY_LENGTH)


def _row(person_id: int, batch: str, code: str, at: dt.datetime) -> dict[str, object]:
    return {"code_hash": digest(code), "person_id": person_id, "batch": batch, "made_at": at}
