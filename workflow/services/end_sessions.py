"""End sessions: one of one's own, all others, or all of somebody's."""

import datetime as dt

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Session
from workflow.services.record import record, record_and_tell
from workflow.services.throttle import digest


def handle_of(session_hash: str) -> str:
    """What a page calls a session: it leads to the session only within its person's own."""
    return digest(f"handle {session_hash}")[:16]


@durable
def end_session(person_id: int, handle: str, at: dt.datetime) -> None:
    """End one session of a person, by its handle; one that has ended stays so."""
    writing()
    living = sa.select(Session.id_hash).where(*_living(person_id))
    ended = [one for one in db.session.scalars(living) if handle_of(one) == handle]
    if not ended:
        return
    db.session.execute(sa.update(Session).where(Session.id_hash.in_(ended)).values(ended_at=at))
    record(person_id, "session_ended", at, {})
    db.session.commit()


@durable
def end_other_sessions(person_id: int, session_hash: str, at: dt.datetime) -> None:
    """End every session of a person but the one that they are in."""
    writing()
    if write_ends(person_id, at, keep=session_hash):
        record_and_tell(person_id, "sessions_ended", at, {})
    db.session.commit()


@durable
def end_all_sessions(person_id: int, actor: str | None, at: dt.datetime) -> None:
    """End every session of a person, as an administrator does (ref; None: the system)."""
    writing()
    if write_ends(person_id, at):
        record_and_tell(person_id, "sessions_ended", at, {}, actor)
    db.session.commit()


def write_ends(person_id: int, at: dt.datetime, keep: str = "") -> int:
    """End a person's sessions but one (its hash), in the caller's transaction; how many."""
    ending = (
        sa.update(Session)
        .where(*_living(person_id), Session.id_hash != keep)
        .values(ended_at=at)
        .returning(Session.id_hash)
    )
    return len(db.session.execute(ending).all())


def _living(person_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return Session.person_id == person_id, Session.ended_at.is_(None)
