"""Close a meeting once every item has ended."""

import datetime as dt

from workflow.extensions import db, durable, writing
from workflow.services.write_meeting import MeetingAsked, begin_act, item_no, lock_items
from workflow.states.facts import Person
from workflow.states.refusals import Reason, Refused


@durable
def close_meeting(asked: MeetingAsked, person: Person, at: dt.datetime) -> None:
    """Close an open meeting. Refused: an item is neither certified nor postponed."""
    writing()
    begun = begin_act(asked, person, "close", {})
    if begun is None:
        return
    items = lock_items(asked.meeting_id)
    reasons = begun.against(("in_session",), asked.version)
    if left := [item_no(item) for item in items if item.ended is None]:
        reasons.append(Reason("items_undecided", values={"items": ", ".join(left)}))
    if reasons:
        raise Refused(reasons)
    decided = {item_no(item): item.outcome or item.ended for item in items}
    begun.write(at, {"items": decided}, "closed", {"closed_at": at})
    db.session.commit()
