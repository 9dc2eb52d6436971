"""Record an item of an open meeting: who is there, who takes no part, what is put to the vote and
how each voted."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.facts.committee import Kept, kept_of, roster_of
from workflow.facts.published import procedure_of
from workflow.models import Attendance, Ballot, Item, Plan, Recusal, table
from workflow.services.write_meeting import lock_item, lock_meeting, secretary
from workflow.states.facts import Person
from workflow.states.refusals import Kind, Reason, Refused
from workflow.states.resolutions import (
    Recorded,
    Roster,
    against_ended,
    against_record,
    against_stage,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecord:
    """What is to be recorded. version: of the item as it was seen."""

    meeting_id: int
    n: int
    version: int
    recorded: Recorded


@durable
def record_item(new: NewRecord, person: Person, at: dt.datetime) -> int:
    """Record an item anew, whole; return its version. What stands there already is left alone.

    Refused: the meeting is not open, the item has ended or changed since, somebody votes who holds
    no seat, is absent or takes no part.
    """
    writing()
    secretary(person)
    meeting = lock_meeting(new.meeting_id)
    item = lock_item(meeting.id, new.n)
    plan = db.session.execute(_plan, {"plan": item.plan_id}).one()
    roster = roster_of(meeting, plan)
    kept = kept_of(item)
    if kept == Kept(roster.filled, roster.tied, new.recorded) and item.ended is None:
        db.session.rollback()
        return int(item.version)
    reasons = against_stage(meeting.stage, ("in_session",)) + against_ended(item.ended)
    if new.version != item.version:
        reasons.append(Reason("stale_item", Kind.STALE))
    procedure = procedure_of(plan.procedure_id)
    reasons += against_record(procedure, plan.stage, roster, new.recorded)
    if reasons:
        raise Refused(reasons)
    _write(item, roster, new.recorded, (person, at))
    db.session.commit()
    return int(item.version) + 1


def _write(
    item: Any, roster: Roster, recorded: Recorded, entered: tuple[Person, dt.datetime]
) -> None:
    person, at = entered
    values = {
        "version": item.version + 1,
        "motion": recorded.motion,
        "back_to": recorded.back_to,
        "casting": recorded.casting and str(recorded.casting),
        "resolution": recorded.resolution,
        "reason": recorded.reason,
    }
    db.session.execute(sa.update(table(Item)).where(Item.id == item.id).values(**values))
    for model in (Attendance, Recusal, Ballot):
        db.session.execute(sa.delete(table(model)).where(table(model).c.item_id == item.id))
    there = [{"seat": s, "present": s in recorded.present} for s in sorted(roster.filled)]
    tied = [{"seat": s, "tied": True, "reason": ""} for s in sorted(roster.tied)]
    declared = [
        {"seat": s, "tied": False, "reason": why}
        for s, why in sorted(recorded.declared.items())
        if s not in roster.tied
    ]
    votes = [
        {"seat": s, "vote": str(vote), "entered_by": person.id, "entered_at": at}
        for s, vote in sorted(recorded.votes.items())
    ]
    for model, rows in ((Attendance, there), (Recusal, tied + declared), (Ballot, votes)):
        if rows:
            db.session.execute(
                sa.insert(table(model)), [{"item_id": item.id, **row} for row in rows]
            )


_plan = sa.select(Plan.id, Plan.province_code, Plan.procedure_id, Plan.stage).where(
    Plan.id == sa.bindparam("plan")
)
