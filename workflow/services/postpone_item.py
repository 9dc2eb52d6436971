"""Postpone an item of an open meeting: its plan may go on another agenda."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Item, Plan, table
from workflow.services.set_due import set_due
from workflow.services.write_meeting import begin_act, item_no, lock_item
from workflow.states.asks import LONGEST_TEXT
from workflow.states.facts import Person
from workflow.states.refusals import Kind, Reason, Refused
from workflow.states.resolutions import against_ended
from workflow.thai.dates import local_day
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
    begun = begin_act(asked, person, "postpone", {"n": asked.n, "note": asked.note})
    if begun is None:
        return
    item = lock_item(asked.meeting_id, asked.n)
    reasons = begun.against(("in_session",)) + against_ended(item.ended)
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
    free = sa.update(table(Plan)).where(Plan.id == item.plan_id).values(in_session=False)
    plans = db.session.execute(free.returning(Plan.id, Plan.procedure_id, Plan.stage)).all()
    set_due(plans, None, local_day(at))
    said = {"item": item_no(item), "plan": item.plan_id, "given": {"reason": asked.note}}
    begun.write(at, said)
    db.session.commit()
