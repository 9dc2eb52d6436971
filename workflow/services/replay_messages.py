"""Owe dead messages again: for who has mended what kept them from going."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Outbox, table


@durable
def replay_messages(ids: Sequence[int], at: dt.datetime) -> list[int]:
    """Owe dead messages again, with all their tries; of these ids, or every one when none is
    given. Returns the ids of those that were dead."""
    writing()
    query = _replay.where(_outbox.c.id.in_(ids)) if ids else _replay
    replayed = sorted(db.session.execute(query.values(next_at=at)).scalars())
    db.session.commit()
    return replayed


_outbox = table(Outbox)
_replay = (
    sa.update(_outbox)
    .where(_outbox.c.state == "dead")
    .values(state="owed", attempts=0)
    .returning(_outbox.c.id)
)
