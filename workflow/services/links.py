"""Links with which a person sets their password: by invitation, or because they forgot it.

A link's token is made of a random nonce and the key of accounts when the message is written; the
database keeps the nonce and the token's digest, so that nobody can make one from the database.
"""

import base64
import datetime as dt
import secrets

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.facts.names import names_for
from workflow.models import Link, Person, table
from workflow.services.account_keys import derived
from workflow.services.end_sessions import write_ends
from workflow.services.password import hash_password, matches
from workflow.services.record import record_and_tell
from workflow.services.throttle import Visitor, digest, not_too_often, note_try
from workflow.states.refusals import NotFound, Reason, Refused
from workflow.thai import text
from workflow.thai.dates import local_day

LASTS = {"invitation": dt.timedelta(hours=72), "password_reset": dt.timedelta(hours=1)}
_TWICE = dt.timedelta(minutes=10)
"""How long a second press with the same password is answered like the first."""


def token_of(nonce: str) -> str:
    """The token of a link, for the message that carries it: never kept, never logged."""
    return base64.urlsafe_b64encode(derived("link", nonce)).decode().rstrip("=")


def write_link(person_id: int, kind: str, at: dt.datetime, actor: str | None) -> str:
    """Make a link and owe its person the message, in the caller's transaction; return its nonce.
    Links of before open nothing any more."""
    until, nonce = at + LASTS[kind], secrets.token_hex(16)
    older = (Link.person_id == person_id, Link.until > at)
    db.session.execute(sa.update(table(Link)).where(*older).values(until=at))
    body = {"due": local_day(until).isoformat()}
    values = {
        "person_id": person_id,
        "entry_id": record_and_tell(person_id, kind, at, body, actor),
        "kind": kind,
        "nonce": nonce,
        "token_hash": digest(token_of(nonce)),
        "made_at": at,
        "until": until,
    }
    db.session.execute(sa.insert(table(Link)), values)
    return nonce


@durable
def send_link(person_id: int, kind: str, actor: str | None, at: dt.datetime) -> str:
    """Send a person a link, as an administrator does (ref; None: the system); return its token,
    for a command to print. Raises NotFound: there is no such account in use."""
    writing()
    in_use = sa.select(Person.id).where(Person.id == person_id, Person.disabled_at.is_(None))
    if db.session.execute(in_use.with_for_update()).one_or_none() is None:
        raise NotFound(f"person {person_id}")
    nonce = write_link(person_id, kind, at, actor)
    db.session.commit()
    return token_of(nonce)


@durable
def ask_reset(username: str, visitor: Visitor, at: dt.datetime) -> None:
    """Send whoever has a user name a link to set a new password. Whether there is such an account
    is not said. Raises TooMany."""
    key = text.key(text.clean(username))
    name_hash = digest(f"reset:{key}")
    writing()
    not_too_often("reset", name_hash, visitor, at)
    note_try("reset", name_hash, visitor, at)
    query = sa.select(Person.id).where(Person.username_key == key, Person.disabled_at.is_(None))
    person_id = db.session.execute(query).scalar_one_or_none()
    if person_id is not None:
        write_link(person_id, "password_reset", at, None)
    db.session.commit()


@durable
def follow_link(token: str, password: str, at: dt.datetime) -> None:
    """Set the password that a link was made for; the link is used up and every session ends. A
    second factor stays what it is. Refused: the link works no more, the password is too weak."""
    link = db.session.execute(_link, {"hash": digest(token)}).one_or_none()
    if link is None or link.disabled_at is not None:
        raise _gone()
    if link.used_at is not None and at - link.used_at < _TWICE:
        if matches(link.password_hash, password):
            return
        raise _gone()
    new_hash = hash_password(password, names_for(link.person_id))
    writing()
    person_id = _use(link.id, at)
    db.session.execute(
        sa.update(Person).where(Person.id == person_id).values(password_hash=new_hash)
    )
    write_ends(person_id, at)
    record_and_tell(person_id, "password_set", at, {})
    db.session.commit()


def _use(link_id: int, at: dt.datetime) -> int:
    """Use a link up: of two at once the row lets one through. Returns whose it is."""
    used = (
        sa.update(table(Link))
        .where(Link.id == link_id, Link.used_at.is_(None), Link.until > at)
        .values(used_at=at)
        .returning(Link.person_id)
    )
    person_id: int | None = db.session.execute(used).scalar_one_or_none()
    if person_id is None:
        raise _gone()
    return person_id


def _gone() -> Refused:
    return Refused([Reason("link_gone")])


_link = (
    sa.select(Link.id, Link.person_id, Link.used_at, Person.password_hash, Person.disabled_at)
    .join(Person, Person.id == Link.person_id)
    .where(Link.token_hash == sa.bindparam("hash"))
)
