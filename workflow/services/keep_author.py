"""Keep who wrote a plan: they do not decide on it."""

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.plan_facts import Case
from workflow.states.facts import Person


def keep_author(case: Case, person: Person) -> None:
    """Note that a person wrote a plan, once, in the caller's transaction."""
    if person.id not in case.facts.authors:
        db.session.execute(_insert, {"plan": case.plan.id, "person": person.id})


_insert = sa.text(
    "INSERT INTO author (plan_id, person_id) VALUES (:plan, :person) ON CONFLICT DO NOTHING"
)
