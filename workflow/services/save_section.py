"""Save one section of a plan. A save can never land after a submit: both take the plan's lock."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.canonical import canonical_json
from workflow.extensions import db, durable, writing
from workflow.facts.plan_facts import Case, case_of, unread
from workflow.models import Author, Plan, Section, table
from workflow.outline.digests import plan_digest, section_digest
from workflow.outline.totals import totals
from workflow.outline.values import clean_section
from workflow.states import policy
from workflow.states.facts import Person
from workflow.states.refusals import Kind, NotFound, Reason, Refused
from workflow.thai import text


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSection:
    """A section's text as a person leaves it. version: of the section, as the person saw it."""

    plan_id: int
    key: str
    body: Any
    version: int


@durable
def save_section(new: NewSection, person: Person, at: dt.datetime) -> int:
    """Save a section; return its new version. Raises NotFound; Refused: 409 when somebody saved
    it before or the plan is not being drafted, 403 when not its drafter, 422 by field.
    """
    writing()
    case = case_of(new.plan_id, person, at, unread, lock=True)
    if case is None or new.key not in case.outline.section:
        raise NotFound(f"plan {new.plan_id} section {new.key}")
    body, findings = clean_section(case.outline, new.key, new.body)
    stale = _against_version(new)
    content = [Reason(f.code, field=f.anchor, rule=f.section, words=f.words) for f in findings]
    if reasons := [*stale, *_against(case, person), *content]:
        db.session.rollback()
        raise Refused(reasons)
    _write(new, body, person, at)
    _keep_plan(case, new.key, body)
    _keep_author(new.plan_id, person.id)
    db.session.commit()
    return new.version + 1


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


def _against_version(new: NewSection) -> list[Reason]:
    version = db.session.execute(
        sa.select(Section.version).where(Section.plan_id == new.plan_id, Section.key == new.key)
    ).scalar_one()
    return [] if version == new.version else [Reason("stale_section", Kind.STALE)]


def _write(new: NewSection, body: dict[str, Any], person: Person, at: dt.datetime) -> None:
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


def _keep_plan(case: Case, key: str, body: dict[str, Any]) -> None:
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
        title = body["title_th"] or case.plan.title
        values |= {"title": title, "title_en": body["title_en"]}
        values |= {"title_fold": text.fold(title), "title_sort": text.sort_key(title)}
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
