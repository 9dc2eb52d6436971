"""Begin a plan for a province in a round."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.canonical import canonical_json
from workflow.extensions import db, durable, writing
from workflow.facts.copied import source_of
from workflow.facts.published import for_new_plans, newest, outline_of, procedure_of
from workflow.facts.rounds import against_plan
from workflow.facts.subjects import subject_of
from workflow.ledger.chain import START
from workflow.models import Outline, Province, Round, Section, table
from workflow.outline.copying import Destination, copied
from workflow.outline.digests import plan_digest, section_digest
from workflow.outline.outline import Outline as PlanOutline
from workflow.outline.reading import years
from workflow.outline.totals import totals
from workflow.outline.values import empty_section
from workflow.services.append_entry import Act, append_entry
from workflow.services.count_plan import count_plan
from workflow.services.keep_author import keep_author
from workflow.services.keep_title import title_columns
from workflow.services.write_plan import insert_plan, unsent
from workflow.states.facts import Holding, Person
from workflow.states.refusals import Kind, Reason, Refused
from workflow.thai.dates import local_day
from workflow.thai.words import area_th

Body = dict[str, Any]
_ITS_OWN = frozenset(
    [
        *("province", "round", "plan_type", "fiscal_year_start", "fiscal_year_end"),
        *("lead_institution", "title_th", "title_en"),
    ]
)
"""What says which plan it is: never copied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlan:
    """What a plan is begun with. source: id of the plan whose text it begins with; None: blank."""

    province: str
    round: str
    plan_type: str
    source: int | None = None


@dataclass(frozen=True, slots=True)
class _Begun:
    """The first text of a plan, and what its first entry says of where it comes from."""

    bodies: dict[str, Body]
    said: Body


@durable
def create_plan(new: NewPlan, person: Person, at: dt.datetime) -> int:
    """Begin a plan; return its id. Refused: not the province's drafter, round does not take it,
    an open plan of the kind is already there, or the plan to copy is not there for them.

    Of a plan that is copied only the text comes along: no file, point, decision or person.
    """
    writing()
    holding = _drafter_of(person, new.province)
    taken, province = _round_and_province(new, at)
    procedure_id, outline_id = _published()
    outline, version = outline_of(outline_id)
    begun = _begun(outline, _first_text(outline, taken, province, (new, holding)), new, person)
    digests = [section_digest(begun.bodies[section.key]) for section in outline.sections]
    values = _row(new, person, at, begun.bodies)
    values |= {"procedure_id": procedure_id, "outline_id": outline_id}
    values |= {"digest": plan_digest(outline.name, version, digests, ())}
    stage = procedure_of(procedure_id).first
    values |= {"stage": stage.code, "held_by": stage.held_by}
    plan_id = insert_plan(values, Reason("open_plan_exists", field="round"))
    _insert_sections(plan_id, begun.bodies, person, at)
    count_plan(new.province, new.round, None, stage.code)
    act = Act(
        subject=subject_of(plan_id),
        at=at,
        actor=person.ref,
        holding=holding,
        act="create",
        stage_to=stage.code,
        version=1,
        content_digest=values["digest"],
    )
    append_entry(act, (0, START), {"title": values["title"], **begun.said})
    db.session.commit()
    return plan_id


def _drafter_of(person: Person, province: str) -> Holding:
    for holding in person.holdings:
        if holding.post == "drafter" and holding.province == province:
            return holding
    raise Refused([Reason("not_in_scope", Kind.PERSON)])


def _published() -> tuple[int, int]:
    """Ids of the newest procedure and of the newest version of the outline that it names."""
    procedure_id = for_new_plans()
    outline_id = newest(Outline, procedure_of(procedure_id).outline) if procedure_id else None
    if procedure_id is None or outline_id is None:
        raise Refused([Reason("nothing_published")])
    return procedure_id, outline_id


def _round_and_province(new: NewPlan, at: dt.datetime) -> tuple[Round, Province]:
    taken = db.session.get(Round, new.round)
    province = db.session.get(Province, new.province)
    if taken is None:
        raise Refused([Reason("round_unknown", field="round")])
    if province is None:
        raise Refused([Reason("province_unknown", field="province")])
    if reasons := against_plan(taken, province, new.plan_type, local_day(at)):
        raise Refused(reasons)
    return taken, province


def _first_text(
    outline: PlanOutline, taken: Round, province: Province, begun: tuple[NewPlan, Holding]
) -> dict[str, Body]:
    new, holding = begun
    bodies = {section.key: empty_section(outline, section.key) for section in outline.sections}
    first, last = taken.fiscal_year_start, taken.fiscal_year_end
    area, years = area_th(province.name_th), f"{first}" if first == last else f"{first} – {last}"
    bodies["general"] |= {
        "province": new.province,
        "round": new.round,
        "plan_type": new.plan_type,
        "fiscal_year_start": first,
        "fiscal_year_end": last,
        "lead_institution": holding.institution,
        "title_th": f"แผนพัฒนา{area}ด้วยวิทยาศาสตร์ เทคโนโลยี และนวัตกรรม พ.ศ. {years}",
    }
    return bodies


def _begun(outline: PlanOutline, first: dict[str, Body], new: NewPlan, person: Person) -> _Begun:
    """The text that a plan begins with: blank, or that of another plan under its own name."""
    if new.source is None:
        return _Begun(first, {})
    source = source_of(new.source, person, new.province)
    if source is None:
        raise Refused([Reason("copy_unknown", field="source")])
    bodies, cleared = copied(
        outline, source.sections, Destination(new.province, years(first), source.theirs)
    )
    named = {key: value for key, value in first["general"].items() if key in _ITS_OWN}
    bodies["general"] |= named
    said = {
        "copied_from": {
            "plan": source.plan_id,
            "title": source.title,
            "revision": source.revision,
            "digest": source.digest,
        },
        "cleared": cleared,
    }
    return _Begun(bodies, said)


def _row(new: NewPlan, person: Person, at: dt.datetime, bodies: dict[str, Body]) -> Body:
    sums = totals(bodies)
    return {
        "province_code": new.province,
        "round_code": new.round,
        "plan_type": new.plan_type,
        **title_columns(bodies["general"]["title_th"], bodies["general"]["title_en"]),
        "total_satang": sums.total,
        "projects": sums.projects,
        **unsent(person, at),
    }


def _insert_sections(
    plan_id: int, bodies: dict[str, Body], person: Person, at: dt.datetime
) -> None:
    rows = [
        {
            "plan_id": plan_id,
            "key": key,
            "body": canonical_json(body).decode(),
            "version": 1,
            "digest": section_digest(body),
            "saved_by": person.id,
            "saved_at": at,
        }
        for key, body in bodies.items()
    ]
    db.session.execute(sa.insert(table(Section)), rows)
    keep_author(plan_id, person)
