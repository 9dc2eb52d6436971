"""Invite an agency to read a plan and comment on it until a day. It never blocks, and is no entry
of the plan: what an account may read stands in the account's own record."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.facts.people import holders_of
from workflow.models import Invitation, table
from workflow.services.owe import Debt, owe
from workflow.services.record import record
from workflow.services.write_comment import locked
from workflow.states.facts import Person
from workflow.states.inviting import AGENCY, against_inviting, against_until, inviting
from workflow.states.refusals import Reason, Refused
from workflow.thai.dates import local_day

INVITED = "agency_invited"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInvitation:
    """Who is invited to which plan. until: the last day on which they may read it."""

    plan_id: int
    agency_id: int
    until: dt.date


@durable
def invite_agency(new: NewInvitation, person: Person, at: dt.datetime) -> None:
    """Invite an agency, or give it another last day, and tell it. The same again does nothing.

    Raises NotFound; Refused: 409 when the plan has ended or was never submitted, 403 when the
    person's posts do not invite, 422 when it is no agency or the day is past or too far off.
    """
    writing()
    case = locked(new.plan_id, person, at)
    today = local_day(at)
    reasons = against_inviting(case.procedure, person, case.facts)
    if new.agency_id not in holders_of(AGENCY, today):
        reasons.append(Reason("not_an_agency", field="agency"))
    if reasons := [*reasons, *against_until(new.until, today)]:
        raise Refused(reasons)
    key = {"plan_id": new.plan_id, "person_id": new.agency_id}
    if db.session.execute(_standing, {**key, "until": new.until}).one_or_none():
        return
    values = {**key, "invited_by": person.id, "invited_at": at, "until": new.until}
    db.session.execute(_forget, key)
    db.session.execute(_insert, values)
    holding = inviting(person, case.facts)[0]
    body = {
        "plan": new.plan_id,
        "due": new.until.isoformat(),
        "post": holding.post,
        "capacity": holding.capacity,
        "order_no": holding.order_no,
    }
    entry_id = record(new.agency_id, INVITED, at, body, person.ref)
    owe(Debt(entry_id=entry_id, plan_id=new.plan_id, kind=INVITED, at=at), [new.agency_id])
    db.session.commit()


_mine = (
    Invitation.plan_id == sa.bindparam("plan_id"),
    Invitation.person_id == sa.bindparam("person_id"),
)
_standing = sa.select(Invitation.plan_id).where(
    *_mine, Invitation.ended_at.is_(None), Invitation.until == sa.bindparam("until")
)
_forget = sa.delete(table(Invitation)).where(*_mine)
_insert = sa.insert(table(Invitation))
