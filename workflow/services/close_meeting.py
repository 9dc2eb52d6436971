"""Close a meeting once every item has ended."""

import datetime as dt

from workflow.extensions import db, durable, writing
from workflow.services.write_meeting import (
    MeetingAct,
    MeetingAsked,
    item_no,
    lock_items,
    lock_meeting,
    operation_of,
    secretary,
    write_meeting,
)
from workflow.states.facts import Person
from workflow.states.refusals import Kind, Reason, Refused
from workflow.states.resolutions import against_stage


@durable
def close_meeting(asked: MeetingAsked, person: Person, at: dt.datetime) -> None:
    """Close an open meeting. Refused: an item is neither certified nor postponed."""
    writing()
    holding = secretary(person)
    meeting = lock_meeting(asked.meeting_id)
    given = {"meeting": meeting.id}
    operation, known = operation_of(asked.operation_id, person, "close", given)
    if known is not None:
        db.session.rollback()
        return
    items = lock_items(meeting.id)
    reasons = against_stage(meeting.stage, ("in_session",))
    if asked.version != meeting.version:
        reasons.append(Reason("stale_meeting", Kind.STALE))
    if left := [item_no(item) for item in items if item.ended is None]:
        reasons.append(Reason("items_undecided", values={"items": ", ".join(left)}))
    if reasons:
        raise Refused(reasons)
    decided = {item_no(item): item.outcome or item.ended for item in items}
    act = MeetingAct(
        meeting=meeting,
        act="close",
        at=at,
        person=person,
        holding=holding,
        body={"items": decided},
        stage="closed",
        changes={"closed_at": at},
        operation=operation,
    )
    write_meeting(act)
    db.session.commit()
