"""What somebody typed, kept through a lost session or a stale form, sealed for its owner."""

import base64
import functools
import hashlib
import json
import zlib
from collections.abc import Iterable
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

NEVER_KEPT = frozenset({"csrf_token", "password", "code", "passkey", "token", "again", "kept"})
_A_DAY = 86_400

Fields = list[tuple[str, str]]


def fields(items: Iterable[tuple[str, str]]) -> Fields:
    """The fields worth keeping: never passwords, codes or tokens."""
    return [(name, value) for name, value in items if name not in NEVER_KEPT]


def seal(secret: str, owner: int, path: str, typed: Fields) -> str:
    """Seal what was typed for a person, compressed, to be carried by a hidden field: whoever finds
    the page on the screen reads nothing there."""
    packed = zlib.compress(json.dumps({"owner": owner, "path": path, "fields": typed}).encode())
    return _sealer(secret).encrypt(packed).decode()


def unseal(secret: str, owner: int, sealed: str) -> tuple[str, Fields] | None:
    """The path and fields, if they were sealed for this person within a day; else None."""
    try:
        packed = _sealer(secret).decrypt(sealed.encode(), ttl=_A_DAY)
    except InvalidToken:
        return None
    data: dict[str, Any] = json.loads(zlib.decompress(packed))
    if data["owner"] != owner:
        return None
    return data["path"], [(name, value) for name, value in data["fields"]]


@functools.lru_cache(maxsize=4)
def _sealer(secret: str) -> Fernet:
    return Fernet(
        base64.urlsafe_b64encode(hashlib.sha256(f"kept-text/v1 {secret}".encode()).digest())
    )
