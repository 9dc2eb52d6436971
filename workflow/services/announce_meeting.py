"""Announce a meeting: members are invited, provinces told that their plan is on the agenda."""

import datetime as dt

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Item, Plan
from workflow.services.tell_meeting import tell_committee, tell_provinces
from workflow.services.write_meeting import MeetingAsked, begin_act
from workflow.states.facts import Person
from workflow.states.refusals import Reason, Refused


@durable
def announce_meeting(asked: MeetingAsked, person: Person, at: dt.datetime) -> None:
    """Announce a planned meeting. Refused: nothing is on its agenda, or it was announced before."""
    writing()
    begun = begin_act(asked, person, "announce", {})
    if begun is None:
        return
    reasons = begun.against(("planned",), asked.version)
    plans = db.session.execute(_plans, {"meeting": asked.meeting_id}).all()
    if not plans:
        reasons.append(Reason("agenda_empty"))
    if reasons:
        raise Refused(reasons)
    entry_id = begun.write(at, {"plans": [plan.id for plan in plans]}, "notified")
    tell_committee(entry_id, person, at)
    tell_provinces(entry_id, plans, person, at)
    db.session.commit()


_plans = (
    sa.select(Plan.id, Plan.province_code)
    .join(Item, Item.plan_id == Plan.id)
    .where(Item.meeting_id == sa.bindparam("meeting"))
    .order_by(Item.heading, Item.n)
)
