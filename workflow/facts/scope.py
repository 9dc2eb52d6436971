"""Which plans a person may see: the one place. Everything else reads as not there."""

import datetime as dt
from collections.abc import Iterable

import sqlalchemy as sa

from workflow.models import CoDrafter, Invitation, Plan
from workflow.states.facts import Holding, Person
from workflow.states.policy import READS, Scope


def visible_to(person: Person) -> sa.ColumnElement[bool]:
    """A condition on Plan that holds for the plans a person may read today."""
    conditions = [
        _condition(scope, [h for h in person.holdings if READS.get(h.post) is scope], person)
        for scope in {READS[h.post] for h in person.holdings if h.post in READS}
    ]
    if person.co_drafts:
        written = sa.select(CoDrafter.plan_id).where(CoDrafter.person_id == person.id)
        conditions.append(Plan.id.in_(written))
    return sa.or_(*conditions) if conditions else sa.false()


def _condition(scope: Scope, holdings: Iterable[Holding], person: Person) -> sa.ColumnElement[bool]:
    provinces = sorted({h.province for h in holdings if h.province})
    match scope:
        case Scope.ALL:
            return sa.true()
        case Scope.PROVINCE:
            return Plan.province_code.in_(provinces)
        case Scope.SUBMITTED:
            return sa.and_(Plan.province_code.in_(provinces), Plan.revision > 0)
        case Scope.COMMITTEE:
            return Plan.before_committee.is_(True)
    return Plan.id.in_(_invited(person))


def _invited(person: Person) -> sa.Select[int]:
    """Plans to which a person is invited on their day: not ended, and the last day not over."""
    return sa.select(Invitation.plan_id).where(
        Invitation.person_id == person.id,
        Invitation.ended_at.is_(None),
        sa.or_(Invitation.until.is_(None), Invitation.until >= (person.day or dt.date.max)),
    )
