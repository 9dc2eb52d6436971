"""Disable an account, set its password, forget its factors: each ends its sessions at once."""

import datetime as dt

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.facts.names import names_for
from workflow.models import Passkey, Person, RecoveryCode, Totp
from workflow.services.end_sessions import write_ends
from workflow.services.password import hash_password
from workflow.services.record import ITSELF, record, record_and_tell
from workflow.states.refusals import Kind, NotFound, refuse


@durable
def disable_person(person_id: int, at: dt.datetime, actor: str | None = ITSELF) -> None:
    """Let a person in no more. Their acts stay as they are. actor: ref of who does it.

    Refused: nobody shuts themselves out. Raises NotFound.
    """
    writing()
    if _locked(person_id) == actor:
        refuse("not_yourself", Kind.PERSON)
    db.session.execute(
        sa.update(Person)
        .where(Person.id == person_id, Person.disabled_at.is_(None))
        .values(disabled_at=at)
    )
    write_ends(person_id, at)
    record(person_id, "account_disabled", at, {}, actor)
    db.session.commit()


@durable
def enable_person(person_id: int, at: dt.datetime, actor: str | None) -> None:
    """Let a person in again, with the password and factors that they had. Raises NotFound."""
    writing()
    _locked(person_id)
    db.session.execute(sa.update(Person).where(Person.id == person_id).values(disabled_at=None))
    record(person_id, "account_enabled", at, {}, actor)
    db.session.commit()


@durable
def reset_password(person_id: int, password: str, at: dt.datetime) -> None:
    """Set a new password. Refused: too short, too long, easy to guess, or it names its person."""
    set_password(person_id, password, "", at)


@durable
def set_password(person_id: int, password: str, session_hash: str, at: dt.datetime) -> None:
    """Set a new password and end every session but the one that its person is in. Refused: too
    short, too long, easy to guess, or it names its person."""
    new_hash = hash_password(password, names_for(person_id))
    writing()
    db.session.execute(
        sa.update(Person).where(Person.id == person_id).values(password_hash=new_hash)
    )
    write_ends(person_id, at, keep=session_hash)
    record_and_tell(person_id, "password_set", at, {})
    db.session.commit()


@durable
def forget_factors(person_id: int, at: dt.datetime, actor: str | None) -> None:
    """Forget a person's second factors and recovery codes, when they lost them: an administrator
    has made sure who asks. Raises NotFound."""
    writing()
    _locked(person_id)
    for factor in (Totp, Passkey, RecoveryCode):
        db.session.execute(sa.delete(factor).where(factor.person_id == person_id))
    write_ends(person_id, at)
    record_and_tell(person_id, "factors_forgotten", at, {}, actor)
    db.session.commit()


def _locked(person_id: int) -> str:
    """Lock an account; return its ref."""
    query = sa.select(Person.ref).where(Person.id == person_id).with_for_update()
    ref: str | None = db.session.execute(query).scalar_one_or_none()
    if ref is None:
        raise NotFound(f"person {person_id}")
    return ref
