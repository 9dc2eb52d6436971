"""A plan's budget laid out by issue, source and fiscal year, with sums and shares: as a page shows
it, and as a workbook."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask_babel import gettext

from workflow.forms.sheet_cells import SATANG_PER_BAHT
from workflow.outline.fields import Field
from workflow.outline.outline import Outline
from workflow.outline.reading import years as years_of
from workflow.outline.shown import summed_names
from workflow.outline.totals import by_year_source_and_issue
from workflow.papers.book import Column, Page, book
from workflow.papers.sheet import Cell
from workflow.thai.numbers import million_baht

_WIDE, _HIGH, _FOOT, _HEAD = 368, 200, 28, 28
"""The chart's size, and what its labels take below and above."""


class Line(NamedTuple):
    """A source: what it gives each year, in all, and its share in thousandths."""

    name: str
    cells: tuple[int, ...]
    total: int
    share: int


@dataclass(frozen=True, slots=True)
class Table:
    """The budget of an issue, or of all: a line a source, and the years' sums. name: short."""

    name: str
    title: str
    lines: tuple[Line, ...]
    sums: Line


@dataclass(frozen=True, slots=True)
class Bar:
    """A column of the chart: what it is of, what it says, and where it stands."""

    label: str
    said: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Summary:
    """years: as columns are headed. whole: of all issues; issues: those that have money."""

    years: tuple[str, ...]
    whole: Table
    issues: tuple[Table, ...]

    @property
    def bars(self) -> tuple[Bar, ...]:
        """A column for each year."""
        return bars(self.years, self.whole.sums.cells)


_Lines = Mapping[tuple[str, str, str], int]


@dataclass(frozen=True, slots=True)
class _Laid:
    """Money by year, source and issue, with the years and sources that tables have."""

    found: _Lines
    years: Sequence[str]
    sources: Mapping[str, str]
    """Names by code."""

    def table(self, names: tuple[str, str], belongs: Callable[[str], bool]) -> Table:
        """The table of the issues that belong to it; names: its short and its long one."""
        mine: Counter[tuple[str, str]] = Counter()
        for (year, source, issue), satang in self.found.items():
            mine[year, source] += satang if belongs(issue) else 0
        rows = [
            self._line(name, [mine[year, source] for year in self.years])
            for source, name in self.sources.items()
        ]
        sums = [sum(mine[year, source] for source in self.sources) for year in self.years]
        shown = tuple(row for row in rows if row.total)
        return Table(*names, shown, self._line(gettext("In all"), sums))

    def _line(self, name: str, cells: Sequence[int]) -> Line:
        total, whole = sum(cells), sum(self.found.values())
        share = (2000 * total + whole) // (2 * whole) if whole else 0
        return Line(name, tuple(cells), total, share)


def summary(outline: Outline, sections: Mapping[str, Any], language: str) -> Summary:
    """The budget of a plan's text."""
    found = by_year_source_and_issue(sections)
    named = summed_names(outline, sections, language)
    years = sorted({year for year, _, _ in found} | set(map(str, years_of(sections))), key=_last)
    unsaid = str(gettext("Not said"))
    sources = {code: named.get(code) or unsaid for code in _sources(outline, found)}
    laid = _Laid(found, years, sources)
    whole = str(gettext("All issues"))
    return Summary(
        tuple(year or unsaid for year in years),
        laid.table((whole, whole), lambda issue: True),
        tuple(
            laid.table((_issue(code), named.get(code) or _issue(code)), code.__eq__)
            for code in sorted({issue for _, _, issue in found}, key=_last)
        ),
    )


def bars(labels: Sequence[str], cells: Sequence[int]) -> tuple[Bar, ...]:
    """Columns of a chart, the highest as high as there is room."""
    most, step = max([*cells, 1]), _WIDE // max(len(cells), 1)
    room = _HIGH - _FOOT - _HEAD
    found = []
    for n, (label, satang) in enumerate(zip(labels, cells, strict=True)):
        height = max(satang * room // most, 1 if satang else 0)
        y = _HIGH - _FOOT - height
        found.append(
            Bar(label, million_baht(satang), n * step + step // 6, y, step * 2 // 3, height)
        )
    return tuple(found)


def budget_book(found: Summary) -> bytes:
    """The same as a workbook: a sheet for all issues, one for each."""
    tables = [found.whole, *found.issues]
    pages = [_page(found, table) for table in tables]
    return book(gettext("Budget summary"), pages, gettext("Choices"))


def _page(found: Summary, table: Table) -> Page:
    columns = [
        Column("source", table.title, "long", 32),
        *(Column(year, year, "money", 18) for year in found.years),
        Column("total", gettext("In all"), "money", 18),
        Column("share", gettext("Share"), "share", 10),
    ]
    return Page(
        table.name, columns, [_cells(line) for line in (*table.lines, table.sums)], keyed=False
    )


def _issue(code: str) -> str:
    """What an issue is called when its name does not matter, or is not known."""
    return str(gettext("Issue %(no)s", no=code[:9]) if code else gettext("No issue"))


def _cells(line: Line) -> list[Cell]:
    money = [satang / SATANG_PER_BAHT for satang in (*line.cells, line.total)]
    return [line.name, *money, line.share / 1000]


def _sources(outline: Outline, found: _Lines) -> list[str]:
    """Sources that have money, in the outline's order."""
    field: Field | None = outline.field("projects.projects.budget.source")
    order = [choice.code for choice in field.choices] if field else []
    used = {source for _, source, _ in found}
    return [*(code for code in order if code in used), *sorted(used - set(order))]


def _last(code: str) -> tuple[bool, str]:
    """What is not said comes last."""
    return not code, code


def percent(share: int) -> str:
    """A share in per cent, with a decimal place."""
    return f"{share // 10}.{share % 10}%"


FILTERS = {"percent": percent}
