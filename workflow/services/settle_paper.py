"""Write what came of an attempt to make a paper: made, to be tried again, or given up."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Paper, table
from workflow.services.claim_owed import Claim

TRIES = 4
"""After each failure but the last come waits of 5, 10 and 20 seconds."""
_FIRST_WAIT_S = 5
_LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Made:
    """A paper's file: its digest in `extensions.blobs`, its size and number of pages."""

    digest: str
    bytes: int
    pages: int


@durable
def settle_paper(claim: Claim, at: dt.datetime, outcome: Made | str) -> bool:
    """Settle a claimed paper; outcome: the file, or why there is none.

    False, with nothing written, when somebody else has claimed it since.
    """
    writing()
    values = _made(outcome, at) if isinstance(outcome, Made) else _failed(claim, outcome, at)
    settled = db.session.execute(
        sa.update(_paper)
        .where(
            _paper.c.id == claim.id,
            _paper.c.attempts == claim.attempt,
            _paper.c.state == "making",
        )
        .values(lease_until=None, **values)
        .returning(_paper.c.id)
    ).one_or_none()
    db.session.commit()
    return settled is not None


def _made(made: Made, at: dt.datetime) -> dict[str, object]:
    file = {"digest": made.digest, "bytes": made.bytes, "pages": made.pages}
    return {"state": "made", "made_at": at, "last_error": None, **file}


def _failed(claim: Claim, reason: str, at: dt.datetime) -> dict[str, object]:
    said = "".join(c if c.isprintable() else " " for c in reason)[:_LONGEST_REASON]
    if claim.attempt >= TRIES:
        return {"state": "failed", "last_error": said}
    wait = dt.timedelta(seconds=_FIRST_WAIT_S * 2 ** (claim.attempt - 1))
    return {"state": "ordered", "next_at": at + wait, "last_error": said}


_paper = table(Paper)
