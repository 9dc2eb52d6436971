"""Whose turn it is, in SQL: plans that wait for a person, and those of them that they set aside."""

import datetime as dt

import sqlalchemy as sa

from workflow.models import Plan, Snooze
from workflow.states.facts import Person


def waits_for(person: Person) -> sa.ColumnElement[bool]:
    """A condition on Plan that holds where it waits for a post that the person holds there."""
    held = [sa.and_(Plan.held_by == h.post, _lies_in(h.province)) for h in person.holdings]
    return sa.or_(sa.false(), *held)


def set_aside_by(person: Person, today: dt.date) -> sa.ColumnElement[bool]:
    """How Snooze is joined to Plan, that it holds today: the day has not come, and the plan is as
    it was."""
    return sa.and_(
        Snooze.plan_id == Plan.id,
        Snooze.person_id == person.id,
        Snooze.version == Plan.version,
        Snooze.until > today,
    )


def _lies_in(province: str | None) -> sa.ColumnElement[bool]:
    return sa.true() if province is None else Plan.province_code == province
