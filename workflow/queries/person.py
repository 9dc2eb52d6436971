"""The person signed in: one read for session and person, one for the posts they hold today."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.access import Account, now
from workflow.extensions import db
from workflow.facts.factors import HALF, has_totp, number_of_passkeys
from workflow.facts.people import co_drafts, holdings_of
from workflow.models import Notice, Person, Session, table
from workflow.states.facts import Person as Actor
from workflow.thai.dates import local_day

IDLE = dt.timedelta(minutes=30)
LONGEST = dt.timedelta(hours=12)
"""How long a session lasts without use, and at most."""


def load_account(token: str) -> Account | None:
    """Flask-Login's user loader: the account of a living session, or None."""
    at = now()
    session_hash = hashlib.sha256(token.encode()).hexdigest()
    values = {"hash": session_hash, "seen": at - IDLE, "created": at - LONGEST}
    row = db.session.execute(_by_session, values).one_or_none()
    if row is None:
        return None
    person = _actor(row, local_day(at))
    return Account(
        person=person,
        token=token,
        session_hash=session_hash,
        username=row.username,
        language=row.language,
        fresh_until=row.fresh_until,
        seen_at=row.seen_at,
        unread=row.unread,
        has_totp=row.has_totp,
        passkeys=row.passkeys,
    )


@dataclass(frozen=True, slots=True)
class Half:
    """A session that waits for the second factor: its token, whose it is, their passkeys."""

    token: str
    person_id: int
    passkeys: int


def half_of(token: str, at: dt.datetime) -> Half | None:
    """The half session of a token, if it still waits."""
    session_hash = hashlib.sha256(token.encode()).hexdigest()
    row = db.session.execute(_half, {"hash": session_hash, "created": at - HALF}).one_or_none()
    return Half(token, row.id, row.passkeys) if row else None


def owner_of(token: str) -> int | None:
    """Whose session a token was, also when it has ended; None when it never was one."""
    session_hash = hashlib.sha256(token.encode()).hexdigest()
    found: int | None = db.session.execute(
        sa.select(_session.person_id).where(_session.id_hash == session_hash)
    ).scalar_one_or_none()
    return found


def person_by_username(username_key: str, day: dt.date) -> Actor | None:
    """The person with a user name (folded) and the posts they hold on a day."""
    row = db.session.execute(
        sa.select(_person.id, _person.ref, _person.name_th, _person.name_en, co_drafts).where(
            _person.username_key == username_key, _person.disabled_at.is_(None)
        )
    ).one_or_none()
    if row is None:
        return None
    return _actor(row, day)


def _actor(row: Any, day: dt.date) -> Actor:
    """A person with the posts they hold on a day."""
    return Actor(
        row.id,
        row.ref,
        row.name_th,
        row.name_en,
        holdings_of(row.id, day),
        co_drafts=row.co_drafts,
        day=day,
    )


_person, _session, _notice = table(Person).c, table(Session).c, table(Notice).c
_unread = (
    sa.select(sa.func.count())
    .where(_notice.person_id == _person.id, _notice.read_at.is_(None))
    .scalar_subquery()
)
_by_session = (
    sa.select(
        _person.id,
        _person.ref,
        _person.username,
        _person.name_th,
        _person.name_en,
        _person.language,
        _session.fresh_until,
        _session.seen_at,
        _unread.label("unread"),
        has_totp.label("has_totp"),
        number_of_passkeys.label("passkeys"),
        co_drafts,
    )
    .join_from(table(Person), table(Session), _session.person_id == _person.id)
    .where(
        _session.id_hash == sa.bindparam("hash"),
        _session.ended_at.is_(None),
        _session.half.is_(False),
        _session.seen_at > sa.bindparam("seen", type_=_session.seen_at.type),
        _session.created_at > sa.bindparam("created", type_=_session.created_at.type),
        _person.disabled_at.is_(None),
    )
)
_half = (
    sa.select(_person.id, number_of_passkeys.label("passkeys"))
    .join_from(table(Person), table(Session), _session.person_id == _person.id)
    .where(
        _session.id_hash == sa.bindparam("hash"),
        _session.half.is_(True),
        _session.ended_at.is_(None),
        _session.created_at > sa.bindparam("created", type_=_session.created_at.type),
        _person.disabled_at.is_(None),
    )
)
