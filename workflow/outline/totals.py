"""Sums of a plan, computed and never stored. Money in satang."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from workflow.outline.reading import Row, Sections, amount, inner, rows, whole, years


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of one plan.

    Every year and every issue of the plan is there, also at 0; sources and categories only where
    they have lines. A line without an amount counts nowhere; one that does not say its year,
    source, category or issue counts in the total alone.
    """

    total: int
    by_year: dict[int, int]
    by_source: dict[str, int]
    by_category: dict[str, int]
    by_issue: dict[str, int]
    by_project: tuple[int, ...]
    """In the order of the projects."""
    projects: int
    issues: int
    indicators: int
    target_count: int
    """People, households or groups that the projects mean to reach."""


def totals(sections: Sections) -> Totals:
    """Add up a plan, however incomplete."""
    projects = rows(sections, "projects", "projects")
    issues = rows(sections, "issues", "issues")
    by_project = tuple(sum(money for _, money in _lines(project)) for project in projects)
    return Totals(
        total=sum(by_project),
        by_year=_sums(projects, "fiscal_year", dict.fromkeys(years(sections), 0)),
        by_source=_sums(projects, "source", {}),
        by_category=_sums(projects, "category", {}),
        by_issue=_by_issue(projects, by_project, issues),
        by_project=by_project,
        projects=len(projects),
        issues=len(issues),
        indicators=sum(len(inner(issue, "indicators")) for issue in issues),
        target_count=sum(whole(project.get("target_count")) or 0 for project in projects),
    )


def by_year_and_source(sections: Sections) -> dict[tuple[int, str], int]:
    """The budget by fiscal year and source, where there is any."""
    sums: Counter[tuple[int, str]] = Counter()
    for project in rows(sections, "projects", "projects"):
        for line, money in _lines(project):
            year, source = whole(line.get("fiscal_year")), line.get("source")
            if year is not None and isinstance(source, str):
                sums[year, source] += money
    return dict(sums)


def by_year_source_and_issue(sections: Sections) -> dict[tuple[str, str, str], int]:
    """The budget by fiscal year, source and issue, where there is any; what a line or its project
    does not say is an empty text."""
    sums: Counter[tuple[str, str, str]] = Counter()
    for project in rows(sections, "projects", "projects"):
        for line, money in _lines(project):
            year, source = whole(line.get("fiscal_year")), line.get("source")
            sums[str(year or ""), str(source or ""), str(project.get("issue") or "")] += money
    return dict(sums)


def computed(sums: Totals, of: str, row: tuple[int, ...] = ()) -> int | dict[Any, int]:
    """The value of a computed field: of is what its outline says, row the project's index.

    Raises KeyError on an `of` that nobody computes (a fault to the lint).
    """
    return sums.by_project[row[0]] if of == OF_PROJECT else OF_PLAN[of](sums)


def _lines(project: Row) -> Iterator[tuple[Row, int]]:
    for line in inner(project, "budget"):
        money = amount(line)
        if money is not None:
            yield line, money


def _sums(projects: list[Row], key: str, start: dict[Any, int]) -> dict[Any, int]:
    sums: Counter[Any] = Counter(start)
    for project in projects:
        for line, money in _lines(project):
            if isinstance(line.get(key), int | str):
                sums[line[key]] += money
    return dict(sums)


def _by_issue(projects: list[Row], sums: tuple[int, ...], issues: list[Row]) -> dict[str, int]:
    codes = [issue.get("code") for issue in issues]
    by_issue = Counter({code: 0 for code in codes if isinstance(code, str) and code})
    for project, money in zip(projects, sums, strict=True):
        code = project.get("issue")
        if isinstance(code, str):
            by_issue[code] += money
    return dict(by_issue)


OF_PROJECT = "sum of budget.amount_satang"
OF_PLAN: dict[str, Callable[[Totals], int | dict[Any, int]]] = {
    "sum of projects.budget.amount_satang": lambda sums: sums.total,
    "projects.budget by fiscal_year": lambda sums: sums.by_year,
    "projects.budget by source": lambda sums: sums.by_source,
    "projects.budget by category": lambda sums: sums.by_category,
    "projects.budget by issue": lambda sums: sums.by_issue,
}
"""What a computed field may be `of`, and how it is read off."""
