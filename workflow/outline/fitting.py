"""What of a text an outline can read, and what is left over: a text that was frozen under another
version of the outline has fields that this one does not know, or keeps in another form."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from workflow.outline.fields import ENTRIES, Field
from workflow.outline.outline import Outline

Strays = dict[str, Any]
"""Values by dotted place that an outline has no place for."""


def fitted(outline: Outline, sections: Mapping[str, Any]) -> tuple[dict[str, Any], Strays]:
    """A text as an outline can read it, and the rest of it by place. Nothing is lost."""
    known: dict[str, Any] = {}
    strays: Strays = {}
    for key, body in sections.items():
        section = outline.section.get(key)
        if section is None or not isinstance(body, dict):
            _stray(strays, key, body)
        else:
            known[key] = _body(key, section.stored, body, strays)
    return known, strays


def _body(
    above: str, fields: tuple[Field, ...], body: Mapping[str, Any], strays: Strays
) -> dict[str, Any]:
    by_key = {field.key: field for field in fields}
    kept: dict[str, Any] = {}
    for key, value in body.items():
        field, place = by_key.get(key), f"{above}.{key}"
        if field is None or not _fits(field, value):
            _stray(strays, place, value)
        elif field.type == "table" and value:
            kept[key] = [_body(place, field.stored, row, strays) for row in value]
        else:
            kept[key] = value
    return kept


def _stray(strays: Strays, place: str, value: Any) -> None:
    """Keep a value that no field reads; of the rows of a table, all in one list."""
    if value not in (None, "", [], {}):
        strays[place] = [*strays[place], value] if place in strays else [value]


def _fits(field: Field, value: Any) -> bool:
    if value is None:
        return True
    if field.type in ENTRIES:
        inside = dict if field.type == "table" else str
        return isinstance(value, list) and all(isinstance(one, inside) for one in value)
    if field.type == "decimal":
        return isinstance(value, str) and _is_decimal(value)
    if field.type in ("int", "year_be", "month"):
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str)


def _is_decimal(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False
