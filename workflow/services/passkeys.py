"""Passkeys: added with what the device made, named, removed."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
import webauthn
from webauthn.helpers import parse_registration_credential_json
from webauthn.registration.verify_registration_response import VerifiedRegistration

from workflow.extensions import db, durable, writing
from workflow.facts.factors import factors_of
from workflow.models import Passkey, Person, table
from workflow.services.assert_passkey import Party
from workflow.services.challenge import spend
from workflow.services.read_answer import read_answer, understood
from workflow.services.record import record, record_and_tell
from workflow.states.refusals import NotFound, Reason, Refused, refuse
from workflow.thai import text

MOST = 10
LONGEST_NAME = 60
ADD = "add"
"""Purpose of the challenge with which a passkey is made; its subject is the session's hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPasskey:
    """A passkey to be added: what its person calls it, and what the browser sent of it."""

    name: str
    answer: str
    session_hash: str
    party: Party


@durable
def add_passkey(person_id: int, new: NewPasskey, at: dt.datetime) -> None:
    """Add a passkey. Refused: no name, not what was asked for, known already, too many."""
    name = _named(new.name)
    writing()
    _lock(person_id)
    if factors_of(person_id).passkeys >= MOST:
        refuse("passkeys_too_many", most=MOST)
    made = _verified(new, at)
    if made is None or _is_known(made.credential_id):
        db.session.commit()
        raise Refused([Reason("wrong_passkey", field="passkey")])
    values = {
        "person_id": person_id,
        "credential_id": made.credential_id,
        "public_key": made.credential_public_key,
        "sign_count": made.sign_count,
        "name": name,
        "made_at": at,
    }
    db.session.execute(sa.insert(table(Passkey)), values)
    record_and_tell(person_id, "factor_added", at, {"kind": "passkey", "name": name})
    db.session.commit()


@durable
def rename_passkey(person_id: int, passkey_id: int, name: str, at: dt.datetime) -> None:
    """Call a passkey something else. Raises NotFound: this person has no such passkey."""
    called = _named(name)
    writing()
    renamed = (
        sa.update(Passkey)
        .where(Passkey.id == passkey_id, Passkey.person_id == person_id)
        .values(name=called)
        .returning(Passkey.id)
    )
    if not db.session.execute(renamed).all():
        raise NotFound(f"passkey {passkey_id}")
    record(person_id, "passkey_renamed", at, {"passkey": passkey_id, "name": called})
    db.session.commit()


@durable
def remove_passkey(person_id: int, passkey_id: int, required: bool, at: dt.datetime) -> None:
    """Remove a passkey; one that is gone already stays so. Refused where a second factor is
    required and there is no other."""
    writing()
    _lock(person_id)
    mine = sa.and_(Passkey.id == passkey_id, Passkey.person_id == person_id)
    name = db.session.execute(sa.select(Passkey.name).where(mine)).scalar_one_or_none()
    if name is None:
        return
    if required and factors_of(person_id).number == 1:
        refuse("last_factor")
    db.session.execute(sa.delete(Passkey).where(mine))
    record_and_tell(person_id, "factor_removed", at, {"kind": "passkey", "name": name})
    db.session.commit()


def _verified(new: NewPasskey, at: dt.datetime) -> VerifiedRegistration | None:
    """What the device made, if it was made for us and just now; the challenge is spent."""
    read = read_answer(parse_registration_credential_json, new.answer)
    if read is None or not spend(read.challenge, ADD, new.session_hash, at):
        return None
    return understood(
        lambda: webauthn.verify_registration_response(
            credential=read.credential,
            expected_challenge=read.challenge,
            expected_rp_id=new.party.id,
            expected_origin=new.party.origin,
        )
    )


def _named(typed: str) -> str:
    name = " ".join(text.clean(typed).split())
    if not name:
        refuse("ask_empty", field="name")
    if len(name) > LONGEST_NAME:
        refuse("ask_long", field="name", most=LONGEST_NAME)
    return name


def _lock(person_id: int) -> None:
    db.session.execute(sa.select(Person.id).where(Person.id == person_id).with_for_update())


def _is_known(credential_id: bytes) -> bool:
    query = sa.select(Passkey.id).where(Passkey.credential_id == credential_id)
    return db.session.execute(query).scalar_one_or_none() is not None
