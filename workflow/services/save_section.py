"""Save one section of a plan. A save can never land after a submit: both take the plan's lock."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.canonical import canonical_json
from workflow.extensions import db, durable, writing
from workflow.facts.plan_facts import Case, case_of, unread
from workflow.facts.published import outline_of
from workflow.models import Author, Plan, Section, table
from workflow.outline.digests import plan_digest, section_digest
from workflow.outline.outline import Outline
from workflow.outline.totals import totals
from workflow.outline.values import clean_section
from workflow.services.keep_title import title_columns
from workflow.states import policy
from workflow.states.facts import Person
from workflow.states.refusals import Kind, NotFound, Reason, Refused

Body = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSection:
    """A section's text as a person leaves it. version: of the section, as the person saw it."""

    plan_id: int
    key: str
    body: Any
    version: int


@dataclass(frozen=True, slots=True)
class _Cleaned:
    """A section's text in stored form, and what is wrong with the one given."""

    body: Body
    reasons: list[Reason]


@durable
def save_section(new: NewSection, person: Person, at: dt.datetime) -> int:
    """Save a section; return its new version. Raises NotFound; Refused: 409 when somebody saved
    it before or the plan is not being drafted, 403 when not its drafter, 422 by field.

    What the outline sets when a plan is created stays as it is.
    """
    cleaned = _clean(new)
    writing()
    case = case_of(new.plan_id, person, at, unread, lock=True)
    if case is None:
        db.session.rollback()
        raise _missing(new)
    before = db.session.execute(_present, {"plan": new.plan_id, "key": new.key}).one()
    if reasons := [*_against_seen(new, before), *_against(case, person), *cleaned.reasons]:
        db.session.rollback()
        raise Refused(reasons)
    body = cleaned.body | _fixed(case.outline, new.key, json.loads(before.body))
    _write(new, body, person, at)
    _keep_plan(case, new.key, body)
    _keep_author(new.plan_id, person.id)
    db.session.commit()
    return new.version + 1


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


def _against(case: Case, person: Person) -> list[Reason]:
    stage = case.procedure.stage[case.plan.stage]
    reasons = []
    if not stage.editable:
        reasons.append(Reason("not_editable", Kind.STALE, values={"stage": stage.title}))
    drafts = [
        h for h in person.holdings if h.post == "drafter" and h.province == case.facts.province
    ]
    if not drafts:
        reasons.append(Reason("not_in_scope", Kind.PERSON))
    elif policy.desk_conflict("drafter", person.id, case.facts):
        reasons.append(Reason("both_desks", Kind.PERSON))
    return reasons


def _against_seen(new: NewSection, before: Any) -> list[Reason]:
    return [] if before.version == new.version else [Reason("stale_section", Kind.STALE)]


def _write(new: NewSection, body: Body, person: Person, at: dt.datetime) -> None:
    db.session.execute(
        sa.update(table(Section))
        .where(Section.plan_id == new.plan_id, Section.key == new.key)
        .values(
            body=canonical_json(body).decode(),
            version=new.version + 1,
            digest=section_digest(body),
            saved_by=person.id,
            saved_at=at,
        )
    )


def _keep_plan(case: Case, key: str, body: Body) -> None:
    """Keep on the plan what follows from its text: digest, title, money."""
    rows = db.session.execute(
        sa.select(Section.key, Section.digest).where(Section.plan_id == case.plan.id)
    )
    digests = {row.key: row.digest for row in rows}
    ordered = [digests[section.key] for section in case.outline.sections]
    values: dict[str, Any] = {
        "digest": plan_digest(case.outline.name, case.outline_version, ordered, ())
    }
    if key == "general":
        values |= title_columns(body["title_th"] or case.plan.title, body["title_en"])
    if key == "projects":
        sums = totals({key: body})
        values |= {"total_satang": sums.total, "projects": sums.projects}
    db.session.execute(sa.update(table(Plan)).where(Plan.id == case.plan.id).values(**values))


def _keep_author(plan_id: int, person_id: int) -> None:
    known = sa.select(Author.person_id).where(
        Author.plan_id == plan_id, Author.person_id == person_id
    )
    if db.session.execute(known).scalar_one_or_none() is None:
        values = {"plan_id": plan_id, "person_id": person_id}
        db.session.execute(sa.insert(table(Author)), values)


_outline = sa.select(Plan.outline_id).where(Plan.id == sa.bindparam("plan"))
_present = sa.select(Section.version, Section.body).where(
    Section.plan_id == sa.bindparam("plan"), Section.key == sa.bindparam("key")
)
