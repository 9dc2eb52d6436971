"""Which plans a person may see: the one place. Everything else reads as not there."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa

from workflow.models import CoDrafter, Invitation, Plan, table
from workflow.states.facts import Person
from workflow.states.policy import READS, Scope

Ways = frozenset[str]
"""In which ways a person reads plans: the scopes of their posts, and what they were invited to
write. With them a condition is the same for everybody, but for its values."""
_WRITTEN = "written"


def visible_to(person: Person) -> sa.ColumnElement[bool]:
    """A condition on Plan that holds for the plans a person may read today."""
    return _either(ways_of(person), reach_of(person))


def visible(ways: Ways) -> sa.ColumnElement[bool]:
    """The same for everybody who reads in some ways; its values are `reach_of` a person."""
    return _either(ways, _PARAMETERS)


def ways_of(person: Person) -> Ways:
    """In which ways a person reads plans."""
    scopes = {READS[h.post].value for h in person.holdings if h.post in READS}
    return frozenset(scopes | ({_WRITTEN} if person.co_drafts else set()))


def reach_of(person: Person) -> dict[str, Any]:
    """How far a person reads, by what the condition calls it."""
    return {
        "reader": person.id,
        "reader_day": person.day or dt.date.max,
        "reads_in": _provinces(person, Scope.PROVINCE),
        "reads_submitted_in": _provinces(person, Scope.SUBMITTED),
    }


def _provinces(person: Person, scope: Scope) -> list[str]:
    held = {h.province for h in person.holdings if READS.get(h.post) is scope}
    return sorted(code for code in held if code)


def _either(ways: Ways, reach: Mapping[str, Any]) -> sa.ColumnElement[bool]:
    conditions = [_CONDITIONS[way](reach) for way in sorted(ways)]
    return sa.or_(*conditions) if conditions else sa.false()


def _written(reach: Mapping[str, Any]) -> sa.ColumnElement[bool]:
    """Plans that a person is invited to write."""
    written = table(CoDrafter).c
    return _plan.id.in_(sa.select(written.plan_id).where(written.person_id == reach["reader"]))


def _invited(reach: Mapping[str, Any]) -> sa.ColumnElement[bool]:
    """Plans to which a person is invited on their day: not ended, and the last day not over."""
    invited = table(Invitation).c
    return _plan.id.in_(
        sa.select(invited.plan_id).where(
            invited.person_id == reach["reader"],
            invited.ended_at.is_(None),
            sa.or_(invited.until.is_(None), invited.until >= reach["reader_day"]),
        )
    )


_plan = table(Plan).c
_PARAMETERS: Mapping[str, Any] = {
    "reader": sa.bindparam("reader", type_=sa.Integer),
    "reader_day": sa.bindparam("reader_day", type_=sa.Date),
    "reads_in": sa.bindparam("reads_in", expanding=True),
    "reads_submitted_in": sa.bindparam("reads_submitted_in", expanding=True),
}
_CONDITIONS: dict[str, Callable[[Mapping[str, Any]], sa.ColumnElement[bool]]] = {
    Scope.ALL.value: lambda reach: sa.true(),
    Scope.PROVINCE.value: lambda reach: _plan.province_code.in_(reach["reads_in"]),
    Scope.SUBMITTED.value: lambda reach: sa.and_(
        _plan.province_code.in_(reach["reads_submitted_in"]), _plan.revision > 0
    ),
    Scope.COMMITTEE.value: lambda reach: _plan.before_committee.is_(True),
    Scope.INVITED.value: _invited,
    _WRITTEN: _written,
}
