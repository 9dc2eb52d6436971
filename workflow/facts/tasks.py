"""Whose turn it is, in SQL: plans that wait for a person, and those of them that they set aside."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from workflow.models import Plan, Snooze, table
from workflow.states.facts import Person


def waits_for(person: Person) -> sa.ColumnElement[bool]:
    """A condition on Plan that holds where it waits for a post that the person holds there."""
    return _waits(desks_of(person))


def set_aside_by(person: Person, today: dt.date) -> sa.ColumnElement[bool]:
    """How Snooze is joined to Plan, that it holds today: the day has not come, and the plan is as
    it was."""
    return _set_aside({"reader": person.id, "today": today})


def desks_of(person: Person) -> dict[str, Any]:
    """What `waits` asks of a person: posts that they hold for all provinces, and those of one."""
    return {
        "posts": sorted({h.post for h in person.holdings if h.province is None}),
        "desks": sorted({(h.post, h.province) for h in person.holdings if h.province}),
    }


def _waits(asked: Mapping[str, Any]) -> sa.ColumnElement[bool]:
    desk = sa.tuple_(_plan.held_by, _plan.province_code)
    return sa.or_(_plan.held_by.in_(asked["posts"]), desk.in_(asked["desks"]))


def _set_aside(asked: Mapping[str, Any]) -> sa.ColumnElement[bool]:
    return sa.and_(
        _snooze.plan_id == _plan.id,
        _snooze.person_id == asked["reader"],
        _snooze.version == _plan.version,
        _snooze.until > asked["today"],
    )


_plan, _snooze = table(Plan).c, table(Snooze).c
_PARAMETERS: Mapping[str, Any] = {
    "posts": sa.bindparam("posts", expanding=True),
    "desks": sa.bindparam("desks", expanding=True),
    "reader": sa.bindparam("reader", type_=sa.Integer),
    "today": sa.bindparam("today", type_=sa.Date),
}
waits = _waits(_PARAMETERS)
"""The same for anybody; its values are `desks_of` them."""
set_aside = _set_aside(_PARAMETERS)
"""The same for anybody: reader is their id, today the day."""
