"""Write sessions, in the caller's transaction: whole, or waiting for a second factor."""

import datetime as dt

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import Session
from workflow.services.throttle import Visitor, digest

FRESH = dt.timedelta(minutes=10)
MOST_SESSIONS = 5


def start_session(
    person_id: int, token: str, visitor: Visitor, at: dt.datetime, *, half: bool = False
) -> None:
    """Start a session; of those that are whole a person has five, and the oldest gives way."""
    db.session.execute(
        sa.insert(Session).values(
            id_hash=digest(token),
            person_id=person_id,
            created_at=at,
            seen_at=at,
            fresh_until=at + FRESH,
            address=visitor.address,
            agent=visitor.agent[:300],
            half=half,
        )
    )
    if not half:
        _let_the_oldest_go(person_id, at)


def _let_the_oldest_go(person_id: int, at: dt.datetime) -> None:
    living = (
        Session.person_id == person_id,
        Session.ended_at.is_(None),
        Session.half.is_(False),
    )
    kept = (
        sa.select(Session.id_hash)
        .where(*living)
        .order_by(Session.created_at.desc(), Session.id_hash)
        .limit(MOST_SESSIONS)
    )
    db.session.execute(
        sa.update(Session).where(*living, Session.id_hash.not_in(kept)).values(ended_at=at)
    )
