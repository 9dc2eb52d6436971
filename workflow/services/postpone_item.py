"""Postpone an item of an open meeting: its plan may go on another agenda."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Item, Plan, table
from workflow.services.write_meeting import (
    MeetingAct,
    item_no,
    lock_item,
    lock_meeting,
    operation_of,
    secretary,
    write_meeting,
)
from workflow.states.asks import LONGEST_TEXT
from workflow.states.facts import Person
from workflow.states.refusals import Kind, Reason, Refused
from workflow.states.resolutions import against_ended, against_stage
from workflow.thai.text import length


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponement:
    """An item to be postponed, and why. version: of the item as it was seen."""

    meeting_id: int
    n: int
    version: int
    note: str
    operation_id: str


@durable
def postpone_item(asked: Postponement, person: Person, at: dt.datetime) -> None:
    """End an undecided item without a resolution. Refused: it ended or changed since, or no reason
    is given."""
    writing()
    holding = secretary(person)
    meeting = lock_meeting(asked.meeting_id)
    item = lock_item(meeting.id, asked.n)
    given = {"item": item.id, "note": asked.note}
    operation, known = operation_of(asked.operation_id, person, "postpone", given)
    if known is not None:
        db.session.rollback()
        return
    reasons = against_stage(meeting.stage, ("in_session",)) + against_ended(item.ended)
    if asked.version != item.version:
        reasons.append(Reason("stale_item", Kind.STALE))
    if not length(asked.note):
        reasons.append(Reason("ask_empty", field="note"))
    elif length(asked.note) > LONGEST_TEXT:
        reasons.append(Reason("ask_long", field="note", values={"most": LONGEST_TEXT}))
    if reasons:
        raise Refused(reasons)
    values = {"ended": "postponed", "note": asked.note, "version": item.version + 1}
    db.session.execute(sa.update(table(Item)).where(Item.id == item.id).values(**values))
    free = sa.update(table(Plan)).where(Plan.id == item.plan_id)
    db.session.execute(free.values(in_session=False))
    act = MeetingAct(
        meeting=meeting,
        act="postpone",
        at=at,
        person=person,
        holding=holding,
        body={"item": item_no(item), "plan": item.plan_id, "given": {"reason": asked.note}},
        operation=operation,
    )
    write_meeting(act)
    db.session.commit()
