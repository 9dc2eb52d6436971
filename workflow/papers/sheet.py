"""A table as a file: CSV and XLSX, typed, and safe against text that a sheet would run.

A sheet program takes a cell that begins with =, +, - or @ for a formula. In CSV such a text gets
an apostrophe in front, as a person would type it; in XLSX every text is written as text.
"""

import csv
import datetime as dt
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

import xlsxwriter

Cell = str | int | float | dt.date | None
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_SHEET = 100_000
"""Rows that one XLSX file takes; beyond it CSV serves better."""
LONGEST_CELL = 32_767
_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
FONT = "Sarabun"
UNDATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the library takes no zone


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet. width: in characters. kind: "text", "number", "money" or "date"."""

    title: str
    width: int
    kind: str = "text"


def csv_lines(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Lines of a CSV file in UTF-8 with a byte order mark, without which Excel garbles Thai."""
    yield "\ufeff" + _line([column.title for column in columns])
    for row in rows:
        yield _line([plain(cell) for cell in row])


def xlsx(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> IO[bytes]:
    """A workbook of one sheet, at its beginning; rows are written as they come."""
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    book.set_properties({"title": title, "created": UNDATED})
    sheet = book.add_worksheet(title[:31])
    formats = {kind: book.add_format({"font_name": FONT, **how}) for kind, how in _FORMATS.items()}
    sheet.freeze_panes(1, 1)
    for n, column in enumerate(columns):
        sheet.set_column(n, n, column.width, formats[column.kind])
        sheet.write_string(0, n, column.title, formats["head"])
    last = 0
    for last, row in enumerate(rows, start=1):
        for n, (column, cell) in enumerate(zip(columns, row, strict=True)):
            write_cell(sheet, (last, n), cell, formats[column.kind])
    sheet.autofilter(0, 0, last, len(columns) - 1)
    book.close()
    file.seek(0)
    return file


def plain(cell: Cell) -> str | int | float:
    """A cell as CSV takes it: dates in ISO, and text that no sheet will run."""
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, str) and cell.startswith(_RUN):
        return f"'{cell}"
    return "" if cell is None else cell


def _line(cells: Sequence[str | int | float]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def write_cell(
    sheet: "xlsxwriter.worksheet.Worksheet", at: tuple[int, int], cell: Cell, how: object
) -> None:
    """Write a cell as what it is: a text as a text, whatever it looks like."""
    if isinstance(cell, dt.date):
        sheet.write_datetime(*at, cell, how)
    elif isinstance(cell, int | float):
        sheet.write_number(*at, cell, how)
    elif cell:
        sheet.write_string(*at, cell[:LONGEST_CELL], how)


_FORMATS: dict[str, dict[str, object]] = {
    "text": {},
    "number": {"num_format": "#,##0"},
    "money": {"num_format": "#,##0.00"},
    "date": {"num_format": "yyyy-mm-dd"},
    "head": {"bold": True, "text_wrap": True, "valign": "top"},
}
