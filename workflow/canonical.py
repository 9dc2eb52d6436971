"""One way to write a value down, so that equal values have equal digests.

UTF-8, NFC, sorted keys, no white space; integers, strings, booleans, null, lists and objects only.
Floats are refused: money is integers of satang, measured values are strings.
"""

import hashlib
import json
import unicodedata
from typing import Any


def canonical_json(value: Any) -> bytes:
    """Return the canonical bytes of a value.

    Raises TypeError on floats and unknown types; ValueError on keys that are equal after NFC and
    on text that is no Unicode.
    """
    plain = _plain(value)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(value: Any) -> str:
    """SHA-256 over the canonical bytes, 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return _object(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _object(value: dict[Any, Any]) -> dict[str, Any]:
    plain = {_key(key): _plain(item) for key, item in value.items()}
    if len(plain) != len(value):
        raise ValueError("two keys of an object are the same text")
    return plain


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError("object keys must be strings")
    return unicodedata.normalize("NFC", key)
