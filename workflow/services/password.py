"""Passwords: argon2id, a few at a time, and the same work for unknown names."""

import functools
import threading
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from workflow.extensions import settings
from workflow.states.refusals import refuse
from workflow.thai import text

SHORTEST, LONGEST = 12, 128
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


def hash_password(password: str) -> str:
    """The hash to keep of a new password. Refused: too short, too long, easy to guess."""
    if not SHORTEST <= len(password) <= LONGEST:
        refuse("password_short", field="password")
    if text.fold(password) in _common():
        refuse("password_common", field="password")
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


@functools.lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    path = Path(__file__).parents[1] / "data" / "common_passwords.txt"
    return frozenset(text.fold(line) for line in path.read_text(encoding="utf-8").splitlines())
