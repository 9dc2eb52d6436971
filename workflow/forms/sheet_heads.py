"""Which sheet of a workbook is which table of a plan, and which column of it is which: by headings
in Thai or English or by keys, in any order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflow.forms.typed import is_money
from workflow.outline.fields import Field
from workflow.outline.grids import Grid
from workflow.thai.text import fold
from workflow.thai.words import Words
from workflow.workbooks import Sheet, Value, column_name

LONGEST_NAME = 31
"""Characters of a sheet's name."""
IN_BAHT = Words(" (บาท)", " (baht)")
"""Stands behind the heading of a column of money."""
_LONGEST_TITLE = 60
_LOOKED_AT = 12
"""Rows at the top of a sheet among which its headings are looked for."""
_BY_NAME = 1000


@dataclass(frozen=True, slots=True)
class Head:
    """The headings of a sheet. columns: key by index from 0; the owner's by `Grid.owner_key`.

    last: number of the row above the first one of data; unknown, twice: indexes of the columns
    that no field is called like, or one that another column has.
    """

    last: int
    columns: Mapping[int, str]
    unknown: tuple[int, ...]
    twice: tuple[int, ...]
    titles: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Found:
    """A sheet that is a grid."""

    sheet: Sheet
    grid: Grid
    head: Head


def heading(column: Field, language: str) -> str:
    """What a column is headed."""
    unit = IN_BAHT.text(language) if is_money(column) else ""
    return column.label.text(language) + unit


def sheet_name(grid: Grid, language: str) -> str:
    """What a sheet of a grid is called."""
    plain = grid.table.label.text(language).translate(str.maketrans("[]:*?/\\", "()     "))
    return plain[:LONGEST_NAME].strip()


def matched(sheets: Sequence[Sheet], grids: Sequence[Grid]) -> list[Found]:
    """The sheets that can be read, each as the grid that it fits best; in the order of grids."""
    scored = []
    for n, sheet in enumerate(sheets):
        for m, grid in enumerate(grids):
            head = None if sheet.hidden else head_of(sheet, grid)
            if head:
                scored.append((-_score(sheet, grid, head), n, m, head))
    taken: dict[int, Found] = {}
    used: set[int] = set()
    for _, n, m, head in sorted(scored, key=lambda one: one[:3]):
        if n not in used and m not in taken:
            used.add(n)
            taken[m] = Found(sheets[n], grids[m], head)
    return [taken[m] for m in sorted(taken)]


def head_of(sheet: Sheet, grid: Grid) -> Head | None:
    """The headings of a sheet as those of a grid; None where too few are."""
    names = dict(_names(grid))
    least = 2 if grid.owner or len(grid.columns) > 1 else 1
    best = (0, 0)
    for number in sorted(sheet.rows)[:_LOOKED_AT]:
        found = {names[text] for text in _texts(sheet.rows[number]).values() if text in names}
        if len(found) > best[0]:
            best = (len(found), number)
    count, number = best
    if count < least:
        return None
    head = _head(sheet.rows[number], number, names)
    if grid.owner and grid.owner_key not in head.columns.values():
        return None
    return _with_keys(sheet, grid, head)


def _score(sheet: Sheet, grid: Grid, head: Head) -> int:
    called = {fold(sheet_name(grid, language)) for language in ("th", "en")} | {grid.table.key}
    return len(head.columns) + (_BY_NAME if fold(sheet.name) in called else 0)


def _names(grid: Grid) -> Iterator[tuple[str, str]]:
    """Every way in which a column may be headed, and its key. Of two, the first one counts."""
    keyed = [(column.key, column) for column in grid.columns]
    if grid.owner:
        keyed.append((grid.owner_key, grid.owner))
    for key, column in reversed(keyed):
        for language in ("en", "th"):
            yield fold(column.label.text(language)), key
            yield fold(heading(column, language)), key
        yield fold(key), key


def _head(row: Sequence[Value], number: int, names: Mapping[str, str]) -> Head:
    columns: dict[int, str] = {}
    unknown, twice = [], []
    texts = _texts(row)
    for n, text in texts.items():
        key = names.get(text)
        if key is None:
            unknown.append(n)
        elif key in columns.values():
            twice.append(n)
        else:
            columns[n] = key
    titles = {n: str(row[n]).strip()[:_LONGEST_TITLE] for n in texts}
    return Head(number, columns, tuple(unknown), tuple(twice), titles)


def _with_keys(sheet: Sheet, grid: Grid, head: Head) -> Head:
    """The same, with the row of keys below it where there is one: keys are certain."""
    keys = {fold(key): key for key in _keys(grid)}
    below = sheet.rows.get(head.last + 1, ())
    texts = _texts(below)
    if not texts or not keys.keys() >= set(texts.values()):
        return head
    by_key = _head(below, head.last + 1, keys)
    unknown = (n for n in (*head.unknown, *head.columns) if n not in texts)
    return Head(by_key.last, by_key.columns, tuple(unknown), by_key.twice, head.titles)


def _keys(grid: Grid) -> Iterable[str]:
    return [*([grid.owner_key] if grid.owner else []), *(one.key for one in grid.columns)]


def _texts(row: Sequence[Value]) -> dict[int, str]:
    """What stands in the cells of a row that have text, in the form in which names are matched."""
    plain = (
        (n, value.replace("*", "").strip()) for n, value in enumerate(row) if isinstance(value, str)
    )
    return {n: fold(text) for n, text in plain if text}


def column_title(head: Head, column: int) -> str:
    """A column that no field is called like, as its file has it."""
    name = column_name(column)
    return f"{head.titles[column]} ({name})" if head.titles.get(column) else name
