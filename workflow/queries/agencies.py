"""Agencies and what they are invited to: of one plan, and of one's inbox. A query each."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from workflow.extensions import db
from workflow.facts.scope import visible_to
from workflow.models import Appointment, Comment, Invitation, Person, Plan, Province
from workflow.states.facts import Person as Actor
from workflow.states.inviting import AGENCY
from workflow.thai.dates import local_day
from workflow.thai.words import Words


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency beside a plan. invited_at: None when it never was. by: who invited it last.

    stands: whether it may read the plan today. offered: whether it can be invited today.
    """

    id: int
    name: Words
    invited_at: dt.datetime | None
    by: Words
    until: dt.date | None
    ended_at: dt.datetime | None
    stands: bool
    offered: bool
    comments: int


@dataclass(frozen=True, slots=True)
class InvitedTo:
    """A plan that a person is invited to comment on. said: how often they did."""

    id: int
    title: str
    province: Words
    until: dt.date | None
    said: int


def agencies_of(plan_id: int, at: dt.datetime) -> tuple[Agency, ...]:
    """Every agency that is or was invited to a plan, or could be; by name."""
    day = local_day(at)
    rows = db.session.execute(_agencies, {"plan": plan_id, "day": day})
    return tuple(_agency(row, day) for row in rows)


def invited_to(person: Actor, at: dt.datetime) -> tuple[InvitedTo, ...]:
    """Open plans that a person is invited to comment on today, the soonest last day first."""
    query = _plans.where(visible_to(person))
    values = {"person": person.id, "day": local_day(at)}
    return tuple(
        InvitedTo(row.id, row.title, Words(row.name_th, row.name_en), row.until, row.said)
        for row in db.session.execute(query, values)
    )


def _agency(row: Any, day: dt.date) -> Agency:
    over = row.ended_at is not None or (row.until is not None and row.until < day)
    return Agency(
        id=row.id,
        name=Words(row.name_th, row.name_en or row.name_th),
        invited_at=row.invited_at,
        by=Words(row.by_th or "", row.by_en or row.by_th or ""),
        until=row.until,
        ended_at=row.ended_at,
        stands=row.invited_at is not None and bool(row.offered) and not over,
        offered=bool(row.offered),
        comments=row.comments,
    )


_day = sa.bindparam("day", type_=sa.Date)
_plan: sa.BindParameter[int] = sa.bindparam("plan", type_=sa.Integer)
_by = aliased(Person)
_is_agency = (
    sa.exists()
    .where(
        Appointment.person_id == Person.id,
        Appointment.post == AGENCY,
        Appointment.since <= _day,
        sa.or_(Appointment.until.is_(None), Appointment.until >= _day),
        Person.disabled_at.is_(None),
    )
    .correlate(Person)
)
_comments = (
    sa.select(sa.func.count())
    .where(Comment.plan_id == _plan, Comment.made_by == Person.id, Comment.post == AGENCY)
    .correlate(Person)
    .scalar_subquery()
)
_agencies = (
    sa.select(
        Person.id,
        Person.name_th,
        Person.name_en,
        Invitation.invited_at,
        Invitation.until,
        Invitation.ended_at,
        _by.name_th.label("by_th"),
        _by.name_en.label("by_en"),
        _is_agency.label("offered"),
        _comments.label("comments"),
    )
    .outerjoin(Invitation, sa.and_(Invitation.plan_id == _plan, Invitation.person_id == Person.id))
    .outerjoin(_by, _by.id == Invitation.invited_by)
    .where(sa.or_(Invitation.plan_id.is_not(None), _is_agency))
    .order_by(Person.name_th, Person.id)
)
_said = (
    sa.select(sa.func.count())
    .where(Comment.plan_id == Plan.id, Comment.made_by == Invitation.person_id)
    .correlate(Plan, Invitation)
    .scalar_subquery()
)
_plans = (
    sa.select(
        Plan.id,
        Plan.title,
        Province.name_th,
        Province.name_en,
        Invitation.until,
        _said.label("said"),
    )
    .join(Invitation, Invitation.plan_id == Plan.id)
    .join(Province, Province.code == Plan.province_code)
    .where(
        Invitation.person_id == sa.bindparam("person"),
        Invitation.ended_at.is_(None),
        sa.or_(Invitation.until.is_(None), Invitation.until >= _day),
        Plan.is_open.is_(True),
    )
    .order_by(Invitation.until.is_(None), Invitation.until, Plan.id)
)
