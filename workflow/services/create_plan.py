"""Begin a plan for a province in a round."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.canonical import canonical_json
from workflow.extensions import db, durable, writing
from workflow.facts.published import for_new_plans, newest, outline_of, procedure_of
from workflow.facts.record import subject_of
from workflow.facts.rounds import against_plan
from workflow.ledger.chain import START
from workflow.models import Outline, Province, Round, Section, table
from workflow.outline.digests import plan_digest, section_digest
from workflow.outline.outline import Outline as PlanOutline
from workflow.outline.values import empty_section
from workflow.services.append_entry import Act, append_entry
from workflow.services.count_plan import count_plan
from workflow.services.keep_title import title_columns
from workflow.services.write_plan import insert_plan, keep_author, unsent
from workflow.states.facts import Holding, Person
from workflow.states.refusals import Kind, Reason, Refused
from workflow.thai.dates import local_day
from workflow.thai.words import area_th

Body = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlan:
    """What a plan is begun with."""

    province: str
    round: str
    plan_type: str


@durable
def create_plan(new: NewPlan, person: Person, at: dt.datetime) -> int:
    """Begin a plan; return its id. Refused: not the province's drafter, round does not take it,
    or an open plan of the kind is already there.
    """
    writing()
    holding = _drafter_of(person, new.province)
    taken, province = _round_and_province(new, at)
    procedure_id, outline_id = _published()
    outline, version = outline_of(outline_id)
    bodies = _first_text(outline, taken, province, (new, holding))
    digests = [section_digest(bodies[section.key]) for section in outline.sections]
    values = _row(new, person, at, bodies["general"])
    values |= {"procedure_id": procedure_id, "outline_id": outline_id}
    values |= {"digest": plan_digest(outline.name, version, digests, ())}
    stage = procedure_of(procedure_id).first
    values |= {"stage": stage.code, "held_by": stage.held_by}
    plan_id = insert_plan(values, Reason("open_plan_exists", field="round"))
    _insert_sections(plan_id, bodies, person, at)
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
    append_entry(act, (0, START), {"title": values["title"]})
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


def _row(new: NewPlan, person: Person, at: dt.datetime, general: Body) -> Body:
    return {
        "province_code": new.province,
        "round_code": new.round,
        "plan_type": new.plan_type,
        **title_columns(general["title_th"], ""),
        "total_satang": 0,
        "projects": 0,
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
