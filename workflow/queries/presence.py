"""Who else has a section of a plan open."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import Person as PersonRow
from workflow.models import Presence
from workflow.states.facts import Person
from workflow.thai.words import Words

HERE = dt.timedelta(minutes=2)
"""How long after their last sign of life somebody counts as there."""


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody who has the section open, and how many minutes ago they last gave a sign."""

    name: Words
    minutes: int


def others_at(plan_id: int, key: str, person: Person, at: dt.datetime) -> tuple[Other, ...]:
    """Who else has a section open: one query."""
    values = {"plan": plan_id, "name": key, "me": person.id, "since": at - HERE}
    rows = db.session.execute(_others, values).all()
    return tuple(
        Other(Words(row.name_th, row.name_en or row.name_th), (at - row.seen_at).seconds // 60)
        for row in rows
    )


_others = (
    sa.select(PersonRow.name_th, PersonRow.name_en, Presence.seen_at)
    .join(PersonRow, PersonRow.id == Presence.person_id)
    .where(
        Presence.plan_id == sa.bindparam("plan"),
        Presence.key == sa.bindparam("name"),
        Presence.person_id != sa.bindparam("me"),
        Presence.seen_at > sa.bindparam("since", type_=Presence.seen_at.type),
    )
    .order_by(Presence.seen_at.desc())
)
