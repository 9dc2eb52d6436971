"""What a brief tells in numbers: money by year and source, and how long the plan takes to read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflow.facts.record import EntryRow
from workflow.outline.shown import summed_names
from workflow.outline.totals import by_year_and_source, totals
from workflow.queries.plan_page import PlanPage
from workflow.spoken import language
from workflow.states.procedure import Procedure
from workflow.views.deciding import standing_warnings
from workflow.views.saying import said

LONGEST_TEXT = 5_500
"""Characters of the plan's text on a brief; what is more is a link to its section."""
LONGEST_CHANGES = 3_000
"""Characters of changes on a brief; more of them are links to the pages that compare."""
_A_MINUTE = 1_000
"""Characters that somebody reads in a minute: Thai, which writes no spaces between words."""
_WHOLE = 1000
"""The length of a bar: per mille of the largest."""


@dataclass(frozen=True, slots=True)
class Year:
    """A fiscal year's money by source, in satang, in the order of the table. share: of the year
    with most, per mille. year: None for all years."""

    year: int | None
    cells: tuple[int, ...]
    total: int
    share: int


@dataclass(frozen=True, slots=True)
class Money:
    """The budget by year and source. sources: their names, the largest first."""

    sources: tuple[str, ...]
    years: tuple[Year, ...]
    all: Year


@dataclass(frozen=True, slots=True)
class Checks:
    """What the reviewer's checklist came to. noted: title and note of items that have one."""

    done: int
    of: int
    left: tuple[str, ...]
    noted: tuple[tuple[str, str], ...]


def money(page: PlanPage) -> Money:
    """The budget of the plan's text as it now reads."""
    sums, cells = totals(page.sections), by_year_and_source(page.sections)
    codes = sorted(sums.by_source, key=lambda code: (-sums.by_source[code], code))
    names = summed_names(page.case.outline, page.sections, language())
    most = max(sums.by_year.values(), default=0)
    years = tuple(
        Year(
            year,
            tuple(cells.get((year, code), 0) for code in codes),
            total,
            total * _WHOLE // most if most else 0,
        )
        for year, total in sorted(sums.by_year.items())
    )
    together = Year(None, tuple(sums.by_source[code] for code in codes), sums.total, _WHOLE)
    return Money(tuple(names.get(code, code) for code in codes), years, together)


def minutes(page: PlanPage) -> int:
    """How many minutes the whole text takes to read, at least one."""
    return max(1, round(_letters(page.sections) / _A_MINUTE))


def checks_of(entry: EntryRow, procedure: Procedure) -> Checks | None:
    """The checklist as it was given with an act; None when none was."""
    given = entry.body.get("given", {}).get("checklist")
    if not given:
        return None
    titles = {check.code: check.title.text(language()) for check in procedure.checks}
    return Checks(
        done=sum(item["done"] for item in given),
        of=len(given),
        left=tuple(titles.get(i["code"], i["code"]) for i in given if not i["done"]),
        noted=tuple((titles.get(i["code"], i["code"]), i["note"]) for i in given if i["note"]),
    )


def warnings_now(page: PlanPage) -> list[str]:
    """Warnings of the outline: of a text that is being written as it reads, of another those that
    were acknowledged when it was sent."""
    if not page.case.procedure.stage[page.plan.stage].editable:
        return standing_warnings(page)
    return list(dict.fromkeys(said(reason) for reason in page.case.facts.warnings))


def _letters(value: Any) -> int:
    """Characters of every text inside a value."""
    if isinstance(value, Mapping):
        return sum(_letters(inside) for inside in value.values())
    if isinstance(value, list):
        return sum(map(_letters, value))
    return len(value) if isinstance(value, str) else 0


FILTERS = {
    "money": money,
    "minutes": minutes,
    "checks_of": checks_of,
    "warnings_now": warnings_now,
}
