"""Sign in, prove identity again, sign out: sessions in SQL, failures counted in SQL."""

import datetime as dt
import hashlib
import math
import secrets
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Attempt, Person, Session, table
from workflow.services.password import matches, outdated, rehash
from workflow.services.record import record
from workflow.states.refusals import Reason, Refused, TooMany, refuse
from workflow.thai import text

WINDOW = dt.timedelta(minutes=5)
MOST_BY_NAME, MOST_BY_ADDRESS, MOST_IN_ALL = 10, 10, 1_000
"""Failed sign-ins allowed within the window."""
FRESH = dt.timedelta(minutes=10)
MOST_SESSIONS = 5
_NOBODY = ""
"""Name of a failure that counts against its address alone: its person has signed in since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Where a sign-in comes from."""

    address: str
    agent: str


@durable
def sign_in(username: str, password: str, visitor: Visitor, at: dt.datetime) -> str:
    """Check a name and password; return the new session's token.

    Raises Refused for a wrong pair, TooMany when too many failed within five minutes.
    """
    username_key = text.key(text.clean(username))
    name_hash = digest(username_key)
    _not_too_often(name_hash, visitor, at)
    person_id, known_hash = _account(username_key)
    if not matches(known_hash, password) or person_id is None or known_hash is None:
        _failed(person_id, name_hash, visitor, at)
        raise _wrong()
    token = secrets.token_urlsafe(32)
    new_hash = rehash(password) if outdated(known_hash) else known_hash
    writing()
    _keep_password(person_id, known_hash, new_hash)
    record(person_id, "signed_in", at, {"address": visitor.address})
    _start(person_id, token, visitor, at)
    db.session.execute(_clear_name, {"name": name_hash})
    db.session.commit()
    return token


@durable
def prove(
    person_id: int, session_hash: str, password: str, visitor: Visitor, at: dt.datetime
) -> str:
    """Prove identity again within a session, to sign with; return the session's new token.

    The old token opens nothing any more. Refused or TooMany as `sign_in`.
    """
    row = db.session.execute(_password, {"id": person_id}).one()
    name_hash = digest(row.username_key)
    _not_too_often(name_hash, visitor, at)
    if not matches(row.password_hash, password):
        _failed(person_id, name_hash, visitor, at)
        refuse("wrong_password_again", field="password")
    token = secrets.token_urlsafe(32)
    writing()
    db.session.execute(
        sa.update(Session)
        .where(Session.id_hash == session_hash)
        .values(id_hash=digest(token), fresh_until=at + FRESH)
    )
    record(person_id, "proved", at, {"address": visitor.address})
    db.session.commit()
    return token


@durable
def sign_out(person_id: int, session_hash: str, at: dt.datetime) -> None:
    """End a session for good."""
    writing()
    db.session.execute(
        sa.update(Session)
        .where(Session.id_hash == session_hash, Session.ended_at.is_(None))
        .values(ended_at=at)
    )
    record(person_id, "signed_out", at, {})
    db.session.commit()


def digest(value: str) -> str:
    """SHA-256 of a token or name, as the tables keep it."""
    return hashlib.sha256(value.encode()).hexdigest()


_person = sa.select(Person.id, Person.password_hash).where(
    Person.username_key == sa.bindparam("key"), Person.disabled_at.is_(None)
)
_password = sa.select(Person.username_key, Person.password_hash).where(
    Person.id == sa.bindparam("id")
)
_by_name = Attempt.name_hash == sa.bindparam("name")
_by_address = Attempt.address == sa.bindparam("address")
_first = sa.func.min(Attempt.at, type_=Attempt.at.type)
_attempts = sa.select(
    sa.func.count().filter(_by_name),
    _first.filter(_by_name),
    sa.func.count().filter(_by_address),
    _first.filter(_by_address),
    sa.func.count(),
    _first,
).where(Attempt.at > sa.bindparam("since", type_=Attempt.at.type))
_clear_name = (
    sa.update(table(Attempt))
    .where(Attempt.name_hash == sa.bindparam("name"))
    .values(name_hash=_NOBODY)
)


def _account(username_key: str) -> tuple[int | None, str | None]:
    row = db.session.execute(_person, {"key": username_key}).one_or_none()
    return (row.id, row.password_hash) if row else (None, None)


def _wrong() -> Refused:
    return Refused([Reason("wrong_password", field="username")])


def _keep_password(person_id: int, known_hash: str, new_hash: str) -> None:
    """Lock the account, and see that what was checked still holds: checking takes its time."""
    kept = (
        sa.update(table(Person))
        .where(
            Person.id == person_id,
            Person.password_hash == known_hash,
            Person.disabled_at.is_(None),
        )
        .values(password_hash=new_hash)
        .returning(Person.id)
    )
    if not db.session.execute(kept).all():
        db.session.rollback()
        raise _wrong()


def _not_too_often(name_hash: str, visitor: Visitor, at: dt.datetime) -> None:
    values = {"name": name_hash, "address": visitor.address, "since": at - WINDOW}
    found = db.session.execute(_attempts, values).one()
    limits = (MOST_BY_NAME, MOST_BY_ADDRESS, MOST_IN_ALL)
    counted = zip(found[::2], limits, found[1::2], strict=True)
    if full := [first for n, most, first in counted if n >= most]:
        raise TooMany(math.ceil((max(full) + WINDOW - at).total_seconds()))


def _failed(person_id: int | None, name_hash: str, visitor: Visitor, at: dt.datetime) -> None:
    writing()
    db.session.execute(sa.delete(Attempt).where(Attempt.at <= at - WINDOW))
    values = {"name_hash": name_hash, "address": visitor.address, "at": at}
    db.session.execute(sa.insert(table(Attempt)), values)
    if person_id is not None:
        record(person_id, "sign_in_failed", at, {"address": visitor.address})
    db.session.commit()


def _start(person_id: int, token: str, visitor: Visitor, at: dt.datetime) -> None:
    db.session.execute(
        sa.insert(Session).values(
            id_hash=digest(token),
            person_id=person_id,
            created_at=at,
            seen_at=at,
            fresh_until=at + FRESH,
            address=visitor.address,
            agent=visitor.agent[:300],
        )
    )
    kept = (
        sa.select(Session.id_hash)
        .where(Session.person_id == person_id, Session.ended_at.is_(None))
        .order_by(Session.created_at.desc(), Session.id_hash)
        .limit(MOST_SESSIONS)
    )
    db.session.execute(
        sa.update(Session)
        .where(
            Session.person_id == person_id,
            Session.ended_at.is_(None),
            Session.id_hash.not_in(kept),
        )
        .values(ended_at=at)
    )
