"""Set when plans that wait for the committee are due."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.published import procedure_of
from workflow.models import Plan, table
from workflow.states import clock


def set_due(plans: Sequence[Any], meeting: dt.date | None, today: dt.date) -> None:
    """Set the due date of plans (rows with id, procedure and stage), in the caller's transaction,
    which holds their rows. meeting: the day of the meeting that will consider them; None: no
    meeting will, so that the term of their stage begins anew today.
    """
    for plan in plans:
        days = procedure_of(plan.procedure_id).stage[plan.stage].working_days
        term = clock.due(today, days) if days else None
        new = sa.update(table(Plan)).where(Plan.id == plan.id)
        db.session.execute(new.values(due_on=meeting or term))
