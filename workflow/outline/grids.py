"""A table of a plan as grids, which is how sheets have it: one for its rows, and one for each table
that stands in them, whose first column names the row. What a sheet brings is joined to what there
is, so that people see what would come of it before it is saved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workflow.outline.fields import Field
from workflow.outline.outline import Outline
from workflow.outline.rows import is_numbered, new_row, next_code

Row = dict[str, Any]
ADD, REPLACE = "add", "replace"
WAYS = (ADD, REPLACE)
"""Rows come behind those that there are; or stand in their place."""
_FILES = "files.sha256"


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows with single values. place: dotted place of the table; owner: the column of the table
    around it that names the row in which it stands, if it stands in one."""

    place: str
    table: Field
    owner: Field | None = None

    @property
    def columns(self) -> tuple[Field, ...]:
        """Columns of the table that hold no tables."""
        return tuple(one for one in self.table.stored if one.type != "table")

    @property
    def owner_key(self) -> str:
        """What the owner's column is called by programs; empty where there is none."""
        return f"{self.place.split('.')[1]}.{self.owner.key}" if self.owner else ""


@dataclass(slots=True)
class Brought:
    """What a file brings for a table. rows: None when it has no sheet of the table's own rows.

    columns: those that it has, of `rows`. inner: lines of tables in rows, each with the code of
    its row, by the column that holds them; a table without a sheet is not there.
    """

    rows: list[Row] | None = None
    columns: tuple[str, ...] = ()
    inner: dict[str, list[tuple[str, Row]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Numbers:
    """What new rows' codes are made of: the province's code, the plan's first year."""

    province: str
    year: int


def table_of(outline: Outline, key: str, name: str) -> Field | None:
    """A table of a section; None when there is none of the name."""
    section = outline.section.get(key)
    found = section.field.get(name) if section else None
    return found if found is not None and found.type == "table" else None


def is_taken(table: Field) -> bool:
    """Whether rows of a table can come from a sheet: not where they name files."""
    return all(one.refers_to != _FILES for one in table.stored)


def grids(key: str, table: Field) -> tuple[Grid, ...]:
    """The grids of a table of a section: its own first."""
    place = f"{key}.{table.key}"
    owner = table.column.get(table.row_key or "")
    inner = (one for one in table.stored if one.type == "table")
    return Grid(place, table), *(Grid(f"{place}.{one.key}", one, owner) for one in inner)


def lines(grid: Grid, rows: Sequence[Row]) -> Iterator[tuple[str, Row]]:
    """The rows of a grid of a table, each with the code of the row that it stands in."""
    if grid.owner is None:
        yield from (("", row) for row in rows)
        return
    for row in rows:
        code = str(row.get(grid.owner.key) or "")
        yield from ((code, line) for line in row.get(grid.table.key) or ())


def joined(
    table: Field, present: Sequence[Row], brought: Brought, way: str, numbers: Numbers
) -> list[Row]:
    """The rows of a table with what a file brings. Rows that have a code are known by it: what a
    file says of one is changed, and what it leaves out stays. Rows without are all that it has."""
    rows = list(present)
    if brought.rows is not None:
        by_code = _by_code if table.row_key else _by_place
        rows = by_code(table, present, brought, way, numbers)
    return [_with_lines(table, row, brought.inner, way) for row in rows]


def codes_after(table: Field, present: Sequence[Row], brought: Brought, way: str) -> set[str]:
    """Codes of the rows that there will be: lines can belong to them alone."""
    key = table.row_key or ""
    ours = {str(row.get(key) or "") for row in present}
    theirs = {str(row.get(key) or "") for row in brought.rows or ()}
    stays = way == ADD or brought.rows is None
    return (ours | theirs if stays else theirs) - {""}


def misnumbered(table: Field, rows: Sequence[Row]) -> list[int]:
    """Indexes of rows that are called by their number, and by another than theirs."""
    if not is_numbered(table):
        return []
    key = table.row_key or ""
    return [n for n, row in enumerate(rows) if row.get(key) != str(n + 1)]


def _by_place(
    table: Field, present: Sequence[Row], brought: Brought, way: str, numbers: Numbers
) -> list[Row]:
    empty = {one.key: one.empty for one in table.stored}
    rows = [empty | row for row in brought.rows or ()]
    return [*present, *rows] if way == ADD else rows


def _by_code(
    table: Field, present: Sequence[Row], brought: Brought, way: str, numbers: Numbers
) -> list[Row]:
    key = table.row_key or ""
    known = {str(row.get(key) or ""): row for row in present}
    rows = list(present) if way == ADD else []
    places = {str(row.get(key) or ""): n for n, row in enumerate(rows)}
    taken = [*present, *(brought.rows or ())]
    for given in brought.rows or ():
        code = str(given.get(key) or "")
        if not code:
            among = rows if is_numbered(table) else [*taken, *rows]
            code = next_code(table, among, numbers.province, numbers.year)
        said = {name: given[name] for name in brought.columns if name != key}
        row = (known.get(code) or new_row(table, code)) | said
        if code in places:
            rows[places[code]] = row
        else:
            rows.append(row)
    return rows


def _with_lines(
    table: Field, row: Row, inner: Mapping[str, Sequence[tuple[str, Row]]], way: str
) -> Row:
    code = str(row.get(table.row_key or "") or "")
    changed = {}
    for key, brought in inner.items():
        mine = [line for owner, line in brought if owner == code]
        changed[key] = [*(row.get(key) or ()), *mine] if way == ADD else mine
    return row | changed
