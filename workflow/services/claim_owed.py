"""Claim messages or papers for work: whoever's UPDATE changes a row has it, for thirty seconds."""

import datetime as dt
import functools
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Owed, table
from workflow.services.hold_owed import HOLD

LEASE = dt.timedelta(seconds=30)
SKEW = dt.timedelta(seconds=15)
"""By how much clocks of two machines may differ."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A row that is ours while its lease lasts. attempt: the how manieth, which is also what tells
    our lease from a later one of somebody else."""

    id: int
    attempt: int


@durable
def claim_owed(owed: Owed, ids: Sequence[int], at: dt.datetime) -> list[Claim]:
    """Claim those rows that nobody has; return them in the order of ids.

    A row is to be had when it waits, or when its lease ran out: its worker is gone. One that waits
    for its next try is left alone, although an old job may still name it.
    """
    writing()
    values = {"ids": list(ids), "now": at, "until": at + LEASE, "soon": at + HOLD + SKEW}
    rows = db.session.execute(_claim(owed), values).all()
    db.session.commit()
    place = {row_id: n for n, row_id in enumerate(ids)}
    return sorted((Claim(*row) for row in rows), key=lambda claimed: place[claimed.id])


@functools.cache
def _claim(owed: Owed) -> sa.Update:
    row, instant = table(owed), owed.next_at.type
    due = row.c.next_at <= sa.bindparam("soon", type_=instant)
    deserted = row.c.lease_until < sa.bindparam("now", type_=instant)
    free = (
        sa.select(row.c.id)
        .where(
            row.c.id.in_(sa.bindparam("ids", expanding=True)),
            sa.or_(
                sa.and_(row.c.state == owed.WAITING, due),
                sa.and_(row.c.state == owed.TAKEN, deserted),
            ),
        )
        .with_for_update(skip_locked=True)
    )
    return (
        sa.update(row)
        .where(row.c.id.in_(free))
        .values(
            state=owed.TAKEN,
            lease_until=sa.bindparam("until", type_=instant),
            attempts=row.c.attempts + 1,
        )
        .returning(row.c.id, row.c.attempts)
    )
