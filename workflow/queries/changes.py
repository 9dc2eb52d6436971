"""Two texts of a plan side by side: frozen ones, or a frozen one and the text as it now reads; of
an amendment also the text in force and its own."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import Plan, Revision
from workflow.queries.plan_page import PlanPage, plan_page
from workflow.states.facts import Person
from workflow.states.refusals import NotFound


@dataclass(frozen=True, slots=True)
class TwoTexts:
    """A plan and two texts by section. later: None for the text as it now reads. amends: the plan
    whose text is the earlier one, where the page's plan is its amendment."""

    page: PlanPage
    earlier: int
    later: int | None
    old: Mapping[str, Any]
    new: Mapping[str, Any]
    amends: int | None = None

    @property
    def old_plan(self) -> int:
        """Id of the plan of the earlier text."""
        return self.amends or int(self.page.plan.id)


def two_texts(
    plan_id: int, numbers: tuple[int, int | None], person: Person, at: dt.datetime
) -> TwoTexts:
    """Load two texts of a plan that a person may read. Raises NotFound: no such plan for them, no
    such revision, or the later is not later."""
    earlier, later = numbers
    page = plan_page(plan_id, person, at, with_text=later is None)
    values = {"plan": plan_id, "numbers": [earlier, later or earlier]}
    found = {row.no: json.loads(row.body) for row in db.session.execute(_revisions, values)}
    if earlier not in found or later is not None and (later not in found or later <= earlier):
        raise NotFound(f"plan {plan_id} revisions {earlier} and {later}")
    new = page.sections if later is None else found[later]
    return TwoTexts(page, earlier, later, found[earlier], new)


def against_text_in_force(plan_id: int, person: Person, at: dt.datetime) -> TwoTexts:
    """Load the text that an amendment is to take the place of, and the amendment's as it now reads.
    Raises NotFound: no such plan for this person, or it is no amendment."""
    page = plan_page(plan_id, person, at, with_text=True)
    row = db.session.execute(_in_force, {"plan": page.plan.amends_id or 0}).one_or_none()
    if row is None:
        raise NotFound(f"plan {plan_id} amends none")
    return TwoTexts(page, row.no, None, json.loads(row.body), page.sections, row.plan_id)


_in_force = (
    sa.select(Revision.plan_id, Revision.no, Revision.body)
    .join(Plan, sa.and_(Plan.id == Revision.plan_id, Plan.revision == Revision.no))
    .where(Plan.id == sa.bindparam("plan"))
)
_revisions = sa.select(Revision.no, Revision.body).where(
    Revision.plan_id == sa.bindparam("plan"),
    Revision.no.in_(sa.bindparam("numbers", expanding=True)),
)
