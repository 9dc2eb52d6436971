"""Rows that have a page of their own: how they are called, added, replaced and taken out."""

from collections.abc import Mapping, Sequence
from typing import Any

from workflow.outline.fields import Field
from workflow.outline.outline import Outline

Row = dict[str, Any]
Body = dict[str, Any]
Renamed = Mapping[str, str | None]
"""New code by old code; None where the row is gone."""

NUMBERED = "issue_codes"
"""Rule of a code that is the row's position: 1, 2, 3."""
_DATED = "project_codes"
"""Rule of a code made of province, first fiscal year and number: 50-2571-01."""


def is_numbered(table: Field) -> bool:
    """Whether a row's code is its position, so that nobody types it."""
    key = table.column.get(table.row_key or "")
    return key is not None and NUMBERED in key.rules


def next_code(table: Field, rows: Sequence[Row], province: str, year: int) -> str:
    """A code that no row has: the next number, or the lowest one that is free."""
    key = table.column[table.row_key or ""]
    if is_numbered(table):
        return str(len(rows) + 1)
    form = f"{province}-{year}-{{:02}}" if _DATED in key.rules else "{}"
    taken = {row.get(key.key) for row in rows}
    return next(code for n in range(1, len(rows) + 2) if (code := form.format(n)) not in taken)


def new_row(table: Field, code: str) -> Row:
    """A row with nothing but its code."""
    return {one.key: one.empty for one in table.stored} | {table.row_key or "": code}


def place_of(table: Field, rows: Sequence[Row], code: str, number: int) -> int | None:
    """Index of the row of a code: where it was seen, else the only one that is called so."""
    key = table.row_key or ""
    called = [n for n, row in enumerate(rows) if row.get(key) == code]
    if number in called:
        return number
    return called[0] if len(called) == 1 else None


def replaced(table: Field, body: Body, place: int | None, row: Row) -> Body:
    """A section with one row as it now reads; a row whose place is gone comes last."""
    rows = list(body[table.key])
    if place is None:
        rows.append(row)
    else:
        rows[place] = row
    return body | {table.key: rows}


def removed(table: Field, body: Body, place: int) -> tuple[Body, Renamed]:
    """A section without a row, and what the rows are then called."""
    key = table.row_key or ""
    rows = [row for n, row in enumerate(body[table.key]) if n != place]
    names: dict[str, str | None] = {}
    if is_numbered(table):
        names = {str(row.get(key)): str(n) for n, row in enumerate(rows, 1)}
        rows = [row | {key: str(n)} for n, row in enumerate(rows, 1)]
    gone = str(body[table.key][place].get(key))
    return body | {table.key: rows}, {gone: None} | names


def referring(
    outline: Outline, sections: Mapping[str, Body], place: str, names: Renamed
) -> dict[str, Body]:
    """Sections that change when rows get other names: those whose rows refer to them by code.

    place: dotted place of the code, such as issues.issues.code. Only what changes is given.
    """
    bodies: dict[str, Body] = {}
    for section in outline.sections:
        body = sections[section.key]
        for table in section.stored:
            columns = [one.key for one in table.columns if one.refers_to == place]
            if columns:
                rows = [_renamed(row, columns, names) for row in body[table.key]]
                body = body | {table.key: rows}
        if body != sections[section.key]:
            bodies[section.key] = body
    return bodies


def _renamed(row: Row, columns: Sequence[str], names: Renamed) -> Row:
    changed = {key: names[row[key]] for key in columns if row.get(key) in names}
    return row | changed
