"""Write a new plan, in the transaction of whoever judged it: its row, its text, its first entry."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from workflow.extensions import db
from workflow.facts.plan_facts import Case
from workflow.facts.published import procedure_of
from workflow.facts.subjects import subject_of
from workflow.ledger.chain import START
from workflow.models import Plan, PlanFile, Section, table
from workflow.services.append_entry import Act, append_entry
from workflow.services.count_plan import count_plan
from workflow.services.keep_author import keep_author
from workflow.states import policy
from workflow.states.facts import Person
from workflow.states.refusals import Reason, Refused

Values = Mapping[str, Any]
_AS_BEFORE = (
    *("province_code", "round_code", "plan_type", "outline_id", "digest"),
    *("title", "title_en", "title_fold", "title_sort", "total_satang", "projects"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    """A plan that is begun with the text of another. links: which plan it follows, and how. said:
    what its first entry says beside its title."""

    case: Case
    procedure_id: int
    links: Values
    said: Values


def begin_successor(new: Successor, person: Person, at: dt.datetime) -> int:
    """Begin a plan with the present text and files of another, under the same version of the
    outline; return its id. Refused: an open plan of its kind is there."""
    old, stage = new.case.plan, procedure_of(new.procedure_id).first
    values = {name: getattr(old, name) for name in _AS_BEFORE} | dict(new.links)
    values |= {"procedure_id": new.procedure_id, "stage": stage.code, "held_by": stage.held_by}
    plan_id = insert_plan(values | unsent(person, at), Reason("amendment_open"))
    copying = {"new": plan_id, "old": old.id, "person": person.id, "at": at}
    db.session.execute(_copy_text, copying)
    db.session.execute(_copy_files, copying)
    keep_author(plan_id, person)
    count_plan(old.province_code, old.round_code, None, stage.code)
    act = Act(
        subject=subject_of(plan_id),
        at=at,
        actor=person.ref,
        holding=policy.holdings_in(("drafter",), person, old.province_code)[0],
        act="create",
        stage_to=stage.code,
        version=1,
        content_digest=old.digest,
    )
    append_entry(act, (0, START), {"title": old.title, **new.said})
    return plan_id


def unsent(person: Person, at: dt.datetime) -> dict[str, Any]:
    """Columns of a plan that nobody has sent yet."""
    return {
        "created_at": at,
        "created_by": person.id,
        "version": 1,
        "revision": 0,
        "stage_since": at,
        "is_open": True,
        "before_committee": False,
        "late": False,
        "urgent": False,
        "on_hold": False,
        "last_act": "create",
        "last_at": at,
    }


def insert_plan(values: Values, taken: Reason) -> int:
    """Insert a plan's row; return its id. Refused with `taken`: an open plan of its province, round
    and kind is there."""
    try:
        plan_id: int = db.session.execute(_insert_plan, dict(values)).scalar_one()
    except IntegrityError as there:
        db.session.rollback()
        raise Refused([taken]) from there
    return plan_id


_insert_plan = sa.insert(table(Plan)).returning(Plan.id)
_text = (Section.key, Section.body, sa.literal(1), Section.digest)
_copy_text = sa.insert(table(Section)).from_select(
    ["plan_id", "key", "body", "version", "digest", "saved_by", "saved_at"],
    sa.select(
        sa.bindparam("new", type_=sa.Integer),
        *_text,
        sa.bindparam("person", type_=sa.Integer),
        sa.bindparam("at", type_=Section.saved_at.type),
    ).where(Section.plan_id == sa.bindparam("old")),
)
_file = (PlanFile.digest, PlanFile.name, PlanFile.media_type, PlanFile.size)
_copy_files = sa.insert(table(PlanFile)).from_select(
    ["plan_id", *(one.key for one in _file), "since", "added_by", "added_at"],
    sa.select(
        sa.bindparam("new", type_=sa.Integer),
        *_file,
        sa.literal(1),
        PlanFile.added_by,
        PlanFile.added_at,
    ).where(PlanFile.plan_id == sa.bindparam("old"), PlanFile.until.is_(None)),
)
