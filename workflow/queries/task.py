"""One plan, as far as its task is set aside or taken back. One query."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.scope import visible_to
from workflow.facts.tasks import set_aside_by, waits_for
from workflow.models import Plan, Province, Snooze
from workflow.states import clock
from workflow.states.facts import Person
from workflow.states.refusals import NotFound
from workflow.thai.dates import local_day
from workflow.thai.words import Words


@dataclass(frozen=True, slots=True)
class TaskPage:
    """waits: whether it is the person's turn. next_day: the next working day. snoozed_until: set
    when the task is set aside already."""

    id: int
    title: str
    province: Words
    version: int
    waits: bool
    due: clock.Due | None
    next_day: dt.date
    snoozed_until: dt.date | None


def task(plan_id: int, person: Person, at: dt.datetime) -> TaskPage:
    """The task that a plan is for a person. Raises NotFound."""
    today = local_day(at)
    query = (
        sa.select(
            *(Plan.id, Plan.title, Plan.version, Plan.due_on, Snooze.until),
            *(Province.name_th, Province.name_en),
            waits_for(person).label("waits"),
        )
        .join(Province, Province.code == Plan.province_code)
        .outerjoin(Snooze, set_aside_by(person, today))
        .where(Plan.id == plan_id, visible_to(person))
    )
    row = db.session.execute(query).one_or_none()
    if row is None:
        raise NotFound(f"plan {plan_id}")
    return TaskPage(
        id=row.id,
        title=row.title,
        province=Words(row.name_th, row.name_en),
        version=row.version,
        waits=bool(row.waits),
        due=clock.standing(today, row.due_on) if row.due_on else None,
        next_day=clock.add_working_days(today, 1),
        snoozed_until=row.until,
    )
