"""Check a code of an authenticator app or a recovery code, in the caller's transaction. Each is
taken once: the account's row is locked, the time step moves on, the code is crossed out."""

import datetime as dt
import hmac
import re

import pyotp
import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import RecoveryCode, Totp
from workflow.services.account_keys import unseal
from workflow.services.throttle import digest
from workflow.thai.numbers import arabic

STEP_S = 30
SEAL = "totp"
RECOVERY_LENGTH = 24
"""Letters and digits of a recovery code: 120 bits."""
_TOTP = re.compile(r"\d{6}", re.ASCII)
_RECOVERY = re.compile(rf"[A-Z2-7]{{{RECOVERY_LENGTH}}}")


def check_code(person_id: int, typed: str, at: dt.datetime) -> str | None:
    """What a typed code is, "totp" or "recovery", when it is right; it is used up then."""
    code = re.sub(r"[\s-]", "", arabic(typed[:100])).upper()
    if _TOTP.fullmatch(code):
        return "totp" if _take_totp(person_id, code, at) else None
    if _RECOVERY.fullmatch(code):
        return "recovery" if _take_recovery(person_id, code, at) else None
    return None


def step_of(secret: str, code: str, at: dt.datetime) -> int | None:
    """The time step that a code is of: the present one, or one beside it for a clock that is a
    little wrong; None when it is of none of them."""
    totp, now = pyotp.TOTP(secret), int(at.timestamp()) // STEP_S
    steps = (now, now - 1, now + 1)
    fits = [step for step in steps if hmac.compare_digest(totp.generate_otp(step), code)]
    return fits[0] if fits else None


def _take_totp(person_id: int, code: str, at: dt.datetime) -> bool:
    """Take a code of a step later than the last one that was taken."""
    query = sa.select(Totp.secret, Totp.last_step).where(
        Totp.person_id == person_id, Totp.confirmed_at.is_not(None)
    )
    row = db.session.execute(query.with_for_update()).one_or_none()
    if row is None:
        return False
    step = step_of(unseal(SEAL, person_id, row.secret).decode(), code, at)
    if step is None or (row.last_step is not None and step <= row.last_step):
        return False
    db.session.execute(sa.update(Totp).where(Totp.person_id == person_id).values(last_step=step))
    return True


def _take_recovery(person_id: int, code: str, at: dt.datetime) -> bool:
    """Cross a code out: of two at once the row lets one through."""
    taken = (
        sa.update(RecoveryCode)
        .where(
            RecoveryCode.code_hash == digest(code),
            RecoveryCode.person_id == person_id,
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=at)
        .returning(RecoveryCode.person_id)
    )
    return bool(db.session.execute(taken).all())
