"""Passwords: argon2id, a few at a time, and the same work for unknown names."""

import csv
import functools
import string
import threading
from collections.abc import Sequence
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from workflow.extensions import settings
from workflow.states.refusals import refuse
from workflow.thai import text

SHORTEST, LONGEST = 12, 128
PRODUCT = ("sanoe", "เสนอ")
_LEAST_OF_A_NAME = 4
"""Letters from which on a name is looked for in a password: shorter ones stand in many words."""
_LEAST_SCORE, _AT_ONE_LOOK = 3, 24
"""Of 4, what an estimate of its guesses must come to; and letters that are estimated at once, since
more would take long."""
_DATA = Path(__file__).parents[1] / "data"
_at_once = threading.BoundedSemaphore(2)


@functools.lru_cache(maxsize=4)
def _hasher(memory_kib: int, rounds: int) -> PasswordHasher:
    return PasswordHasher(time_cost=rounds, memory_cost=memory_kib, parallelism=1)


@functools.lru_cache(maxsize=4)
def _nobodys(memory_kib: int, rounds: int) -> str:
    return _hasher(memory_kib, rounds).hash("nobody has this password")


def hasher() -> PasswordHasher:
    """The hasher with the cost that the settings ask for."""
    return _hasher(settings().password_memory_kib, settings().password_rounds)


def hash_password(password: str, names: Sequence[str] = ()) -> str:
    """The hash to keep of a new password. Refused: too short, too long, easy to guess, or it holds
    the product's name or one of those that stand for its person."""
    if not SHORTEST <= len(password) <= LONGEST:
        refuse("password_short", field="password")
    if _holds_any(password, (*PRODUCT, *names)):
        refuse("password_named", field="password")
    if _is_easy(password) or _is_soon_guessed(password):
        refuse("password_common", field="password")
    return rehash(password)


def rehash(password: str) -> str:
    """The hash to keep of a password in use, whatever today's rules for new ones are."""
    with _at_once:
        return hasher().hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Whether a password fits; takes as long when there is no such account (hash None)."""
    costs = settings().password_memory_kib, settings().password_rounds
    with _at_once:
        try:
            found = hasher().verify(password_hash or _nobodys(*costs), password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False
    return found and password_hash is not None


def outdated(password_hash: str) -> bool:
    """Whether a hash was made at another cost than now asked for."""
    return hasher().check_needs_rehash(password_hash)


def _is_easy(password: str) -> bool:
    """Whether a password, or what is left of it without digits at its ends, is a common one."""
    folded = text.fold(password)
    return bool({folded, folded.strip(string.digits)} & _common())


def _holds_any(password: str, names: Sequence[str]) -> bool:
    folded, words = text.fold(password), map(text.fold, names)
    return any(word in folded for word in words if len(word) >= _LEAST_OF_A_NAME)


def _is_soon_guessed(password: str) -> bool:
    """Whether every part of a password is made of lists of passwords and words, dates, keys that
    lie side by side or repetitions."""
    from zxcvbn import zxcvbn  # its lists are large: nothing that starts waits for them

    parts = range(0, len(password), _AT_ONE_LOOK)
    looked_at = (zxcvbn(password[at : at + _AT_ONE_LOOK]) for at in parts)
    return all(found["score"] < _LEAST_SCORE for found in looked_at)


@functools.lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """Passwords that many people choose, and names of provinces, folded."""
    listed = (_DATA / "common_passwords.txt").read_text(encoding="utf-8").splitlines()
    with (_DATA / "provinces.csv").open(encoding="utf-8") as file:
        provinces = [row[name] for row in csv.DictReader(file) for name in ("name_th", "name_en")]
    return frozenset(text.fold(word) for word in (*listed, *provinces))
