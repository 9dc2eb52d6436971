"""What is wrong with the fields and columns of an outline file."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from workflow.outline.faults import (
    Fault,
    bad_key,
    choice_faults,
    doubles,
    fault,
    not_tables,
    strange_keys,
    unspoken,
)
from workflow.outline.fields import ENTRIES, TEXTS, TYPES, Field
from workflow.outline.kinds import DISTRICTS, REFERENCES
from workflow.outline.outline import Outline, Table, rows, table
from workflow.outline.totals import OF_PLAN, OF_PROJECT

CHOOSING = frozenset({"choice", "multi_choice"})
OF_PROJECT_AT = "projects.projects"
FIELD_KEYS = frozenset(
    [
        *("key", "type", "label", "hint", "required", "min", "max", "item_min", "item_max"),
        *("rules", "choices", "choices_from", "refers_to", "of", "row_page", "row_key", "column"),
    ]
)
_DECIMAL = re.compile(r"(0|[1-9][0-9]{0,17})(\.[0-9]{0,3}[1-9])?")


@dataclass(frozen=True, slots=True)
class Spot:
    """A field of the file: as it stands there, as it was read, and the tables that it stands in."""

    place: str
    row: Table
    field: Field
    above: tuple[Field, ...]


def spots(data: Table, outline: Outline) -> Iterator[Spot]:
    """Every field and column of the file."""
    for row, section in zip(rows(data, "section"), outline.sections, strict=True):
        for inside, field in zip(rows(row, "field"), section.fields, strict=True):
            yield from _spots(section.key, inside, field, ())


def _spots(above: str, row: Table, field: Field, tables: tuple[Field, ...]) -> Iterator[Spot]:
    place = f"{above}.{field.key}"
    yield Spot(place, row, field, tables)
    for inside, column in zip(rows(row, "column"), field.columns, strict=True):
        yield from _spots(place, inside, column, (*tables, field))


def field_faults(spot: Spot, data: Table, rules: frozenset[str]) -> Iterator[Fault]:
    """Every fault of one field. rules: names that something computes."""
    field, place = spot.field, spot.place
    yield from strange_keys(place, spot.row, FIELD_KEYS)
    yield from bad_key(place, field.key)
    yield from unspoken(place, {"label": field.label})
    if "hint" in spot.row:
        yield from unspoken(place, {"hint": field.hint})
    if field.type not in TYPES:
        yield fault("unknown_type", place, field.type)
    yield from (fault("unknown_rule", place, rule) for rule in field.rules if rule not in rules)
    yield from _values(spot)
    yield from _limits(spot)
    yield from _table(spot)
    yield from _choices(spot, table(data, "choices"))
    yield from _references(spot)


def _values(spot: Spot) -> Iterator[Fault]:
    """Values of a kind that the key does not take."""
    for key, fits in VALUES.items():
        if key in spot.row and not fits(spot.row[key]):
            yield fault("wrong_value", spot.place, key)


def _limits(spot: Spot) -> Iterator[Fault]:
    fits = _fitting(spot.field.type)
    wrong = [key for key in ("min", "max") if key in spot.row and not fits(spot.row[key])]
    yield from (fault("wrong_value", spot.place, key) for key in wrong)
    if not wrong:
        yield from _crossed(spot, "min", "max")
    if not any(key in spot.row and not _is_int(spot.row[key]) for key in ("item_min", "item_max")):
        yield from _crossed(spot, "item_min", "item_max")


def _crossed(spot: Spot, low: str, high: str) -> Iterator[Fault]:
    least, most = spot.row.get(low), spot.row.get(high)
    if least is not None and most is not None and Decimal(least) > Decimal(most):
        yield fault("limits_crossed", spot.place, f"{least} > {most}")


def _table(spot: Spot) -> Iterator[Fault]:
    field, place = spot.field, spot.place
    yield from not_tables(place, spot.row, "column")
    yield from doubles("double_field", (column.key for column in field.columns), place)
    if field.type != "table":
        if field.columns:
            yield fault("strange_column", place)
        if field.row_page or field.row_key:
            yield fault("strange_row_page", place)
        return
    if not field.columns:
        yield fault("no_column", place)
    if spot.above and not (len(spot.above) == 1 and spot.above[0].row_page):
        yield fault("nested_table", place)
    if field.row_key and field.row_key not in field.column:
        yield fault("unknown_row_key", place, field.row_key)


def _choices(spot: Spot, named: Table) -> Iterator[Fault]:
    field, place, given = spot.field, spot.place, spot.row.get("choices")
    offers = bool(field.choices or field.choices_from)
    if field.type not in CHOOSING and ("choices" in spot.row or offers):
        yield fault("strange_choice", place)
    elif isinstance(given, str) and given not in named:
        yield fault("unknown_choices", place, given)
    elif field.type in CHOOSING and not offers:
        yield fault("no_choice", place)
    if not isinstance(given, str):
        yield from choice_faults(place, spot.row)


def _references(spot: Spot) -> Iterator[Fault]:
    field, place = spot.field, spot.place
    if field.type == "reference" and field.refers_to not in REFERENCES:
        yield fault("unknown_reference", place, field.refers_to or "")
    if field.type == "computed" and field.of not in _sums(place):
        yield fault("unknown_sum", place, field.of or "")


def _sums(place: str) -> frozenset[str]:
    """What can be computed at a place: sums of the plan in a section, of a project in its row."""
    if place.count(".") == 1:
        return frozenset(OF_PLAN)
    return frozenset([OF_PROJECT] if place.rpartition(".")[0] == OF_PROJECT_AT else [])


def _fitting(kind: str) -> Callable[[Any], bool]:
    if kind == "decimal":
        return lambda value: isinstance(value, str) and bool(_DECIMAL.fullmatch(value))
    if kind in TEXTS | ENTRIES | {"int", "year_be", "month"}:
        return _is_int
    return lambda value: False


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_truth(value: Any) -> bool:
    return isinstance(value, bool)


VALUES: dict[str, Callable[[Any], bool]] = {
    "key": _is_text,
    "type": _is_text,
    "required": _is_truth,
    "row_page": _is_truth,
    "item_min": _is_int,
    "item_max": _is_int,
    "row_key": _is_text,
    "refers_to": _is_text,
    "of": _is_text,
    "choices": lambda value: isinstance(value, str | list),
    "choices_from": lambda value: value == DISTRICTS,
    "rules": lambda value: isinstance(value, list) and all(map(_is_text, value)),
}
"""Values that each key takes."""
