"""What changed between two revisions of a plan, field by field and row by row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.outline.digests import frozen
from workflow.outline.fields import Field
from workflow.outline.matching import moved, pairs
from workflow.outline.outline import Outline
from workflow.thai.words import Words

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"
Name = str | int
"""What a row is called: its key (a project's code) or, without one, its 0-based index: in the new
revision, or in the old for a row that is gone."""
_Found = tuple[str, str, tuple[Name, ...], Any, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One change. kind: added (was empty, or a new row), removed, changed or moved.

    old, new: the stored values, whole rows for rows; None where there is none; for a moved row
    its index before and after. A row that moved and changed gives one change for each.
    """

    place: str
    label: Words
    kind: str
    row: tuple[Name, ...]
    old: Any
    new: Any


def diff(outline: Outline, old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    """Every change from one revision's sections to another's, in the outline's order.

    Rows are matched by their key, else by likeness: an edited row is changed, a row elsewhere is
    moved. Raises TypeError on a text that has no canonical form.
    """
    before, after = frozen(old), frozen(new)
    found: list[_Found] = []
    for section in outline.sections:
        bodies = before.get(section.key) or {}, after.get(section.key) or {}
        found += _fields(section.key, section.stored, (), *bodies)
    return tuple(
        Change(place, outline.label(place), kind, row, a, b) for place, kind, row, a, b in found
    )


@dataclass(frozen=True, slots=True)
class Matched:
    """A row of a table or an entry of a list: its 0-based index before and after; None where it is
    not there."""

    old: int | None
    new: int | None
    moved: bool = False


def matched(field: Field, old: list[Any], new: list[Any]) -> Iterator[Matched]:
    """Rows of a table or entries of a list, in the new order; those that are gone come last."""
    before = {b: a for a, b in pairs(old, new, field.row_key)}
    strays = moved([(a, b) for b, a in before.items()])
    for number in range(len(new)):
        was = before.get(number)
        yield Matched(was, number, was is not None and (was, number) in strays)
    for number in sorted(set(range(len(old))).difference(before.values())):
        yield Matched(number, None)


def stored_in(field: Field, body: Mapping[str, Any]) -> Any:
    """What a body keeps of a field; the field's empty value where it keeps nothing."""
    found = body.get(field.key)
    return field.empty if found is None else found


def kind_of(field: Field, old: Any, new: Any) -> str:
    """How a field changed whose two values differ."""
    if old == field.empty:
        return ADDED
    return REMOVED if new == field.empty else CHANGED


def _fields(
    above: str,
    fields: tuple[Field, ...],
    row: tuple[Name, ...],
    old: Mapping[str, Any],
    new: Mapping[str, Any],
) -> Iterator[_Found]:
    for field in fields:
        place = f"{above}.{field.key}"
        before, after = stored_in(field, old), stored_in(field, new)
        if field.type in ("table", "list"):
            yield from _entries(place, field, row, before, after)
        elif before != after:
            yield place, kind_of(field, before, after), row, before, after


def _entries(
    place: str, field: Field, row: tuple[Name, ...], old: list[Any], new: list[Any]
) -> Iterator[_Found]:
    for pair in matched(field, old, new):
        if pair.new is None:
            gone = pair.old or 0
            yield place, REMOVED, (*row, name_of(field, old[gone], gone)), old[gone], None
            continue
        entry = new[pair.new]
        name = (*row, name_of(field, entry, pair.new))
        if pair.old is None:
            yield place, ADDED, name, None, entry
            continue
        if pair.moved:
            yield place, MOVED, name, pair.old, pair.new
        yield from _entry(place, field, name, old[pair.old], entry)


def _entry(
    place: str, field: Field, name: tuple[Name, ...], old: Any, new: Any
) -> Iterator[_Found]:
    if field.type == "table":
        yield from _fields(place, field.stored, name, old, new)
    elif old != new:
        yield place, CHANGED, name, old, new


def name_of(field: Field, entry: Any, number: int) -> Name:
    """What a row is called."""
    name = entry.get(field.row_key) if field.row_key else None
    return name if isinstance(name, str) and name else number
