"""End an agency's invitation before its last day. What it said stays."""

import datetime as dt

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Invitation
from workflow.services.record import record
from workflow.services.write_comment import locked
from workflow.states.facts import Person
from workflow.states.inviting import against_ending, inviting
from workflow.states.refusals import NotFound, Refused


@durable
def end_invitation(plan_id: int, agency_id: int, person: Person, at: dt.datetime) -> None:
    """End an invitation; one that has ended stays as it is. The plan then reads like not there for
    the agency. Raises NotFound: no such plan or invitation; Refused: 403 for who does not invite.
    """
    writing()
    case = locked(plan_id, person, at)
    if reasons := against_ending(person, case.facts):
        raise Refused(reasons)
    found = db.session.get(Invitation, (plan_id, agency_id))
    if found is None:
        raise NotFound(f"plan {plan_id} invitation of {agency_id}")
    if found.ended_at is not None:
        return
    db.session.execute(_end, {"plan": plan_id, "agency": agency_id, "at": at})
    held = inviting(person, case.facts)[0]
    body = {"plan": plan_id, "post": held.post, "capacity": held.capacity}
    record(agency_id, "agency_invitation_ended", at, body, person.ref)
    db.session.commit()


_end = (
    sa.update(Invitation)
    .where(
        Invitation.plan_id == sa.bindparam("plan"),
        Invitation.person_id == sa.bindparam("agency"),
    )
    .values(ended_at=sa.bindparam("at", type_=Invitation.ended_at.type))
)
