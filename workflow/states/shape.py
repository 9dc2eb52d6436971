"""The shape of a procedure file: its tables, their keys, and what kind of value each key takes."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from workflow.states.procedure import FLAGS

Fits = Callable[[object], bool]
Row = tuple[str, Mapping[str, Any], Mapping[str, Fits]]
"""Where it stands, what it says, and what it may say."""

_LONGEST_TERM = 999


def unknown_keys(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Place and name of each key that means nothing."""
    for where, row, kinds in _rows(data):
        yield from ((where, key) for key in sorted(row.keys() - kinds.keys()))


def wrong_values(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Place and name of each key whose value is of the wrong kind, or is missing and needed."""
    for where, row, kinds in _rows(data):
        for key, fits in kinds.items():
            if (key in row or key in _NEEDED) and not fits(row.get(key)):
                yield where, key


def _rows(data: Mapping[str, Any]) -> Iterator[Row]:
    yield "file", data, _FILE
    for table, kinds in _TABLES.items():
        rows = data.get(table, [])
        if _is_table(rows):
            for row in rows:
                yield str(row.get("code") or row.get("name") or table), row, kinds


def _spelt(pattern: str) -> Fits:
    known = re.compile(pattern)
    return lambda value: isinstance(value, str) and known.fullmatch(value) is not None


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_term(value: object) -> bool:
    return type(value) is int and 0 < value <= _LONGEST_TERM


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_words(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    return value.keys() <= {"th", "en"} and all(map(_is_text, value.values()))


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


_is_name = _spelt(r"[a-z][a-z0-9_-]{0,59}")
_is_code = _spelt(r"[a-z][a-z0-9_]{0,39}")
_FILE: dict[str, Fits] = {
    "name": _is_name,
    "outline": _is_name,
    "title": _is_words,
    "learned_from": _is_list,
    **dict.fromkeys(("phase", "stage", "move", "check"), _is_table),
}
_TABLES: dict[str, dict[str, Fits]] = {
    "phase": {"code": _is_code, "title": _is_words},
    "stage": {
        "code": _is_code,
        "title": _is_words,
        "phase": _is_text,
        "held_by": _is_text,
        "working_days": _is_term,
        "final": _is_flag,
        "editable": _is_flag,
    },
    "move": {
        "name": _is_code,
        "title": _is_words,
        "from": _is_list,
        "to": _is_text,
        "by": _is_list,
        "guards": _is_list,
        "asks": _is_list,
        "tell": _is_list,
        "back_to": _is_text,
        **dict.fromkeys(("done", "subject", "sentence"), _is_words),
        **dict.fromkeys(FLAGS, _is_flag),
    },
    "check": {"code": _is_code, "title": _is_words},
}
_NEEDED = frozenset({"name", "outline", "code"})
