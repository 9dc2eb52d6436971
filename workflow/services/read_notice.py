"""Mark one notice read, by its button."""

import datetime as dt

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Notice
from workflow.states.refusals import NotFound


@durable
def read_notice(person_id: int, notice_id: int, at: dt.datetime) -> None:
    """Mark a notice of a person read; one that was read before keeps its time.

    Raises NotFound when it is not there or not theirs.
    """
    writing()
    found = db.session.execute(
        sa.update(Notice)
        .where(Notice.person_id == person_id, Notice.id == notice_id)
        .values(
            read_at=sa.func.coalesce(Notice.read_at, sa.bindparam("at", at, Notice.read_at.type))
        )
        .returning(Notice.id)
    ).all()
    if not found:
        raise NotFound(f"notice {notice_id}")
    db.session.commit()
