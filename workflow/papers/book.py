"""A workbook of several tables that people fill in: headings in words, keys below them for
programs, and lists to choose from. Every text is written as text, so that no sheet runs it."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

from workflow.papers.sheet import FONT, UNDATED, Cell, write_cell

MOST_ROWS = 1_000
"""Rows below the headings in which choices are offered."""
_BELOW_KEYS = 2
"""Index of the first row below headings and keys."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column. key: what programs call it; kind: of `FORMATS`; hint: shown where somebody types;
    choices: words that are offered."""

    key: str
    title: str
    kind: str = "text"
    width: int = 14
    hint: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet: its name, of at most 31 characters, its columns, its rows. keyed: whether the keys
    of its columns stand below the headings, where nobody sees them."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]] = field(default=())
    keyed: bool = True

    @property
    def first(self) -> int:
        """Index of the first row of data."""
        return _BELOW_KEYS if self.keyed else 1


def book(title: str, pages: Sequence[Page], lists: str) -> bytes:
    """A workbook. lists: name of the hidden sheet that holds what can be chosen."""
    file = io.BytesIO()
    made = xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    made.set_properties({"title": title, "created": UNDATED})
    formats = {kind: made.add_format({"font_name": FONT, **how}) for kind, how in FORMATS.items()}
    sheets = [(page, made.add_worksheet(page.name)) for page in pages]
    offered = _Lists(lists)
    for page, sheet in sheets:
        _fill(sheet, page, formats, offered)
    offered.write(made)
    made.close()
    return file.getvalue()


class _Lists:
    """Lists of choices, each a column of a sheet that nobody sees."""

    def __init__(self, name: str):
        self.name = name
        self.lists: list[tuple[str, ...]] = []

    def area(self, choices: tuple[str, ...]) -> str:
        """Where a list stands, as a sheet names it."""
        if choices not in self.lists:
            self.lists.append(choices)
        column = xlsxwriter.utility.xl_col_to_name(self.lists.index(choices), True)
        return f"='{self.name}'!{column}$1:{column}${len(choices)}"

    def write(self, made: Any) -> None:
        """Add the sheet, where there is a list at all."""
        if not self.lists:
            return
        sheet = made.add_worksheet(self.name)
        for n, choices in enumerate(self.lists):
            for row, words in enumerate(choices):
                sheet.write_string(row, n, words)
        sheet.hide()


def _fill(sheet: Any, page: Page, formats: dict[str, Any], offered: _Lists) -> None:
    sheet.freeze_panes(page.first, 1)
    for n, column in enumerate(page.columns):
        how = formats[column.kind]
        sheet.set_column(n, n, column.width, how)
        sheet.write_string(0, n, column.title, formats["head"])
        if page.keyed:
            sheet.write_string(1, n, column.key, formats["key"])
            _offer(sheet, n, column, offered)
    if page.keyed:
        sheet.set_row(1, None, None, {"hidden": True})
    for number, row in enumerate(page.rows, start=page.first):
        for n, (column, cell) in enumerate(zip(page.columns, row, strict=True)):
            write_cell(sheet, (number, n), cell, formats[column.kind])


def _offer(sheet: Any, n: int, column: Column, offered: _Lists) -> None:
    """Offer choices in a column, and say what goes where; what else is typed is taken too."""
    rule: dict[str, Any] = {"validate": "any"}
    if column.choices:
        source = offered.area(column.choices)
        rule = {"validate": "list", "source": source, "error_type": "warning"}
    if column.hint:
        rule |= {"input_title": column.title[:32], "input_message": column.hint[:255]}
    if len(rule) > 1:
        sheet.data_validation(_BELOW_KEYS, n, _BELOW_KEYS + MOST_ROWS - 1, n, rule)


FORMATS: dict[str, dict[str, Any]] = {
    "text": {"num_format": "@", "valign": "top"},
    "long": {"num_format": "@", "valign": "top", "text_wrap": True},
    "number": {"num_format": "General", "valign": "top"},
    "whole": {"num_format": "#,##0", "valign": "top"},
    "year": {"num_format": "0", "valign": "top"},
    "money": {"num_format": "#,##0.00", "valign": "top"},
    "share": {"num_format": "0.0%", "valign": "top"},
    "date": {"num_format": "yyyy-mm-dd", "valign": "top"},
    "head": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1},
    "key": {"font_color": "#767676", "italic": True},
}
"""How cells of a kind look."""
