"""Disable an account, or give it a new password: both end its sessions at once."""

import datetime as dt

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Person, Session
from workflow.services.password import hash_password
from workflow.services.record import record


@durable
def disable_person(person_id: int, at: dt.datetime) -> None:
    """Let a person in no more. Their acts stay as they are."""
    writing()
    db.session.execute(
        sa.update(Person)
        .where(Person.id == person_id, Person.disabled_at.is_(None))
        .values(disabled_at=at)
    )
    _end_sessions(person_id, at)
    record(person_id, "account_disabled", at, {})
    db.session.commit()


@durable
def reset_password(person_id: int, password: str, at: dt.datetime) -> None:
    """Set a new password. Refused: too short, too long, easy to guess."""
    new_hash = hash_password(password)
    writing()
    db.session.execute(
        sa.update(Person).where(Person.id == person_id).values(password_hash=new_hash)
    )
    _end_sessions(person_id, at)
    record(person_id, "password_reset", at, {})
    db.session.commit()


def _end_sessions(person_id: int, at: dt.datetime) -> None:
    db.session.execute(
        sa.update(Session)
        .where(Session.person_id == person_id, Session.ended_at.is_(None))
        .values(ended_at=at)
    )
