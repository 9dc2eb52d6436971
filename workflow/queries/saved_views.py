"""Views of the pipeline that a person keeps, by name. One query."""

from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import SavedView


@dataclass(frozen=True, slots=True)
class View:
    """A view: its name, and the part of the pipeline's address after the question mark."""

    id: int
    name: str
    query: str


def saved_views(person_id: int) -> tuple[View, ...]:
    """A person's views, in the order in which they were kept."""
    query = sa.select(SavedView.id, SavedView.name, SavedView.query)
    rows = db.session.execute(query.where(SavedView.person_id == person_id).order_by(SavedView.id))
    return tuple(View(row.id, row.name, row.query) for row in rows)
