"""Save one section of a plan. A save can never land after a submit: both take the plan's lock."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.facts.plan_facts import case_of, unread
from workflow.facts.published import outline_of
from workflow.models import Plan, Section
from workflow.outline.outline import Outline
from workflow.outline.values import clean_section
from workflow.services.keep_quiet import Opened, keep_quiet
from workflow.services.write_sections import write_sections
from workflow.states import policy
from workflow.states.facts import Person
from workflow.states.refusals import Kind, NotFound, Reason, Refused

Body = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSection:
    """A section's text as a person leaves it. version: of the section, as the person saw it.
    quiet: it is saved by itself while they go on typing."""

    plan_id: int
    key: str
    body: Any
    version: int
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class _Cleaned:
    """A section's text in stored form, and what is wrong with the one given."""

    body: Body
    reasons: list[Reason]


@durable
def save_section(new: NewSection, person: Person, at: dt.datetime) -> int:
    """Save a section; return its new version. Raises NotFound; Refused: 409 when somebody saved
    it before or the plan is not being drafted, 403 when not its drafter, 422 by field.

    What the outline sets when a plan is created stays as it is. A quiet save of what is there
    already writes no text.
    """
    cleaned = _clean(new)
    writing()
    case = case_of(new.plan_id, person, at, unread, lock=True)
    if case is None:
        db.session.rollback()
        raise _missing(new)
    before = db.session.execute(_present, {"plan": new.plan_id, "key": new.key}).one()
    stage = case.procedure.stage[case.plan.stage]
    against = policy.against_writing(stage, person, case.facts)
    if reasons := [*_against_seen(new, before), *against, *cleaned.reasons]:
        db.session.rollback()
        raise Refused(reasons)
    there = json.loads(before.body)
    body = cleaned.body | _fixed(case.outline, new.key, there)
    version = new.version if new.quiet and body == there else new.version + 1
    if version > new.version:
        write_sections(case, {new.key: body}, person, at)
    if new.quiet:
        keep_quiet(Opened(new.plan_id, new.key, version), person, at)
    db.session.commit()
    return version


def _clean(new: NewSection) -> _Cleaned:
    """Clean a text before the lock is taken: a long one takes its time."""
    outline_id = db.session.execute(_outline, {"plan": new.plan_id}).scalar_one_or_none()
    if outline_id is None:
        raise _missing(new)
    outline, _ = outline_of(outline_id)
    if new.key not in outline.section:
        raise _missing(new)
    body, findings = clean_section(outline, new.key, new.body)
    reasons = [Reason(f.code, field=f.anchor, rule=f.section, words=f.words) for f in findings]
    return _Cleaned(body, reasons)


def _missing(new: NewSection) -> NotFound:
    return NotFound(f"plan {new.plan_id} section {new.key}")


def _fixed(outline: Outline, key: str, before: Body) -> Body:
    """What a section keeps from when its plan was created."""
    fixed = [f.key for f in outline.section[key].stored if "fixed_at_create" in f.rules]
    return {name: before[name] for name in fixed}


def _against_seen(new: NewSection, before: Any) -> list[Reason]:
    return [] if before.version == new.version else [Reason("stale_section", Kind.STALE)]


_outline = sa.select(Plan.outline_id).where(Plan.id == sa.bindparam("plan"))
_present = sa.select(Section.version, Section.body).where(
    Section.plan_id == sa.bindparam("plan"), Section.key == sa.bindparam("key")
)
