"""A table of a plan as a workbook: its columns and rows in a language, what can be chosen."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workflow.forms.controls import Offered
from workflow.forms.sheet_cells import cell_of
from workflow.forms.sheet_heads import heading, sheet_name
from workflow.forms.typed import is_money
from workflow.outline.fields import Field
from workflow.outline.grids import Grid, grids, lines
from workflow.papers.book import Column, Page, book
from workflow.papers.sheet import Cell
from workflow.thai.words import Words

_KINDS = {
    "int": "whole",
    "decimal": "number",
    "year_be": "year",
    "date": "date",
    "longtext": "long",
    "list": "long",
}
_WIDTHS = {"long": 50, "text": 24, "money": 16}
_LISTS = Words("ตัวเลือก", "Choices")
"""Name of the sheet that holds what can be chosen."""
_SEVERAL = frozenset({"multi_choice", "list"})


def table_book(
    key: str, table: Field, rows: Sequence[Mapping[str, Any]], offered: Offered
) -> bytes:
    """A workbook with the rows of a table of a section, and of the tables in them."""
    lists = _LISTS.text(offered.language)
    found = grids(key, table)
    pages = [_page(grid, [dict(row) for row in rows], offered) for grid in found]
    return book(table.label.text(offered.language), pages, lists)


def _page(grid: Grid, rows: Sequence[dict[str, Any]], offered: Offered) -> Page:
    owner = [_column(grid.owner, offered, grid.owner_key)] if grid.owner else []
    columns = [*owner, *(_column(one, offered, one.key) for one in grid.columns)]
    name = sheet_name(grid, offered.language)
    return Page(name, columns, _cells(grid, rows, offered))


def _cells(grid: Grid, rows: Sequence[dict[str, Any]], offered: Offered) -> Iterator[list[Cell]]:
    for code, row in lines(grid, rows):
        owner: list[Cell] = [code] if grid.owner else []
        yield [*owner, *(cell_of(one, row.get(one.key), offered) for one in grid.columns)]


def _column(one: Field, offered: Offered, key: str) -> Column:
    kind = "money" if is_money(one) else _KINDS.get(one.type, "text")
    pairs = () if one.type in _SEVERAL else offered.of(one) or ()
    return Column(
        key,
        heading(one, offered.language),
        kind,
        _WIDTHS.get(kind, 14),
        one.hint.text(offered.language),
        tuple(_choice(one, pair) for pair in pairs),
    )


def _choice(one: Field, pair: tuple[str, str]) -> str:
    return pair[0] if one.type == "year_be" else pair[1]
