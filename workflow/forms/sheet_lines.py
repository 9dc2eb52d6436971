"""The rows of a sheet as somebody would type them, each with the cells that they came from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from workflow.forms.controls import Offered
from workflow.forms.rows import Tree, is_blank
from workflow.forms.sheet_cells import known_words, typed_cell
from workflow.forms.sheet_heads import Found, column_title
from workflow.outline.fields import Field
from workflow.outline.grids import Grid
from workflow.states.refusals import Reason
from workflow.thai.text import clean
from workflow.workbooks import Value, areas, cell_name

_MOST_NAMED = 20
"""Columns without a field that are named."""


class Spot(NamedTuple):
    """A cell of a sheet, or an area of them."""

    sheet: str
    cell: str


class Said(NamedTuple):
    """Something about a cell; spot: None for what is about the file."""

    spot: Spot | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet. owner: code of the row of the plan that it stands in; spots: by key."""

    tree: Tree
    spots: Mapping[str, Spot]
    wrong: tuple[Said, ...]
    owner: str

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.owner and not self.wrong and is_blank(self.tree)


@dataclass(frozen=True, slots=True)
class ReadAs:
    """What was read of a sheet: as which table and how many rows; columns that no field is called
    like; columns of the table that it has not."""

    sheet: str
    grid: Grid
    rows: int
    unknown: tuple[str, ...]
    missing: tuple[Field, ...]


def lines(found: Found, offers: Sequence[Offered]) -> list[Line]:
    """The rows of a sheet that have something in them."""
    known = known_words(found.grid.columns, offers)
    fields = {column.key: column for column in found.grid.columns}
    read = (_line(found, number, fields, known) for number in _numbers(found))
    return [line for line in read if not line.is_blank]


def about_head(found: Found) -> Iterator[Said]:
    """What is wrong with a sheet whatever its rows say: columns that are there twice, cells that
    were made one."""
    name, head = found.sheet.name, found.head
    for n in head.twice:
        spot = Spot(name, cell_name(head.last, n))
        yield Said(spot, Reason("sheet_column_twice", values={"label": head.titles.get(n, "")}))
    for called, down, across in areas(found.sheet):
        if down.stop > head.last + 1 and any(n in across for n in head.columns):
            yield Said(Spot(name, called), Reason("cell_merged"))


def read_as(found: Found, rows: int) -> ReadAs:
    """What to tell of a sheet."""
    head = found.head
    nameless = {
        n
        for number in _numbers(found)
        for n, value in enumerate(found.sheet.rows[number])
        if value is not None and n not in head.columns and n not in head.twice
    }
    unknown = sorted({*head.unknown, *nameless})
    has = set(head.columns.values())
    return ReadAs(
        found.sheet.name,
        found.grid,
        rows,
        tuple(column_title(head, n) for n in unknown[:_MOST_NAMED]),
        tuple(column for column in found.grid.columns if column.key not in has),
    )


def _numbers(found: Found) -> Iterator[int]:
    return (number for number in found.sheet.rows if number > found.head.last)


def _line(found: Found, number: int, fields: Mapping[str, Field], known: Any) -> Line:
    row = found.sheet.rows[number]
    tree: Tree = {}
    spots: dict[str, Spot] = {}
    wrong: list[Said] = []
    owner = ""
    for n, key in found.head.columns.items():
        value: Value = row[n] if n < len(row) else None
        spots[key] = Spot(found.sheet.name, cell_name(number, n))
        column = fields.get(key) or found.grid.owner
        assert column is not None, "every column of a head is one of its grid"
        typed, code = typed_cell(column, value, known)
        if code:
            wrong.append(Said(spots[key], Reason(code, values={"label": column.label})))
        if key in fields:
            tree[key] = typed
        else:
            owner = clean(typed)
    return Line(tree, spots, tuple(wrong), owner)
