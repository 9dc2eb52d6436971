"""The key of accounts, a file outside the database: what is sealed with it, what is made of it.

Whoever has the database alone can neither read an authenticator's secret nor make a link.
"""

import base64
import functools
import hashlib
import hmac
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from config import make_once
from workflow.extensions import settings

KEY_ID = "a1"
"""Name of the key in use; a rotation makes the next."""
_NONCE = 12


def seal(purpose: str, owner: int, secret: bytes) -> bytes:
    """Seal a secret for one owner and purpose: moved to another row it cannot be opened."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(_key("seal")).encrypt(nonce, secret, _bound(purpose, owner))


def unseal(purpose: str, owner: int, sealed: bytes) -> bytes:
    """Open what was sealed. Raises cryptography's InvalidTag when it was touched."""
    return AESGCM(_key("seal")).decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound(purpose, owner))


def derived(purpose: str, *parts: object) -> bytes:
    """32 bytes that nobody can work out who has not the key."""
    return hmac.digest(_key(purpose), "\0".join(map(str, parts)).encode(), "sha256")


def _bound(purpose: str, owner: int) -> bytes:
    return f"{purpose}/v1 {owner}".encode()


def _key(purpose: str) -> bytes:
    """A key of its own for each purpose, made of the one in the file."""
    return hmac.digest(_master(settings().folder / "keys"), f"{purpose}/v1".encode(), "sha256")


@functools.lru_cache(maxsize=4)
def _master(folder: Path) -> bytes:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"accounts-{KEY_ID}"
    make_once(path, lambda: secrets.token_bytes(32))
    return path.read_bytes()


def readable(key: bytes, length: int) -> str:
    """Letters and digits to write down, none of which look alike."""
    return base64.b32encode(hashlib.sha512(key).digest())[:length].decode()
