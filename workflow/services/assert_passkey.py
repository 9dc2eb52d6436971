"""Check what a passkey signed, in the caller's transaction."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
import webauthn
from webauthn.helpers import parse_authentication_credential_json

from workflow.extensions import db
from workflow.models import Passkey
from workflow.services.challenge import spend
from workflow.services.read_answer import read_answer, understood


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who asks, as browsers know us: the host's name, and scheme with host and port."""

    id: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a passkey was asked for, and of whom: purpose and subject of the challenge; verified:
    the device must have made sure who holds it."""

    purpose: str
    subject: str
    party: Party
    person_id: int
    verified: bool


def whose_passkey(answer: str) -> int | None:
    """Whose passkey an answer is from, before anything of it is believed."""
    read = read_answer(parse_authentication_credential_json, answer)
    if read is None:
        return None
    found: int | None = db.session.execute(
        sa.select(Passkey.person_id).where(Passkey.credential_id == read.credential.raw_id)
    ).scalar_one_or_none()
    return found


def assert_passkey(answer: str, asked: Asked, at: dt.datetime) -> bool:
    """Whether an answer proves that its sender has the passkey now. The challenge is spent, the
    passkey's counter moved on."""
    read = read_answer(parse_authentication_credential_json, answer)
    row = _locked(read.credential.raw_id, asked.person_id) if read else None
    if read is None or row is None or not spend(read.challenge, asked.purpose, asked.subject, at):
        return False
    verified = understood(
        lambda: webauthn.verify_authentication_response(
            credential=read.credential,
            expected_challenge=read.challenge,
            expected_rp_id=asked.party.id,
            expected_origin=asked.party.origin,
            credential_public_key=row.public_key,
            credential_current_sign_count=row.sign_count,
            require_user_verification=asked.verified,
        )
    )
    if verified is None:
        return False
    moved = {"sign_count": verified.new_sign_count, "used_at": at}
    db.session.execute(sa.update(Passkey).where(Passkey.id == row.id).values(moved))
    return True


def _locked(credential_id: bytes, person_id: int) -> Any:
    query = sa.select(Passkey.id, Passkey.public_key, Passkey.sign_count).where(
        Passkey.credential_id == credential_id, Passkey.person_id == person_id
    )
    return db.session.execute(query.with_for_update()).one_or_none()
