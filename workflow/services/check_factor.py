"""Check a second factor, whichever was given, in the caller's transaction."""

import datetime as dt
from dataclasses import dataclass

from workflow.services.assert_passkey import Asked, Party, assert_passkey
from workflow.services.check_code import check_code
from workflow.services.record import record_and_tell
from workflow.services.throttle import digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What somebody gives to prove who they are: a password, a code, or what a passkey signed for
    a party."""

    password: str = ""
    code: str = ""
    passkey: str = ""
    party: Party | None = None

    @property
    def by_passkey(self) -> bool:
        """Whether a passkey is used rather than a code."""
        return bool(self.passkey and self.party)


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a passkey is asked for, and in what connection: a challenge made for one serves no
    other. alone: no password goes with it, so the device must make sure who holds it."""

    name: str
    subject: str
    alone: bool


ENTER = Purpose("enter", "", alone=True)


def second(half: str) -> Purpose:
    """To follow the password of half a session, by its token."""
    return Purpose("second", digest(half), alone=False)


def again(session_hash: str) -> Purpose:
    """To prove identity again within a session."""
    return Purpose("again", session_hash, alone=True)


def check_factor(person_id: int, proof: Proof, purpose: Purpose, at: dt.datetime) -> str | None:
    """Of what kind a second factor is ("totp", "recovery", "passkey") when it is this person's and
    right; it cannot be used again then. Who uses a recovery code is told of it."""
    if proof.passkey and proof.party:
        asked = Asked(
            purpose=purpose.name,
            subject=purpose.subject,
            party=proof.party,
            person_id=person_id,
            verified=purpose.alone,
        )
        return "passkey" if assert_passkey(proof.passkey, asked, at) else None
    kind = check_code(person_id, proof.code, at)
    if kind == "recovery":
        record_and_tell(person_id, "recovery_code_used", at, {})
    return kind
