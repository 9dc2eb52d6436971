"""One chain of entries per subject: each carries the hash of the one before it.

The chain shows edits, swaps and gaps; the loss of the newest entries shows only against a
checkpoint that is kept elsewhere (`checkpoint.py`).
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from workflow.canonical import canonical_json

_LABEL = b"ledger/v1\0"
SALT = 16
"""Bytes of a body's salt."""
START = "0" * 64
"""What stands before the first entry of a subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act on one subject; every field is inside the hash.

    subject: "plan:12" or "account:<ref>". n: place in the chain, from 1. at: UTC, ISO 8601.
    actor: pseudonymous reference, None for the system. body_digest: SHA-256 over salt and text,
    so that the text can be removed without breaking the chain.
    """

    subject: str
    n: int
    at: str
    actor: str | None
    post: str
    capacity: str
    order_no: str
    act: str
    stage_from: str | None
    stage_to: str | None
    version: int | None
    content_digest: str | None
    case_digest: str | None
    operation_id: str | None
    fingerprint: str | None
    body_digest: str
    key_id: str
    prev: str
    hash: str = ""


def seal(key: bytes, entry: Entry) -> str:
    """The hash of an entry: HMAC-SHA256 over its place's predecessor and all its fields."""
    values = {name: getattr(entry, name) for name in _SEALED}
    message = _LABEL + entry.prev.encode() + canonical_json(values)
    return hmac.new(key, message, hashlib.sha256).hexdigest()


_SEALED = tuple(field.name for field in fields(Entry) if field.name != "hash")


def salted(text: bytes) -> tuple[bytes, str]:
    """A new salt for a body, and the digest over both."""
    salt = secrets.token_bytes(SALT)
    return salt, body_digest(salt, text)


def body_digest(salt: bytes, text: bytes) -> str:
    """Digest over a body's salt and text. Raises ValueError unless the salt has its length:
    else letters could move from the text into the salt unseen."""
    if len(salt) != SALT:
        raise ValueError(f"a salt has {SALT} bytes")
    return hashlib.sha256(salt + text).hexdigest()


def fingerprint(key: bytes, values: Mapping[str, Any]) -> str:
    """Keyed digest of what was asked, so that a repeated request is known to be the same."""
    return hmac.new(key, b"operation/v1\0" + canonical_json(values), hashlib.sha256).hexdigest()
