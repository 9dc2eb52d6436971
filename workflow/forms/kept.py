"""What somebody typed, kept through a lost session or a stale form, sealed for its owner."""

from collections.abc import Iterable
from typing import Any

from itsdangerous import BadData, URLSafeTimedSerializer

NEVER_KEPT = frozenset({"csrf_token", "password", "code", "kept"})
_A_DAY = 86_400

Fields = list[tuple[str, str]]


def fields(items: Iterable[tuple[str, str]]) -> Fields:
    """The fields worth keeping: never passwords, codes or tokens."""
    return [(name, value) for name, value in items if name not in NEVER_KEPT]


def seal(secret: str, owner: int, path: str, typed: Fields) -> str:
    """Seal what was typed for a person, compressed, to be carried by a hidden field."""
    sealed = _serializer(secret).dumps({"owner": owner, "path": path, "fields": typed})
    return sealed.decode() if isinstance(sealed, bytes) else sealed


def unseal(secret: str, owner: int, sealed: str) -> tuple[str, Fields] | None:
    """The path and fields, if they were sealed for this person within a day; else None."""
    try:
        data: dict[str, Any] = _serializer(secret).loads(sealed, max_age=_A_DAY)
    except BadData:
        return None
    if data["owner"] != owner:
        return None
    return data["path"], [(name, value) for name, value in data["fields"]]


def _serializer(secret: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt="kept-text/v1")
