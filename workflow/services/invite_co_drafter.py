"""Invite somebody to help to write one plan."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.facts.people import somebody_called
from workflow.facts.plan_facts import Case
from workflow.models import CoDrafter, table
from workflow.services.write_co_drafting import CoDrafting, against, is_known, write_co_drafting
from workflow.services.write_comment import locked
from workflow.states.drafting import INVITED, against_co_drafter
from workflow.states.facts import Person
from workflow.states.refusals import Reason, Refused
from workflow.thai.dates import local_day


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCoDrafter:
    """Who is to be invited, by user name or e-mail. version: of the plan, as the person saw it."""

    plan_id: int
    who: str
    version: int
    operation_id: str


@durable
def invite_co_drafter(new: NewCoDrafter, person: Person, at: dt.datetime) -> Person:
    """Let somebody read and write a plan; return who it is. The same again is done once. Raises
    NotFound; Refused: 409 when the plan has moved on or ended, 403 when not its drafter, 422 when
    nobody is called so, or they draft it anyway or decide on it."""
    writing()
    case = locked(new.plan_id, person, at)
    other = somebody_called(new.who, local_day(at))
    if other is None:
        raise Refused([*against(case, new.version, person), Reason("person_unknown", field="who")])
    done = CoDrafting(INVITED, other, new.operation_id)
    if is_known(case, done, person):
        return other
    if reasons := [*against(case, new.version, person), *_against(case, other)]:
        raise Refused(reasons)
    row = {"plan_id": new.plan_id, "person_id": other.id}
    db.session.execute(_insert, row | {"invited_by": person.id, "invited_at": at})
    write_co_drafting(case, done, person, at)
    db.session.commit()
    return other


def _against(case: Case, other: Person) -> list[Reason]:
    values = {"plan": case.plan.id, "person": other.id}
    if db.session.execute(_there, values).one_or_none():
        return [Reason("co_drafter_already", field="who")]
    return against_co_drafter(case.procedure, other, case.facts)


_insert = sa.insert(table(CoDrafter))
_there = sa.select(CoDrafter.person_id).where(
    CoDrafter.plan_id == sa.bindparam("plan"), CoDrafter.person_id == sa.bindparam("person")
)
