"""Two texts of a plan side by side: frozen ones, or a frozen one and the text as it now reads."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import Revision
from workflow.queries.plan_page import PlanPage, plan_page
from workflow.states.facts import Person
from workflow.states.refusals import NotFound


@dataclass(frozen=True, slots=True)
class TwoTexts:
    """A plan and two of its texts by section. later: None for the text as it now reads."""

    page: PlanPage
    earlier: int
    later: int | None
    old: Mapping[str, Any]
    new: Mapping[str, Any]


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


_revisions = sa.select(Revision.no, Revision.body).where(
    Revision.plan_id == sa.bindparam("plan"),
    Revision.no.in_(sa.bindparam("numbers", expanding=True)),
)
