"""Set a task aside until a day: it then stands apart in its person's inbox, in nobody else's."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.facts.scope import visible_to
from workflow.facts.tasks import waits_for
from workflow.models import Plan, Snooze, table
from workflow.states.facts import Person
from workflow.states.refusals import Kind, NotFound, Reason, Refused
from workflow.thai.dates import local_day

LONGEST = dt.timedelta(days=60)
"""For how long a task may be set aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """What is set aside, until which day. version: of the plan, as its person saw it."""

    plan_id: int
    version: int
    until: dt.date


@durable
def snooze_task(aside: Aside, person: Person, at: dt.datetime) -> None:
    """Set a task aside, also anew for another day; the same again changes nothing.

    It comes back when the day comes, or when anything is done to the plan. Raises NotFound;
    Refused: 409 when the plan has changed or does not wait for the person, 422 for the day.
    """
    writing()
    reasons = _against(_locked(aside.plan_id, person), aside, local_day(at))
    if reasons:
        raise Refused(reasons)
    row = {"person_id": person.id, "plan_id": aside.plan_id}
    db.session.execute(sa.delete(Snooze).filter_by(**row))
    values = {**row, "version": aside.version, "until": aside.until}
    db.session.execute(sa.insert(table(Snooze)), values)
    db.session.commit()


def _locked(plan_id: int, person: Person) -> Any:
    """Lock a plan that the person may see. Raises NotFound."""
    query = sa.select(Plan.version, waits_for(person).label("waits"))
    query = query.where(Plan.id == plan_id, visible_to(person)).with_for_update(of=Plan)
    plan = db.session.execute(query).one_or_none()
    if plan is None:
        raise NotFound(f"plan {plan_id}")
    return plan


def _against(plan: Any, aside: Aside, today: dt.date) -> list[Reason]:
    reasons = []
    if plan.version != aside.version:
        reasons.append(Reason("stale", Kind.STALE))
    if not plan.waits:
        reasons.append(Reason("not_your_task", Kind.STALE))
    if not today < aside.until <= today + LONGEST:
        reasons.append(Reason("snooze_day", field="until", values={"most": LONGEST.days}))
    return reasons
