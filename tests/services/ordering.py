"""Papers as tests of services and jobs see them."""

from typing import Any

import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import CHIANG_MAI, actor
from workflow.extensions import db, writing
from workflow.models import Paper
from workflow.services.order_paper import Wanted, order_paper

ENDORSED = Wanted(plan_id=CHIANG_MAI, revision=2, kind="endorsement", edition="th")
"""The sheet of an endorsed plan: the quickest paper to make."""


def order(wanted: Wanted = ENDORSED, username: str = "secretariat.1") -> int:
    """Order a paper as a person of the demo; returns its id."""
    return order_paper(wanted, actor(username), TODAY)


def paper(paper_id: int) -> Any:
    """A paper as it now stands."""
    db.session.rollback()
    return db.session.execute(sa.select(*Paper.__table__.columns).where(Paper.id == paper_id)).one()


def change(paper_id: int, **values: Any) -> None:
    """Put a paper into a state in which nobody brings it."""
    writing()
    db.session.execute(sa.update(Paper).where(Paper.id == paper_id).values(**values))
    db.session.commit()
