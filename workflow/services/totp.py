"""An authenticator app: begun with a secret, in force when a code of it was typed, removed."""

import datetime as dt
from typing import Any

import pyotp
import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.facts.factors import factors_of
from workflow.models import Person, Totp, table
from workflow.services.account_keys import KEY_ID, seal, unseal
from workflow.services.check_code import SEAL, step_of
from workflow.services.record import record_and_tell
from workflow.services.throttle import Visitor, digest, not_too_often, note_try
from workflow.states.refusals import Reason, Refused, refuse
from workflow.thai.numbers import arabic


@durable
def begin_totp(person_id: int, at: dt.datetime) -> None:
    """Make a secret that waits for its first code. Begun again, it stays as it is for whoever has
    scanned it already. Refused: an app is in force."""
    writing()
    row = _row(person_id)
    if row is not None and row.confirmed_at is not None:
        refuse("totp_there")
    if row is None:
        values = {
            "person_id": person_id,
            "secret": seal(SEAL, person_id, pyotp.random_base32().encode()),
            "key_id": KEY_ID,
            "made_at": at,
        }
        db.session.execute(sa.insert(table(Totp)), values)
    db.session.commit()


def secret_begun(person_id: int) -> str | None:
    """The secret that waits for its first code, to be shown; None when there is none."""
    query = sa.select(Totp.secret).where(Totp.person_id == person_id, Totp.confirmed_at.is_(None))
    sealed = db.session.execute(query).scalar_one_or_none()
    return unseal(SEAL, person_id, sealed).decode() if sealed is not None else None


@durable
def confirm_totp(person_id: int, typed: str, visitor: Visitor, at: dt.datetime) -> None:
    """Put an app in force with a first code of it; confirmed again, nothing happens.

    Refused for a wrong code; TooMany as at sign-in.
    """
    writing()
    row = _row(person_id)
    if row is None:
        raise Refused([Reason("totp_not_begun")])
    if row.confirmed_at is not None:
        return
    name_hash = digest(f"code:{row.username_key}")
    not_too_often("code", name_hash, visitor, at)
    secret = unseal(SEAL, person_id, row.secret).decode()
    step = step_of(secret, arabic(typed[:100]).replace(" ", ""), at)
    if step is None:
        note_try("code", name_hash, visitor, at)
        db.session.commit()
        refuse("wrong_code", field="code")
    changed = {"confirmed_at": at, "last_step": step}
    db.session.execute(sa.update(Totp).where(Totp.person_id == person_id).values(changed))
    record_and_tell(person_id, "factor_added", at, {"kind": "totp"})
    db.session.commit()


@durable
def remove_totp(person_id: int, required: bool, at: dt.datetime) -> None:
    """Take an app out of force, or forget one that was begun. Refused where a second factor is
    required and there is no other."""
    writing()
    row = _row(person_id)
    if row is None:
        return
    in_force = row.confirmed_at is not None
    if required and in_force and factors_of(person_id).number == 1:
        refuse("last_factor")
    db.session.execute(sa.delete(Totp).where(Totp.person_id == person_id))
    if in_force:
        record_and_tell(person_id, "factor_removed", at, {"kind": "totp"})
    db.session.commit()


def _row(person_id: int) -> Any:
    """The app as it stands, the account locked; None when there is none."""
    lock = sa.select(Person.id, Person.username_key).where(Person.id == person_id)
    name = db.session.execute(lock.with_for_update()).one().username_key
    query = sa.select(sa.literal(name).label("username_key"), Totp.secret, Totp.confirmed_at)
    return db.session.execute(query.where(Totp.person_id == person_id)).one_or_none()
