"""Claim messages for sending: whoever's UPDATE changes a row has it, for thirty seconds."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Outbox, table
from workflow.services.hold_messages import HOLD

LEASE = dt.timedelta(seconds=30)
SKEW = dt.timedelta(seconds=15)
"""By how much clocks of two machines may differ."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that is ours while its lease lasts. attempt: the how manieth, which is also what
    tells our lease from a later one of somebody else."""

    id: int
    attempt: int


@durable
def claim_messages(ids: Sequence[int], at: dt.datetime) -> list[Claim]:
    """Claim those of the messages that nobody has; return them in the order of ids.

    A message is to be had when it is owed, or when its lease ran out: its worker is gone. One
    that waits for its next try is left alone, although an old job may still name it.
    """
    writing()
    values = {"ids": list(ids), "now": at, "until": at + LEASE, "soon": at + HOLD + SKEW}
    rows = db.session.execute(_claim, values).all()
    db.session.commit()
    place = {message_id: n for n, message_id in enumerate(ids)}
    return sorted((Claim(*row) for row in rows), key=lambda claim: place[claim.id])


_outbox = table(Outbox)
_now = sa.bindparam("now", type_=Outbox.next_at.type)
_free = (
    sa.select(_outbox.c.id)
    .where(
        _outbox.c.id.in_(sa.bindparam("ids", expanding=True)),
        sa.or_(
            sa.and_(
                _outbox.c.state == "owed",
                _outbox.c.next_at <= sa.bindparam("soon", type_=Outbox.next_at.type),
            ),
            sa.and_(_outbox.c.state == "leased", _outbox.c.lease_until < _now),
        ),
    )
    .with_for_update(skip_locked=True)
)
_claim = (
    sa.update(_outbox)
    .where(_outbox.c.id.in_(_free))
    .values(
        state="leased",
        lease_until=sa.bindparam("until", type_=Outbox.next_at.type),
        attempts=_outbox.c.attempts + 1,
    )
    .returning(_outbox.c.id, _outbox.c.attempts)
)
