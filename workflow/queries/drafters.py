"""Who writes a plan by invitation, and the plans that somebody was invited to write."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from workflow.extensions import db
from workflow.facts.published import procedure_of
from workflow.models import CoDrafter, Plan, Province
from workflow.models import Person as PersonRow
from workflow.states.facts import Person
from workflow.states.procedure import Stage
from workflow.thai.words import Words


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who was invited to write a plan, by whom and when."""

    person_id: int
    name: Words
    by: Words
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class CoDrafted:
    """A plan that somebody was invited to write."""

    id: int
    title: str
    province: Words
    stage: Stage


def invited_to(plan_id: int) -> tuple[Invited, ...]:
    """Co-drafters of a plan, in the order of their invitations: one query."""
    return tuple(
        Invited(
            row.id,
            Words(row.name_th, row.name_en or row.name_th),
            Words(row.by_th, row.by_en or row.by_th),
            row.invited_at,
        )
        for row in db.session.execute(_invited, {"plan": plan_id})
    )


def co_drafted(person: Person) -> tuple[CoDrafted, ...]:
    """Open plans that a person was invited to write, the newest first; no query for who was not
    invited to any."""
    if not person.co_drafts:
        return ()
    rows = db.session.execute(_co_drafted, {"person": person.id})
    return tuple(
        CoDrafted(
            row.id,
            row.title,
            Words(row.name_th, row.name_en),
            procedure_of(row.procedure_id).stage[row.stage],
        )
        for row in rows.all()
    )


_by = aliased(PersonRow)
_invited = (
    sa.select(
        PersonRow.id,
        PersonRow.name_th,
        PersonRow.name_en,
        _by.name_th.label("by_th"),
        _by.name_en.label("by_en"),
        CoDrafter.invited_at,
    )
    .join(PersonRow, PersonRow.id == CoDrafter.person_id)
    .join(_by, _by.id == CoDrafter.invited_by)
    .where(CoDrafter.plan_id == sa.bindparam("plan"))
    .order_by(CoDrafter.invited_at, PersonRow.id)
)
_co_drafted = (
    sa.select(
        Plan.id,
        Plan.title,
        Plan.procedure_id,
        Plan.stage,
        Province.name_th,
        Province.name_en,
    )
    .join(CoDrafter, CoDrafter.plan_id == Plan.id)
    .join(Province, Province.code == Plan.province_code)
    .where(CoDrafter.person_id == sa.bindparam("person"), Plan.is_open.is_(True))
    .order_by(CoDrafter.invited_at.desc(), Plan.id)
)
