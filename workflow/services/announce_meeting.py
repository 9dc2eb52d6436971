"""Announce a meeting: members are invited, provinces told that their plan is on the agenda."""

import datetime as dt

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Item, Plan
from workflow.services.tell_meeting import tell_committee, tell_provinces
from workflow.services.write_meeting import (
    MeetingAct,
    MeetingAsked,
    lock_meeting,
    operation_of,
    secretary,
    write_meeting,
)
from workflow.states.facts import Person
from workflow.states.refusals import Kind, Reason, Refused
from workflow.states.resolutions import against_stage


@durable
def announce_meeting(asked: MeetingAsked, person: Person, at: dt.datetime) -> None:
    """Announce a planned meeting. Refused: nothing is on its agenda, or it was announced before."""
    writing()
    holding = secretary(person)
    meeting = lock_meeting(asked.meeting_id)
    given = {"meeting": meeting.id}
    operation, known = operation_of(asked.operation_id, person, "announce", given)
    if known is not None:
        db.session.rollback()
        return
    reasons = against_stage(meeting.stage, ("planned",))
    if asked.version != meeting.version:
        reasons.append(Reason("stale_meeting", Kind.STALE))
    plans = db.session.execute(_plans, {"meeting": meeting.id}).all()
    if not plans:
        reasons.append(Reason("agenda_empty"))
    if reasons:
        raise Refused(reasons)
    act = MeetingAct(
        meeting=meeting,
        act="announce",
        at=at,
        person=person,
        holding=holding,
        body={"plans": [plan.id for plan in plans]},
        stage="notified",
        operation=operation,
    )
    entry_id = write_meeting(act)
    tell_committee(entry_id, person, at)
    tell_provinces(entry_id, plans, person, at)
    db.session.commit()


_plans = (
    sa.select(Plan.id, Plan.province_code)
    .join(Item, Item.plan_id == Plan.id)
    .where(Item.meeting_id == sa.bindparam("meeting"))
    .order_by(Item.heading, Item.n)
)
