"""Hold papers back while a job that names them is under way, else the relay pushes them anew."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Paper, table
from workflow.services.hold_messages import HOLD


@durable
def hold_papers(ids: Sequence[int], at: dt.datetime) -> None:
    """Let no relay push these papers again for thirty seconds. What was put off further since
    stays where it is."""
    writing()
    db.session.execute(_hold, {"ids": list(ids), "now": at, "later": at + HOLD})
    db.session.commit()


_paper = table(Paper)
_hold = (
    sa.update(_paper)
    .where(
        _paper.c.id.in_(sa.bindparam("ids", expanding=True)),
        _paper.c.next_at <= sa.bindparam("now", type_=Paper.next_at.type),
    )
    .values(next_at=sa.bindparam("later", type_=Paper.next_at.type))
)
