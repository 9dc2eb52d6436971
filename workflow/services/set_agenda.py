"""Set which plans are on a meeting's agenda, and in which order."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.facts.around import of_province, province_of
from workflow.facts.published import procedure_of
from workflow.models import Item, Meeting, Plan, Province, table
from workflow.services.set_due import set_due
from workflow.services.tell_meeting import tell_provinces
from workflow.services.write_meeting import (
    MeetingAct,
    lock_items,
    lock_meeting,
    secretary,
    write_meeting,
)
from workflow.states.facts import Person
from workflow.states.refusals import Kind, NotFound, Reason, Refused
from workflow.states.resolutions import against_stage, motions
from workflow.thai.dates import local_day

HEADING = 5
"""Of the six standard headings: matters for consideration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAgenda:
    """The plans that shall be on the agenda, in order. version: of the meeting as it was seen."""

    meeting_id: int
    version: int
    plans: tuple[int, ...]


@durable
def set_agenda(new: NewAgenda, person: Person, at: dt.datetime) -> None:
    """Set the agenda; what is already so is left alone, so that twice is harmless.

    Refused: the meeting has opened or changed since, a plan does not wait for the committee or is
    on another agenda. Raises NotFound for a plan or meeting that is not there.
    """
    writing()
    holding = secretary(person)
    meeting = lock_meeting(new.meeting_id)
    there = [item.plan_id for item in lock_items(meeting.id)]
    wanted = list(dict.fromkeys(new.plans))
    if wanted == there:
        db.session.rollback()
        return
    reasons = against_stage(meeting.stage, ("planned", "notified"))
    if new.version != meeting.version:
        reasons.append(Reason("stale_meeting", Kind.STALE))
    changed = _lock_plans(sorted({*wanted} ^ {*there}))
    added = [plan for plan in changed if plan.id in wanted]
    reasons += _against(added)
    if reasons:
        raise Refused(reasons)
    db.session.execute(sa.delete(table(Item)).where(Item.meeting_id == meeting.id))
    if wanted:
        rows = [_row(meeting.id, n, plan) for n, plan in enumerate(wanted, 1)]
        db.session.execute(sa.insert(table(Item)), rows)
    set_due(added, meeting.held_on, local_day(at))
    set_due([plan for plan in changed if plan.id in there and _waits(plan)], None, local_day(at))
    act = MeetingAct(
        meeting=meeting,
        act="set_agenda",
        at=at,
        person=person,
        holding=holding,
        body={"plans": wanted},
    )
    entry_id = write_meeting(act)
    if meeting.stage == "notified":
        tell_provinces(entry_id, added, person, at)
    db.session.commit()


def _lock_plans(ids: Sequence[int]) -> list[Any]:
    """Plans that come on the agenda or go off it, locked, so that none leaves meanwhile."""
    if not ids:
        return []
    rows = list(db.session.execute(_plans.where(Plan.id.in_(ids))))
    if missing := set(ids).difference(row.id for row in rows):
        raise NotFound(f"plans {sorted(missing)}")
    return rows


def _against(plans: Sequence[Any]) -> list[Reason]:
    if not plans:
        return []
    ids = [plan.id for plan in plans]
    taken = {row.plan_id: row for row in db.session.execute(_elsewhere, {"ids": ids})}
    reasons = []
    for plan in plans:
        province = province_of(plan)
        if not _waits(plan):
            reasons.append(Reason("not_waiting", values={"province": province}))
        elif found := taken.get(plan.id):
            values = {"province": province, "meeting": f"{found.number}/{found.year}"}
            reasons.append(Reason("on_other_agenda", values=values))
    return reasons


def _waits(plan: Any) -> bool:
    """Whether a plan stands where a meeting decides."""
    return bool(motions(procedure_of(plan.procedure_id), plan.stage))


def _row(meeting_id: int, n: int, plan_id: int) -> dict[str, Any]:
    return {
        "meeting_id": meeting_id,
        "plan_id": plan_id,
        "heading": HEADING,
        "n": n,
        "version": 1,
        "resolution": "",
        "reason": "",
        "note": "",
    }


_plans = (
    sa.select(
        Plan.id,
        Plan.procedure_id,
        Plan.stage,
        Plan.province_code,
        *of_province,
    )
    .join(Province, Province.code == Plan.province_code)
    .order_by(Plan.id)
    .with_for_update(of=Plan)
)
_elsewhere = (
    sa.select(Item.plan_id, Meeting.number, Meeting.year)
    .join(Meeting, Meeting.id == Item.meeting_id)
    .where(Item.plan_id.in_(sa.bindparam("ids", expanding=True)), Item.ended.is_(None))
)
