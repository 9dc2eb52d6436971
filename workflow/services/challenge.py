"""What a passkey signs: made without writing anything, good for five minutes, for one purpose and
subject, and once."""

import datetime as dt
import hmac
import secrets

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from workflow.extensions import db
from workflow.models import Spent, table
from workflow.services.account_keys import derived
from workflow.services.throttle import digest

LASTS = dt.timedelta(minutes=5)
_NONCE, _TIME, _MAC = 16, 8, 32


def challenge(purpose: str, subject: str, at: dt.datetime) -> bytes:
    """A new challenge: random, with its end and a proof that we made it for this."""
    until = int((at + LASTS).timestamp())
    begun = secrets.token_bytes(_NONCE) + until.to_bytes(_TIME)
    return begun + _mac(purpose, subject, begun)


def spend(given: bytes, purpose: str, subject: str, at: dt.datetime) -> bool:
    """Whether a challenge is ours, for this, not run out, and answered for the first time; it is
    remembered in the caller's transaction."""
    begun, mac = given[:-_MAC], given[-_MAC:]
    if len(begun) != _NONCE + _TIME or not hmac.compare_digest(_mac(purpose, subject, begun), mac):
        return False
    until = dt.datetime.fromtimestamp(int.from_bytes(begun[_NONCE:]), dt.UTC)
    return at <= until and _is_first(digest(given.hex()), until, at)


def _is_first(challenge_hash: str, until: dt.datetime, at: dt.datetime) -> bool:
    db.session.execute(sa.delete(table(Spent)).where(Spent.until < at))
    try:
        with db.session.begin_nested():
            values = {"challenge_hash": challenge_hash, "until": until}
            db.session.execute(sa.insert(table(Spent)), values)
    except IntegrityError:
        return False
    return True


def _mac(purpose: str, subject: str, begun: bytes) -> bytes:
    return derived("challenge", purpose, subject, begun.hex())
