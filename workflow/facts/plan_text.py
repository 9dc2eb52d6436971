"""A plan's present text as the rules see it: read, and judged by its outline if that is asked."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.amended import reasons_of, text_in_force
from workflow.models import Plan, PlanFile, Revision, Section, table
from workflow.outline.context import Context
from workflow.outline.context import Round as PlanRound
from workflow.outline.findings import Findings
from workflow.outline.material import Material, material_changes
from workflow.outline.outline import Outline
from workflow.outline.validate import validate
from workflow.states.refusals import Reason


class Depth(IntEnum):
    """How much of a plan's text is wanted."""

    UNREAD = 0
    READ = 1
    JUDGED = 2
    """Read, and judged by the outline."""


@dataclass(frozen=True, slots=True)
class Text:
    """A plan's text, judged: what the outline finds, and what changed in substance."""

    sections: Mapping[str, Any]
    versions: Mapping[str, int]
    findings: Findings = Findings()
    material: tuple[Material, ...] = ()
    misfits: tuple[Reason, ...] = ()
    """What the plan's kind of amendment does not take."""


def text_of(plan: Any, outline: Outline, day: dt.date, depth: Depth) -> Text | None:
    """A plan's text as deep as it is wanted; None if it is not. plan: its row, with its round."""
    if depth is Depth.UNREAD:
        return None
    judged = depth is Depth.JUDGED
    values = {"plan": plan.id}
    if judged:
        values |= {"no": plan.revision if plan.returned_by else 0, "amended": plan.amends_id or 0}
    rows = db.session.execute(_judged if judged else _present, values).all()
    sections = {row.key: json.loads(row.body) for row in rows if row.key != _FILE}
    returned, amended = sections.pop(_RETURNED, None), sections.pop(_AMENDED, None)
    versions = {row.key: row.version for row in rows if row.key in sections}
    if not judged:
        return Text(sections, versions)
    files = frozenset(row.body for row in rows if row.key == _FILE)
    findings = validate(outline, sections, _context(plan, day, files))
    material = material_changes(returned, sections) if returned else ()
    against = reasons_of(plan.amendment, outline, amended, sections) if amended else ()
    return Text(sections, versions, findings, tuple(material), against)


def _context(plan: Any, day: dt.date, files: frozenset[str]) -> Context:
    return Context(
        day=day,
        province=plan.province_code,
        round=PlanRound(
            fiscal_year_start=plan.fiscal_year_start,
            fiscal_year_end=plan.fiscal_year_end,
            plan_types=frozenset(plan.plan_types),
            closes=plan.closes,
            late_allowed=plan.late_allowed and plan.amends_id is None,
            ceiling_satang=plan.ceiling_satang,
            ceiling_sources=frozenset(plan.ceiling_sources),
        ),
        institution=plan.institution,
        files=files,
    )


_section, _revision, _file = table(Section).c, table(Revision).c, table(PlanFile).c
newest_file = (
    sa.select(sa.func.max(_file.id))
    .where(_file.plan_id == table(Plan).c.id)
    .scalar_subquery()
    .label("newest_file")
)
"""Id of the file that a plan was given last; a column beside Plan's."""
_RETURNED, _AMENDED = "", "="
"""What the revision that was returned, and the text in force, are called among the sections."""
_FILE = "sha256"
"""What each file is called among them."""
_present = sa.select(_section.key, _section.body, _section.version).where(
    _section.plan_id == sa.bindparam("plan")
)
_returned = sa.select(sa.literal(_RETURNED), _revision.body, sa.literal(0)).where(
    _revision.plan_id == sa.bindparam("plan"), _revision.no == sa.bindparam("no")
)
_files = sa.select(sa.literal(_FILE), _file.digest, sa.literal(0)).where(
    _file.plan_id == sa.bindparam("plan"), _file.until.is_(None)
)
_judged = sa.union_all(_present, _files, _returned, text_in_force(_AMENDED))
"""All in one statement: a resubmission has few to spare."""
