"""Forget a view of the pipeline."""

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import SavedView


@durable
def forget_view(person_id: int, view_id: int) -> None:
    """Forget a view of a person's own; one that is gone, or another's, is left as it is."""
    writing()
    db.session.execute(
        sa.delete(SavedView).where(SavedView.person_id == person_id, SavedView.id == view_id)
    )
    db.session.commit()
