"""Two people's work on one section, brought together field by field.

What only one of them changed is taken. What both changed differently is a clash: the merged text
has mine, and says what theirs is, so that a person can choose. Rows with a code are matched by it
and compared field by field; rows of other tables and entries of lists by likeness, each as a whole
(`merge_rows`): where they collide, the tables or lists are a clash.
"""

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from workflow.outline.fields import Field, Section
from workflow.outline.merge_rows import Collides, merge_rows
from workflow.outline.outline import Outline
from workflow.outline.values import clean_section

Body = dict[str, Any]
UNKNOWN: Any = object()
"""Stands for what a text was before, when nobody knows: then every difference is a clash."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Something that both changed. place: dotted, as in the outline; row: the code of the row that
    it stands in, if any. A row that one of them took out is a clash of whole rows: None there."""

    place: str
    row: str | None
    field: Field
    before: Any
    mine: Any
    theirs: Any

    @property
    def name(self) -> str:
        """What the clash is called where somebody chooses."""
        return f"{self.place}@{self.row}" if self.row is not None else self.place


@dataclass(frozen=True, slots=True)
class Joined:
    """A table or list that has what both did. place, row: as of a clash."""

    place: str
    row: str | None
    field: Field
    value: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged body, with mine where there is a clash; what was only theirs, by clash's name; and
    what was made of both, which nobody has read yet."""

    body: Body
    clashes: tuple[Clash, ...]
    theirs: tuple[str, ...]
    joined: tuple[Joined, ...] = ()


def merge(section: Section, before: Any, mine: Body, theirs: Body) -> Merged:
    """Bring two texts of a section together. before: what both began with, or UNKNOWN."""
    work = _Work()
    base = UNKNOWN if before is UNKNOWN else before
    body = {
        one.key: work.field(f"{section.key}.{one.key}", one, _of(base, one), (mine, theirs))
        for one in section.stored
    }
    return Merged(body, tuple(work.clashes), tuple(work.theirs), tuple(work.joined))


def settle(section: Section, mine: Body, theirs: Body, picked: Collection[str]) -> Body:
    """Mine, with theirs where somebody chose it; picked: names of clashes."""
    merged = merge(section, UNKNOWN, mine, theirs)
    body = merged.body
    for clash in merged.clashes:
        if clash.name in picked:
            body = _put(section, body, clash)
    return body


def _of(body: Any, one: Field) -> Any:
    return UNKNOWN if body is UNKNOWN else body.get(one.key)


class _Work:
    """Collects, on the way through a section, what clashes, what was only theirs, and what is of
    both."""

    def __init__(self) -> None:
        self.clashes: list[Clash] = []
        self.theirs: list[str] = []
        self.joined: list[Joined] = []

    def field(
        self, place: str, one: Field, before: Any, both: tuple[Body, Body], row: str | None = None
    ) -> Any:
        mine, theirs = (body.get(one.key) for body in both)
        if one.row_key and _have_codes(one.row_key, before, mine, theirs):
            return self._rows(place, one, before, mine, theirs)
        return self._whole(Clash(place, row, one, before, mine, theirs))

    def _whole(self, it: Clash) -> Any:
        if it.mine == it.theirs or it.theirs == it.before:
            return it.mine
        if it.mine == it.before:
            self.theirs.append(it.name)
            return it.theirs
        if _has_entries_without_codes(it):
            with suppress(Collides):
                rows = merge_rows(it.before, it.mine, it.theirs)
                self.joined.append(Joined(it.place, it.row, it.field, rows))
                return rows
        self.clashes.append(it)
        return it.mine

    def _rows(self, place: str, table: Field, before: Any, mine: Any, theirs: Any) -> list[Body]:
        key = table.row_key or ""
        known = before is not UNKNOWN
        base, ours, others = (
            _by_code(key, rows) for rows in (before if known else [], mine, theirs)
        )
        kept = {
            code: row
            for code in _order(list(base), list(ours), list(others))
            if (row := self._row(place, table, code, (base, ours, others), known)) is not None
        }
        return list(kept.values())

    def _row(
        self,
        place: str,
        table: Field,
        code: str,
        all_three: tuple[dict[str, Body], ...],
        known: bool,
    ) -> Body | None:
        base, ours, others = all_three
        if code in ours and code in others:
            before = base.get(code, UNKNOWN)
            both = ours[code], others[code]
            return {
                one.key: self.field(f"{place}.{one.key}", one, _of(before, one), both, code)
                for one in table.stored
            }
        before = base.get(code) if known else UNKNOWN
        row: Body | None = self._whole(
            Clash(place, code, table, before, ours.get(code), others.get(code))
        )
        return row


def _has_entries_without_codes(it: Clash) -> bool:
    """Whether all three are tables whose rows have no code, or lists of texts or choices."""
    all_three = it.before, it.mine, it.theirs
    return it.field.row_key is None and any(
        all(_holds(kind, entries) for entries in all_three) for kind in (dict, str)
    )


def _holds(kind: type, entries: Any) -> bool:
    return isinstance(entries, list) and all(isinstance(entry, kind) for entry in entries)


def _have_codes(key: str, *tables: Any) -> bool:
    """Whether every row of every table has a code of its own."""
    return all(
        len({row.get(key) or "" for row in rows} - {""}) == len(rows)
        for rows in tables
        if rows is not UNKNOWN
    )


def _by_code(key: str, rows: Sequence[Body]) -> dict[str, Body]:
    return {row[key]: row for row in rows}


def _order(base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    """Codes in the order of whoever moved rows (me, where both did), the others' put in behind
    what they stand behind."""
    moved = _among(mine, base) != _among(base, mine)
    first, second = (mine, theirs) if moved else (theirs, mine)
    order = list(first)
    for number, code in enumerate(second):
        if code not in order:
            above = [order.index(one) for one in second[:number] if one in order]
            order.insert(above[-1] + 1 if above else 0, code)
    return order


def _among(codes: list[str], others: list[str]) -> list[str]:
    return [code for code in codes if code in others]


def _put(section: Section, body: Body, clash: Clash) -> Body:
    """A body with theirs at the place of a clash."""
    _, table, *column = clash.place.split(".")
    if clash.row is None:
        return body | {table: clash.theirs}
    key = section.field[table].row_key or ""
    change: Callable[[Body], Body | None] = (
        (lambda row: row | {column[0]: clash.theirs}) if column else (lambda row: clash.theirs)
    )
    rows = [change(row) if row[key] == clash.row else row for row in body[table]]
    if not column and clash.mine is None:
        rows.append(clash.theirs)
    return body | {table: [row for row in rows if row is not None]}


def as_left(outline: Outline, key: str, given: Body) -> Body:
    """A section as a person left it: in stored form, and where that cannot be, as it was typed."""
    clean, findings = clean_section(outline, key, given)
    spoilt = {finding.place for finding in findings}
    fields = outline.section[key].stored
    return {one.key: _left(one, f"{key}.{one.key}", (given, clean), spoilt) for one in fields}


def _left(one: Field, place: str, both: tuple[Body, Body], spoilt: Collection[str]) -> Any:
    given, clean = (body.get(one.key) for body in both)
    if not any(name == place or name.startswith(f"{place}.") for name in spoilt):
        return clean
    if not one.row_page or place in spoilt:
        return given
    return [
        {column.key: _left(column, f"{place}.{column.key}", rows, spoilt) for column in one.stored}
        for rows in zip(given or (), clean or (), strict=True)
    ]
