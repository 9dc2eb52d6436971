"""Mark notices read: by a button, never by looking at them."""

import datetime as dt

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Notice


@durable
def read_notices(person_id: int, up_to: int, at: dt.datetime) -> None:
    """Mark a person's unread notices read, up to the newest that they saw."""
    writing()
    db.session.execute(
        sa.update(Notice)
        .where(Notice.person_id == person_id, Notice.read_at.is_(None), Notice.id <= up_to)
        .values(read_at=at)
    )
    db.session.commit()
