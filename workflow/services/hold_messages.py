"""Hold messages back while a job that names them is under way, else the relay pushes them anew."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Outbox, table

HOLD = dt.timedelta(seconds=30)


@durable
def hold_messages(ids: Sequence[int], at: dt.datetime) -> None:
    """Let no relay push these messages again for thirty seconds. What was put off further since
    stays where it is."""
    writing()
    db.session.execute(_hold, {"ids": list(ids), "now": at, "later": at + HOLD})
    db.session.commit()


_outbox = table(Outbox)
_hold = (
    sa.update(_outbox)
    .where(
        _outbox.c.id.in_(sa.bindparam("ids", expanding=True)),
        _outbox.c.next_at <= sa.bindparam("now", type_=Outbox.next_at.type),
    )
    .values(next_at=sa.bindparam("later", type_=Outbox.next_at.type))
)
