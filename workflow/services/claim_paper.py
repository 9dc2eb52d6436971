"""Claim a paper for making: whoever's UPDATE changes the row has it, for thirty seconds."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Paper, table
from workflow.services.claim_messages import SKEW
from workflow.services.hold_messages import HOLD

LEASE = dt.timedelta(seconds=30)
"""Far longer than a paper takes."""


@dataclass(frozen=True, slots=True)
class PaperClaim:
    """A paper that is ours while its lease lasts. attempt: the how manieth, which is also what
    tells our lease from a later one of somebody else."""

    id: int
    attempt: int


@durable
def claim_paper(paper_id: int, at: dt.datetime) -> PaperClaim | None:
    """Claim a paper that nobody has: ordered and due, or deserted by its worker; None if it is
    made already, somebody has it, or it waits for its next try."""
    writing()
    values = {"paper": paper_id, "now": at, "until": at + LEASE, "soon": at + HOLD + SKEW}
    row = db.session.execute(_claim, values).one_or_none()
    db.session.commit()
    return PaperClaim(*row) if row else None


_paper = table(Paper)
_type = Paper.next_at.type
_claim = (
    sa.update(_paper)
    .where(
        _paper.c.id == sa.bindparam("paper"),
        sa.or_(
            sa.and_(
                _paper.c.state == "ordered",
                _paper.c.next_at <= sa.bindparam("soon", type_=_type),
            ),
            sa.and_(
                _paper.c.state == "making",
                _paper.c.lease_until < sa.bindparam("now", type_=_type),
            ),
        ),
    )
    .values(
        state="making",
        lease_until=sa.bindparam("until", type_=_type),
        attempts=_paper.c.attempts + 1,
    )
    .returning(_paper.c.id, _paper.c.attempts)
)
