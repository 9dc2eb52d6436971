"""Keep who wrote a plan: they do not decide on it."""

from collections.abc import Set

import sqlalchemy as sa

from workflow.extensions import db
from workflow.states.facts import Person


def keep_author(plan_id: int, person: Person, known: Set[int] = frozenset()) -> None:
    """Note that a person wrote a plan, once, in the caller's transaction. known: ids of those who
    are noted already."""
    if person.id not in known:
        db.session.execute(_insert, {"plan": plan_id, "person": person.id})


_insert = sa.text(
    "INSERT INTO author (plan_id, person_id) VALUES (:plan, :person) ON CONFLICT DO NOTHING"
)
