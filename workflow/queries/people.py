"""Accounts, for commands and lists."""

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import Person


def any_person() -> bool:
    """Whether any account exists."""
    return db.session.execute(sa.select(Person.id).limit(1)).scalar_one_or_none() is not None
