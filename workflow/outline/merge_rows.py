"""Two people's work on a table whose rows have no code, brought together row by row; or on a list,
whose entries are rows too.

Each row is known by its likeness to a row of the table that both began with, as when revisions are
compared. What only one of them changed, moved, added or took out is taken. A row that both changed,
or that one changed and the other took out, collides: then there is no table of both.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from workflow.outline.matching import pairs

Row = Any
"""A row of a table, or an entry of a list."""
Name = int | str
"""What a row is called here: its place in the table before; a word of its own if it was added."""
_Named = dict[Name, Row]


class Collides(Exception):
    """Both did something to one row."""


def merge_rows(before: Sequence[Row], mine: Sequence[Row], theirs: Sequence[Row]) -> list[Row]:
    """The rows of both, what I added behind what they added. An equal row that both added is one.
    Raises Collides."""
    ours, others = _named(before, mine, "mine"), _named(before, theirs, "theirs")
    ours = _as_theirs(ours, others)
    found = [
        _row(before[name] if isinstance(name, int) else None, ours.get(name), others.get(name))
        for name in _order(list(ours), list(others))
    ]
    return [row for row in found if row is not None]


def _named(before: Sequence[Row], rows: Sequence[Row], whose: str) -> _Named:
    was = {new: old for old, new in pairs(before, rows, None)}
    return {was.get(n, f"{whose} {n}"): row for n, row in enumerate(rows)}


def _as_theirs(ours: _Named, others: _Named) -> _Named:
    """My rows; one that they added just so is called as they call it."""
    added = {name: row for name, row in others.items() if isinstance(name, str)}
    named: _Named = {}
    for name, row in ours.items():
        twin = None if isinstance(name, int) else _called(added, row)
        named[name if twin is None else twin] = row
        added.pop(twin or "", None)
    return named


def _called(rows: Mapping[str, Row], row: Row) -> str | None:
    return next((name for name, one in rows.items() if one == row), None)


def _row(before: Row | None, mine: Row | None, theirs: Row | None) -> Row | None:
    """A row as both leave it; None where it is gone, or never was."""
    if mine in (theirs, before):
        return theirs
    if theirs == before:
        return mine
    raise Collides


def _order(mine: list[Name], theirs: list[Name]) -> list[Name]:
    """Rows in the order of whoever moved some (me, where both did), the others' put in behind what
    they stand behind; mine behind what they added there."""
    moved = _places(mine) != sorted(_places(mine))
    first, second = (mine, theirs) if moved else (theirs, mine)
    order = list(first)
    for number, name in enumerate(second):
        if name in order:
            continue
        above = next((one for one in reversed(second[:number]) if one in order), None)
        at = 0 if above is None else order.index(above) + 1
        while not moved and at < len(order) and _is_theirs(order[at]):
            at += 1
        order.insert(at, name)
    return order


def _places(names: Iterable[Name]) -> list[int]:
    return [name for name in names if isinstance(name, int)]


def _is_theirs(name: Name) -> bool:
    return isinstance(name, str) and name.startswith("theirs")
