"""The outbox: which messages are due, and how it stands."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import Outbox


@dataclass(frozen=True, slots=True)
class Due:
    """A message to be sent now. deserted: how many workers had it, when the last one is gone
    without a word; else 0."""

    id: int
    deserted: int


def due_messages(at: dt.datetime, most: int) -> list[Due]:
    """Messages that are due, the longest due first."""
    rows = db.session.execute(_due, {"now": at, "most": most})
    return [Due(row.id, row.attempts if row.state == "leased" else 0) for row in rows]


def outbox_status(at: dt.datetime) -> dict[str, int]:
    """How many messages are in each state, and oldest_s: the age in seconds of the oldest one
    that is neither sent nor given up, 0 when there is none."""
    rows = {row.state: row for row in db.session.execute(_by_state)}
    counts = {state: rows[state].n if state in rows else 0 for state in STATES}
    waiting = [rows[state].oldest for state in ("owed", "leased") if state in rows]
    oldest = int((at - min(waiting)).total_seconds()) if waiting else 0
    return {**counts, "oldest_s": max(oldest, 0)}


STATES = ("owed", "leased", "sent", "dead")
_now = sa.bindparam("now", type_=Outbox.next_at.type)
_due = (
    sa.select(Outbox.id, Outbox.state, Outbox.attempts)
    .where(
        # A literal, word for word as in the index: for bound values the partial index is ignored.
        sa.text("state IN ('owed', 'leased')"),
        Outbox.next_at <= _now,
        sa.or_(Outbox.state == "owed", Outbox.lease_until < _now),
    )
    .order_by(Outbox.next_at, Outbox.id)
    .limit(sa.bindparam("most"))
)
_by_state = sa.select(
    Outbox.state, sa.func.count().label("n"), sa.func.min(Outbox.created_at).label("oldest")
).group_by(Outbox.state)
