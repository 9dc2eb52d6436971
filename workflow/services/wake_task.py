"""Take a task back that was set aside."""

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Snooze


@durable
def wake_task(person_id: int, plan_id: int) -> None:
    """Let a task stand in its person's inbox again; one that stands there stays."""
    writing()
    db.session.execute(
        sa.delete(Snooze).where(Snooze.person_id == person_id, Snooze.plan_id == plan_id)
    )
    db.session.commit()
