"""What changed between two texts of a plan, laid out as people compare them: fields, rows of tables
with their cells, and rows that have a page of their own."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from workflow.outline.diff import (
    ADDED,
    CHANGED,
    MOVED,
    REMOVED,
    Matched,
    kind_of,
    matched,
    name_of,
    stored_in,
)
from workflow.outline.digests import frozen
from workflow.outline.fields import Field
from workflow.outline.fitting import fitted
from workflow.outline.outline import Outline


class Row(NamedTuple):
    """A row that has a page of its own: its key, and what people call it."""

    key: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of a row before and after; the same where it did not change."""

    field: Field
    old: Any
    new: Any

    @property
    def changed(self) -> bool:
        """Whether the two differ."""
        return bool(self.old != self.new)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table, or an entry of a list, that is not as it was. moved: from and to which
    place, counted from 1, when it also stands elsewhere."""

    kind: str
    cells: tuple[Cell, ...]
    moved: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One thing that changed. field: None for what the outline does not know.

    kind: how the field or the row that has its own page changed; of a table or list CHANGED, with
    its lines. old, new: values of a field; whole rows; for a moved row its place, counted from 1.
    row: the one that it is or stands in.
    """

    place: str
    field: Field | None
    row: Row
    kind: str
    old: Any = None
    new: Any = None
    lines: tuple[Line, ...] = ()
    same: int = 0
    """Rows of the table that stayed as they were."""

    @property
    def section(self) -> str:
        """Key of the section in which it stands."""
        return self.place.partition(".")[0]

    @property
    def kinds(self) -> list[str]:
        """How each field or row changed, to be counted."""
        return [line.kind for line in self.lines] if self.lines else [self.kind]


def blocks(outline: Outline, old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Block, ...]:
    """Everything that changed from one text to another, in the outline's order; what the outline
    does not know comes last. Raises TypeError on a text that has no canonical form."""
    before, lost = fitted(outline, frozen(old))
    after, found = fitted(outline, frozen(new))
    known = [
        block
        for section in outline.sections
        for block in _fields(
            section.key,
            section.stored,
            Row(),
            before.get(section.key) or {},
            after.get(section.key) or {},
        )
    ]
    return (*known, *_strays(lost, found))


def counted(found: tuple[Block, ...]) -> dict[str, dict[str, int]]:
    """How many fields and rows were added, removed, changed and moved, by section."""
    counts: dict[str, Counter[str]] = {}
    for block in found:
        counts.setdefault(block.section, Counter()).update(block.kinds)
    return {key: dict(count) for key, count in counts.items()}


def _fields(
    above: str,
    fields: tuple[Field, ...],
    row: Row,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
) -> Iterator[Block]:
    for field in fields:
        place = f"{above}.{field.key}"
        before, after = stored_in(field, old), stored_in(field, new)
        if field.row_page:
            yield from _paged(place, field, before, after)
        elif field.type in ("table", "list"):
            yield from _table(place, field, row, before, after)
        elif before != after:
            yield Block(place, field, row, kind_of(field, before, after), before, after)


def _paged(place: str, field: Field, old: list[Any], new: list[Any]) -> Iterator[Block]:
    """Rows that have a page of their own: whole ones that came, went or moved, else their parts."""
    for pair in matched(field, old, new):
        before, after = _at(old, pair.old), _at(new, pair.new)
        row = _row(field, pair, old, new)
        if before is None or after is None:
            yield Block(place, field, row, ADDED if before is None else REMOVED, before, after)
            continue
        if pair.moved:
            yield Block(place, field, row, MOVED, *_places(pair))
        yield from _fields(place, field.stored, row, before, after)


def _table(place: str, field: Field, row: Row, old: list[Any], new: list[Any]) -> Iterator[Block]:
    lines, same = [], 0
    for pair in matched(field, old, new):
        line = _line(field, pair, old, new)
        if line is None:
            same += 1
        else:
            lines.append(line)
    if lines:
        yield Block(place, field, row, CHANGED, old, new, lines=tuple(lines), same=same)


def _line(field: Field, pair: Matched, old: list[Any], new: list[Any]) -> Line | None:
    """A row of a table; None when it is as it was."""
    cells = _cells(field, _at(old, pair.old), _at(new, pair.new))
    if pair.old is None or pair.new is None:
        return Line(ADDED if pair.old is None else REMOVED, cells)
    places = _places(pair) if pair.moved else None
    if any(cell.changed for cell in cells):
        return Line(CHANGED, cells, places)
    return Line(MOVED, cells, places) if places else None


def _cells(field: Field, old: Any, new: Any) -> tuple[Cell, ...]:
    if field.type == "list":
        return (Cell(field, old, new),)
    before, after = old or {}, new or {}
    return tuple(Cell(c, stored_in(c, before), stored_in(c, after)) for c in field.stored)


def _strays(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Block]:
    for place in sorted({*old, *new}):
        before, after = old.get(place), new.get(place)
        if before != after:
            kind = ADDED if before is None else REMOVED if after is None else CHANGED
            yield Block(place, None, Row(), kind, before, after)


def _at(rows: list[Any], number: int | None) -> Any:
    return None if number is None else rows[number]


def _places(pair: Matched) -> tuple[int, int]:
    return (pair.old or 0) + 1, (pair.new or 0) + 1


def _row(field: Field, pair: Matched, old: list[Any], new: list[Any]) -> Row:
    """What a row is called: its code and its name; without either, its place. As it now is, or was
    when it is gone."""
    rows, number = (new, pair.new) if pair.new is not None else (old, pair.old or 0)
    found = rows[number]
    parts = [found.get(field.row_key or ""), found.get("name")]
    title = " ".join(str(part) for part in parts if part)
    return Row(str(name_of(field, found, number)), title or str(number + 1))
