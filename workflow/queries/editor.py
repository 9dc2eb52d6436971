"""What the editor of a plan's text shows: the sections, who saved them, and what they lack."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.plan_facts import Case, case_of, read_and_judged_where_moves_ask
from workflow.models import PastSection
from workflow.models import Person as PersonRow
from workflow.models import Section as SectionRow
from workflow.outline.fields import Section
from workflow.outline.findings import Findings
from workflow.outline.merge import UNKNOWN
from workflow.queries.plan_page import unwritable
from workflow.states.facts import Person
from workflow.states.refusals import NotFound, Reason
from workflow.thai.words import Words

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Saved:
    """Who saved a section last, and when."""

    by_id: int
    by: Words
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Editor:
    """A plan whose text somebody would write. reasons: why they may not."""

    case: Case
    saved: Mapping[str, Saved]
    reasons: tuple[Reason, ...]

    @property
    def sections(self) -> Mapping[str, Body]:
        """The present text by section."""
        return self.case.text.sections if self.case.text else {}

    @property
    def findings(self) -> Findings:
        """What the outline finds in the present text."""
        return self.case.text.findings if self.case.text else Findings()

    def section(self, key: str) -> Section:
        """A section of the plan's outline. Raises NotFound."""
        if key not in self.case.outline.section:
            raise NotFound(f"plan {self.case.plan.id} section {key}")
        return self.case.outline.section[key]

    def version(self, key: str) -> int:
        """The present version of a section."""
        return self.case.text.versions[key] if self.case.text else 0

    def seen(self, key: str, version: int) -> Any:
        """A section in the version that somebody saw; UNKNOWN when that is not kept any more."""
        if version == self.version(key):
            return self.sections[key]
        values = {"plan": self.case.plan.id, "name": key, "seen": version}
        found = db.session.execute(_past, values).scalar_one_or_none()
        return UNKNOWN if found is None else json.loads(found)


def editor(plan_id: int, person: Person, at: dt.datetime) -> Editor:
    """Load a plan for writing. Raises NotFound when it is not there or not this person's."""
    case = case_of(plan_id, person, at, read_and_judged_where_moves_ask)
    if case is None:
        raise NotFound(f"plan {plan_id}")
    return Editor(case, saved_of(plan_id), unwritable(case, person))


def saved_of(plan_id: int) -> dict[str, Saved]:
    """Who saved each section of a plan last."""
    rows = db.session.execute(_saved, {"plan": plan_id})
    return {
        row.key: Saved(row.saved_by, Words(row.name_th, row.name_en or row.name_th), row.saved_at)
        for row in rows
    }


_saved = (
    sa.select(
        SectionRow.key,
        SectionRow.saved_by,
        SectionRow.saved_at,
        PersonRow.name_th,
        PersonRow.name_en,
    )
    .join(PersonRow, PersonRow.id == SectionRow.saved_by)
    .where(SectionRow.plan_id == sa.bindparam("plan"))
)
_past = sa.select(PastSection.body).where(
    PastSection.plan_id == sa.bindparam("plan"),
    PastSection.key == sa.bindparam("name"),
    PastSection.version == sa.bindparam("seen"),
)
