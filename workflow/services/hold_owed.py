"""Hold back what a job that names it is at work on, else the relay pushes it anew."""

import datetime as dt
import functools
from collections.abc import Sequence

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Owed, table

HOLD = dt.timedelta(seconds=30)


@durable
def hold_owed(owed: Owed, ids: Sequence[int], at: dt.datetime) -> None:
    """Let no relay push these messages or papers again for thirty seconds. What was put off
    further since stays where it is."""
    writing()
    db.session.execute(_hold(owed), {"ids": list(ids), "now": at, "later": at + HOLD})
    db.session.commit()


@functools.cache
def _hold(owed: Owed) -> sa.Update:
    row, instant = table(owed), owed.next_at.type
    return (
        sa.update(row)
        .where(
            row.c.id.in_(sa.bindparam("ids", expanding=True)),
            row.c.next_at <= sa.bindparam("now", type_=instant),
        )
        .values(next_at=sa.bindparam("later", type_=instant))
    )
