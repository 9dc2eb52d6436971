"""Sign in, prove identity again, sign out: sessions in SQL, failures counted in SQL.

Where a person has a second factor, the password opens only half a session: it waits for a code or
a passkey (`finish_sign_in`). A passkey whose device makes sure who holds it opens a whole one.
"""

import datetime as dt
import secrets

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.facts.factors import HALF, factors_of
from workflow.models import Person, Session, table
from workflow.services.assert_passkey import whose_passkey
from workflow.services.check_factor import ENTER, Proof, Purpose, again, check_factor, second
from workflow.services.meet_device import meet_device
from workflow.services.password import matches, outdated, rehash
from workflow.services.record import record
from workflow.services.start_session import FRESH, start_session
from workflow.services.throttle import Visitor as Visitor
from workflow.services.throttle import digest as digest
from workflow.services.throttle import forgive, not_too_often, note_try
from workflow.states.refusals import Reason, Refused, refuse
from workflow.thai import text


@durable
def sign_in(username: str, password: str, visitor: Visitor, at: dt.datetime) -> str:
    """Check a name and password; return the new session's token: half a session where the person
    has a second factor.

    Raises Refused for a wrong pair, TooMany when too many failed within five minutes.
    """
    username_key = text.key(text.clean(username))
    name_hash = digest(username_key)
    not_too_often("password", name_hash, visitor, at)
    person_id, known_hash = _account(username_key)
    if not matches(known_hash, password) or person_id is None or known_hash is None:
        _failed(person_id, name_hash, visitor, at)
        raise _wrong()
    token = secrets.token_urlsafe(32)
    new_hash = rehash(password) if outdated(known_hash) else known_hash
    writing()
    _keep_password(person_id, known_hash, new_hash)
    half = factors_of(person_id).any
    act = "password_accepted" if half else "signed_in"
    record(person_id, act, at, {"address": visitor.address})
    start_session(person_id, token, visitor, at, half=half)
    if not half:
        meet_device(person_id, visitor, at)
    forgive(name_hash)
    db.session.commit()
    return token


@durable
def finish_sign_in(half: str, proof: Proof, visitor: Visitor, at: dt.datetime) -> str:
    """Take the second factor for half a session (its token); return the whole session's token.

    Raises Refused for a wrong code or passkey, or when the half session has run out; TooMany.
    """
    writing()
    person_id = _person_of_half(half, at)
    if person_id is None:
        raise Refused([Reason("half_ended", field="username")])
    kind = _checked(person_id, proof, second(half), visitor, at)
    token = secrets.token_urlsafe(32)
    db.session.execute(sa.delete(Session).where(Session.id_hash == digest(half)))
    start_session(person_id, token, visitor, at)
    record(person_id, "signed_in", at, {"address": visitor.address, "factor": kind})
    meet_device(person_id, visitor, at)
    db.session.commit()
    return token


@durable
def sign_in_with_passkey(proof: Proof, visitor: Visitor, at: dt.datetime) -> str:
    """Sign in with nothing but a passkey whose device made sure who holds it; return the token.

    Raises Refused or TooMany; whose passkey it would have been is not said.
    """
    writing()
    nobody = digest(f"address:{visitor.address}")
    not_too_often("code", nobody, visitor, at)
    person_id = _living(whose_passkey(proof.passkey))
    if person_id is None:
        note_try("code", nobody, visitor, at)
        db.session.commit()
        raise Refused([Reason("wrong_passkey", field="passkey")])
    _checked(person_id, proof, ENTER, visitor, at)
    token = secrets.token_urlsafe(32)
    start_session(person_id, token, visitor, at)
    record(person_id, "signed_in", at, {"address": visitor.address, "factor": "passkey"})
    meet_device(person_id, visitor, at)
    db.session.commit()
    return token


@durable
def prove(
    person_id: int, session_hash: str, proof: Proof, visitor: Visitor, at: dt.datetime
) -> str:
    """Prove identity again within a session, to sign with: by password, and a code where the
    person has a second factor, or by a passkey. Return the session's new token.

    The old token opens nothing any more. Refused or TooMany as `sign_in`.
    """
    if not proof.by_passkey:
        _password_again(person_id, proof.password, visitor, at)
    token = secrets.token_urlsafe(32)
    writing()
    if proof.by_passkey or factors_of(person_id).any:
        _checked(person_id, proof, again(session_hash), visitor, at)
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


_person = sa.select(Person.id, Person.password_hash).where(
    Person.username_key == sa.bindparam("key"), Person.disabled_at.is_(None)
)
_password = sa.select(Person.username_key, Person.password_hash).where(
    Person.id == sa.bindparam("id")
)


def _account(username_key: str) -> tuple[int | None, str | None]:
    row = db.session.execute(_person, {"key": username_key}).one_or_none()
    return (row.id, row.password_hash) if row else (None, None)


def _wrong() -> Refused:
    return Refused([Reason("wrong_password", field="username")])


def _living(person_id: int | None) -> int | None:
    """The person, if there is an account that may come in."""
    query = sa.select(Person.id).where(Person.id == person_id, Person.disabled_at.is_(None))
    return db.session.execute(query).scalar_one_or_none()


def _person_of_half(half: str, at: dt.datetime) -> int | None:
    """Whose half session a token is, if it still waits."""
    query = sa.select(Session.person_id).where(
        Session.id_hash == digest(half),
        Session.half.is_(True),
        Session.ended_at.is_(None),
        Session.created_at > at - HALF,
    )
    return _living(db.session.execute(query).scalar_one_or_none())


def _checked(
    person_id: int, proof: Proof, purpose: Purpose, visitor: Visitor, at: dt.datetime
) -> str:
    """Check a second factor under the account's lock; return of what kind it is.

    What failed is counted and committed, so that of many at once none goes uncounted.
    """
    row = db.session.execute(_locked, {"id": person_id}).one()
    name_hash = digest(f"code:{row.username_key}")
    not_too_often("code", name_hash, visitor, at)
    if kind := check_factor(person_id, proof, purpose, at):
        return kind
    note_try("code", name_hash, visitor, at)
    record(person_id, "factor_failed", at, {"address": visitor.address})
    db.session.commit()
    code, field = ("wrong_passkey", "passkey") if proof.by_passkey else ("wrong_code", "code")
    raise Refused([Reason(code, field=field)])


def _password_again(person_id: int, password: str, visitor: Visitor, at: dt.datetime) -> None:
    row = db.session.execute(_password, {"id": person_id}).one()
    name_hash = digest(row.username_key)
    not_too_often("password", name_hash, visitor, at)
    if not matches(row.password_hash, password):
        _failed(person_id, name_hash, visitor, at)
        refuse("wrong_password_again", field="password")


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


def _failed(person_id: int | None, name_hash: str, visitor: Visitor, at: dt.datetime) -> None:
    writing()
    note_try("password", name_hash, visitor, at)
    if person_id is not None:
        record(person_id, "sign_in_failed", at, {"address": visitor.address})
    db.session.commit()


_locked = _password.with_for_update()
