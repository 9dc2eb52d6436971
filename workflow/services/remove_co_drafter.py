"""End somebody's part in writing a plan. What they wrote stays, and so does that they wrote it."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.facts.people import person_row
from workflow.models import CoDrafter, table
from workflow.services.write_co_drafting import CoDrafting, against, is_known, write_co_drafting
from workflow.services.write_comment import locked
from workflow.states.drafting import REMOVED
from workflow.states.facts import Person
from workflow.states.refusals import Kind, NotFound, Reason, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class OldCoDrafter:
    """Who is to go. version: of the plan, as the person saw it."""

    plan_id: int
    person_id: int
    version: int
    operation_id: str


@durable
def remove_co_drafter(old: OldCoDrafter, person: Person, at: dt.datetime) -> Person:
    """Take a plan out of somebody's hands; return who it is. The same again is done once. Raises
    NotFound; Refused: 409 when the plan has moved on or ended or they are gone already, 403 when
    not its drafter."""
    writing()
    case = locked(old.plan_id, person, at)
    other = person_row(old.person_id)
    if other is None:
        raise NotFound(f"person {old.person_id}")
    done = CoDrafting(REMOVED, other, old.operation_id)
    if is_known(case, done, person):
        return other
    if reasons := against(case, old.version, person):
        raise Refused(reasons)
    values = {"plan": old.plan_id, "person": other.id}
    if not db.session.execute(_delete, values).all():
        raise Refused([Reason("co_drafter_gone", Kind.STALE)])
    write_co_drafting(case, done, person, at)
    db.session.commit()
    return other


_delete = (
    sa.delete(table(CoDrafter))
    .where(CoDrafter.plan_id == sa.bindparam("plan"), CoDrafter.person_id == sa.bindparam("person"))
    .returning(CoDrafter.person_id)
)
