"""Write what came of an attempt to send a message: sent, to be tried again, or given up."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.facts.people import holders_of
from workflow.models import Outbox, table
from workflow.services.claim_owed import Claim
from workflow.services.owe import Debt, show_notices
from workflow.thai.dates import local_day

TRIES = 13
"""After the first failure come waits of 1, 2, 4, 8, 16 and then 30 minutes: 4 hours in all."""
_LONGEST_WAIT = 30
_LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a message did not go. final: trying again is no use."""

    reason: str
    final: bool = False


@durable
def settle_message(claim: Claim, at: dt.datetime, failure: Failure | None = None) -> bool:
    """Settle a claimed message, by a commit of its own; without a failure it was sent.

    The secretariat sees a notice of every message that is given up. False, with nothing written,
    when somebody else has claimed it since.
    """
    writing()
    values = {"message": claim.id, "attempt": claim.attempt, **_outcome(claim.attempt, at, failure)}
    settled = db.session.execute(_settle, values).one_or_none()
    if settled and values["to"] == "dead":
        debt = Debt(entry_id=settled.entry_id, plan_id=settled.plan_id, kind="dead_letter", at=at)
        show_notices(debt, holders_of("secretariat", local_day(at)))
    db.session.commit()
    return settled is not None


def wait(attempt: int) -> dt.timedelta:
    """How long to wait after an attempt that failed."""
    return dt.timedelta(minutes=min(2 ** (attempt - 1), _LONGEST_WAIT))


def _outcome(attempt: int, at: dt.datetime, failure: Failure | None) -> dict[str, object]:
    if failure is None:
        return {"to": "sent", "sent": at, "next": at, "error": None}
    reason = "".join(c if c.isprintable() else " " for c in failure.reason)[:_LONGEST_REASON]
    if failure.final or attempt >= TRIES:
        return {"to": "dead", "sent": None, "next": at, "error": reason}
    return {"to": "owed", "sent": None, "next": at + wait(attempt), "error": reason}


_outbox = table(Outbox)
_settle = (
    sa.update(_outbox)
    .where(
        _outbox.c.id == sa.bindparam("message"),
        _outbox.c.attempts == sa.bindparam("attempt"),
        _outbox.c.state == "leased",
    )
    .values(
        state=sa.bindparam("to"),
        lease_until=None,
        next_at=sa.bindparam("next"),
        sent_at=sa.bindparam("sent"),
        last_error=sa.bindparam("error"),
    )
    .returning(_outbox.c.id, _outbox.c.entry_id, _outbox.c.plan_id)
)
