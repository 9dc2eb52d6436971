"""Look into a workbook that somebody brings: its sheets as rows of plain values.

Nothing in it is run: a formula counts for the value that was kept with it. What would grow without
bound, is locked, has macros or is no workbook at all is refused by a code of `reasons.toml`.
"""

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

import openpyxl
from defusedxml import ElementTree
from openpyxl.utils import get_column_letter, range_boundaries

from workflow.containers import MEGABYTE, OLD_OFFICE, ZIP, grows, is_locked, runs_something

LARGEST = 5 * MEGABYTE
"""Bytes of one file."""
MOST_ROWS = 20_000
"""Rows with something in them, of all sheets together."""
MOST_CELLS = 300_000
_MOST_UNPACKED = 50 * MEGABYTE
_MOST_TAGS, _MOST_OTHER_TAGS = 1_500_000, 1_000_000
"""Tags of all sheets, and of everything else: what stands in few bytes may still take long."""
_LARGEST_AROUND = 2 * MEGABYTE
"""Bytes of a sheet beside its rows: merged cells, rules, links."""
_LAST_ROW, _MOST_COLUMNS = 1_048_576, 100
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z0-9:]{1,20})[\"']")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ERRORS = frozenset(
    ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"]
)


class Fault(Enum):
    """What stands in a cell in place of a value."""

    NO_VALUE = "cell_formula"
    """A formula that no program has computed yet."""
    ERROR = "cell_error"
    """A formula that came to nothing, such as #REF!."""


Value = str | int | float | bool | dt.date | dt.time | dt.timedelta | Fault | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet. rows: those with something in them, by their number from 1. merged: areas of cells
    that were made one, such as B3:B6."""

    name: str
    hidden: bool
    rows: dict[int, tuple[Value, ...]]
    merged: tuple[str, ...] = ()


class Unreadable(Exception):
    """A file that is not taken. code, values: of the sentence in `states/reasons.toml`."""

    def __init__(self, code: str, **values: object):
        self.code = code
        self.values = values
        super().__init__(code)


def read(content: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook, in its order. Raises Unreadable."""
    if len(content) > LARGEST:
        raise Unreadable("sheet_too_large", most=LARGEST // MEGABYTE)
    if content.startswith(OLD_OFFICE):
        raise Unreadable("sheet_old")
    if not content.startswith(ZIP):
        raise Unreadable("sheet_no_workbook")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _bounded(archive)
            return _sheets(content, archive)
    except Unreadable:
        raise
    except Exception as error:
        # A stranger's file can make its readers fail in any way: each means that it is broken.
        raise Unreadable("sheet_broken") from error


def _bounded(archive: zipfile.ZipFile) -> None:
    """Refuse a container that is no workbook, runs something, is locked or grows without bound."""
    entries = archive.infolist()
    if _WORKBOOK not in archive.namelist():
        raise Unreadable("sheet_no_workbook")
    if runs_something(entries):
        raise Unreadable("sheet_macros")
    if is_locked(entries):
        raise Unreadable("sheet_old")
    if grows(entries, _MOST_UNPACKED):
        raise Unreadable("sheet_bomb")


def _sheets(content: bytes, archive: zipfile.ZipFile) -> tuple[Sheet, ...]:
    parts = _parts(archive)
    _light(archive, parts)
    values = _Values()
    formulas = any(_FORMULA.search(part) for part in parts.values())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what a sheet has and no table needs
        found = dict(_read(content, values, _computed if formulas else None))
        written = dict(_read(content, _Values(), _written)) if formulas else {}
    return tuple(
        Sheet(name, hidden, _with_faults(rows, written.get(name)), _merged(parts.get(name, b"")))
        for (name, hidden), rows in ((key, found[key[0]]) for key in values.names)
    )


def _light(archive: zipfile.ZipFile, parts: Mapping[str, bytes]) -> None:
    """Refuse what would take long to read though it is small."""
    sheets, others = 0, 0
    for entry in archive.infolist():
        tags = archive.read(entry).count(b"<") if entry.filename.endswith(".xml") else 0
        if entry.filename.startswith("xl/worksheets/"):
            sheets += tags
        else:
            others += tags
    around = max((_around(part) for part in parts.values()), default=0)
    if sheets > _MOST_TAGS or others > _MOST_OTHER_TAGS or around > _LARGEST_AROUND:
        raise Unreadable("sheet_bomb")


def _around(part: bytes) -> int:
    return len(part) - max(part.rfind(b"sheetData") - part.find(b"sheetData"), 0)


_Rows = dict[int, tuple[Any, ...]]


class _Values:
    """Counts what is read, and notes the sheets in order."""

    def __init__(self) -> None:
        self.names: list[tuple[str, bool]] = []
        self.rows = self.cells = 0

    def count(self, row: tuple[Any, ...]) -> None:
        """Note a row. Raises Unreadable when there are too many."""
        self.rows += 1
        self.cells += len(row) - row.count(None)
        if self.rows > MOST_ROWS or self.cells > MOST_CELLS:
            raise Unreadable("sheet_many_rows", most=f"{MOST_ROWS:,}")


_Look = Callable[[Any], Any]
"""What is taken of a cell; None where its value will do."""


def _computed(cell: Any) -> Any:
    """A cell's value. A formula that came to an empty text has one; one never computed has none."""
    return "" if cell.value is None and cell.data_type == "str" else cell.value


def _written(cell: Any) -> Any:
    """A cell's value, or its formula."""
    return cell.value


def _read(content: bytes, values: _Values, look: _Look | None) -> Iterator[tuple[str, _Rows]]:
    kept = look is not _written
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=kept)
    try:
        for sheet in book.worksheets:
            values.names.append((sheet.title, sheet.sheet_state != "visible"))
            yield sheet.title, _filled(sheet, values, look)
    finally:
        book.close()


def _filled(sheet: Any, values: _Values, look: _Look | None) -> _Rows:
    """Rows with something in them. What a sheet says of its size is not believed."""
    sheet.reset_dimensions()
    rows: _Rows = {}
    found = sheet.iter_rows(min_row=1, max_col=_MOST_COLUMNS, values_only=look is None)
    for number, cells in enumerate(found, start=1):
        if number > _LAST_ROW:
            raise Unreadable("sheet_broken")
        row = tuple(map(look, cells)) if look else cells
        if row.count(None) < len(row):
            values.count(row)
            rows[number] = row
    return rows


def _with_faults(rows: _Rows, written: _Rows | None) -> dict[int, tuple[Value, ...]]:
    """Rows in which formulas without a value are told from empty cells."""
    numbers = sorted({*rows, *(written or {})})
    return {number: _row(rows.get(number), (written or {}).get(number)) for number in numbers}


def _row(row: tuple[Any, ...] | None, written: tuple[Any, ...] | None) -> tuple[Value, ...]:
    has, says = row or (), written or ()
    width = max(_width(has), _width(says))
    return tuple(
        _value(has[n] if n < len(has) else None, says[n] if n < len(says) else None)
        for n in range(width)
    )


def _width(row: tuple[Any, ...]) -> int:
    return next((n for n in range(len(row), 0, -1) if row[n - 1] is not None), 0)


def _value(value: Any, written: Any) -> Value:
    if isinstance(value, str) and value in _ERRORS:
        return Fault.ERROR
    found: Value = Fault.NO_VALUE if value is None and written is not None else value
    return found


def _merged(part: bytes) -> tuple[str, ...]:
    return tuple(found.decode("ascii") for found in _MERGED.findall(part))


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The XML of each sheet by its name."""
    ways = {
        relation.get("Id"): relation.get("Target", "")
        for relation in ElementTree.fromstring(archive.read(_RELATIONS))
    }
    book, parts = ElementTree.fromstring(archive.read(_WORKBOOK)), {}
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] == "sheet" and sheet.get(_RELATION) in ways:
            target = ways[sheet.get(_RELATION)].removeprefix("/").removeprefix("xl/")
            parts[sheet.get("name", "")] = archive.read(f"xl/{target}")
    return parts


def cell_name(row: int, column: int) -> str:
    """What people call a cell, such as C14. row: its number from 1; column: its index from 0."""
    return f"{column_name(column)}{row}"


def column_name(column: int) -> str:
    """The letters of a column by its index from 0."""
    return str(get_column_letter(column + 1))


def areas(sheet: Sheet) -> Iterator[tuple[str, range, range]]:
    """Cells of a sheet that were made one: what they are called, their rows from 1, their columns
    from 0."""
    for called in sheet.merged:
        first, top, last, bottom = (int(end or 1) for end in range_boundaries(called))
        yield called, range(top, bottom + 1), range(first - 1, last)
