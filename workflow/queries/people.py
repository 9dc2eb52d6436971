"""Accounts, for commands and lists."""

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import Person
from workflow.thai.text import key


def any_person() -> bool:
    """Whether any account exists."""
    return db.session.execute(sa.select(Person.id).limit(1)).scalar_one_or_none() is not None


def person_id_of(username: str) -> int | None:
    """Id of the account with a user name, disabled or not; None when there is none."""
    found: int | None = db.session.execute(
        sa.select(Person.id).where(Person.username_key == key(username))
    ).scalar_one_or_none()
    return found
