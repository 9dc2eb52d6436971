"""Throw away what somebody began to write on the page of a move."""

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Unsent, table


@durable
def forget_unsent(person_id: int, plan_id: int, move: str) -> None:
    """Throw it away; where nothing is kept, nothing happens."""
    writing()
    mine = {"person_id": person_id, "plan_id": plan_id, "move": move}
    db.session.execute(sa.delete(table(Unsent)).filter_by(**mine))
    db.session.commit()
