"""Checks of development issues and their indicators."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise

from workflow.outline.context import Plan, Spot
from workflow.outline.reading import Row, inner

TARGETS = tuple(f"target_y{number}" for number in range(1, 6))
PER_CENT = "ร้อยละ"
_INDICATOR = "issues.issues.indicators"
_STRAYS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "up": lambda before, after: after < before,
    "down": lambda before, after: after > before,
    "keep": lambda before, after: after != before,
}
"""Whether a step from one value to the next goes against the direction."""


def issue_codes(plan: Plan) -> Iterator[Spot]:
    """Codes run 1, 2, 3 in the order of the rows."""
    for number, issue in enumerate(plan.issues):
        if issue.get("code") != str(number + 1):
            yield Spot((number,))


def issue_has_project(plan: Plan) -> Iterator[Spot]:
    """Every issue is some project's."""
    served = {project.get("issue") for project in plan.projects}
    codes = [issue.get("code") or "" for issue in plan.issues]
    idle = tuple(code for code in codes if code and code not in served)
    if idle:
        yield Spot(about=idle)


def issue_has_indicator(plan: Plan) -> Iterator[Spot]:
    """Every issue has an indicator."""
    for number, issue in enumerate(plan.issues):
        if not inner(issue, "indicators"):
            yield Spot((number,))


def indicator_targets(plan: Plan) -> Iterator[Spot]:
    """A target for each year of the plan and none beyond; speaks at the first that is not so."""
    span = plan.span
    if span is None:
        return
    for row, indicator in _indicators(plan):
        wrong = [
            key
            for number, key in enumerate(TARGETS)
            if (indicator.get(key) is not None) != (number < span)
        ]
        yield from _first(row, wrong)


def indicator_baseline_year(plan: Plan) -> Iterator[Spot]:
    """The baseline is from before the plan."""
    for row, indicator in _indicators(plan):
        if plan.start and (indicator.get("baseline_year") or 0) >= plan.start:
            yield Spot(row)


def indicator_percent(plan: Plan) -> Iterator[Spot]:
    """Per cent lie between 0 and 100; speaks at the first that does not."""
    for row, indicator in _indicators(plan):
        if indicator.get("unit") == PER_CENT:
            wrong = [key for key, number in _values(indicator) if not 0 <= number <= 100]
            yield from _first(row, wrong)


def indicator_monotone(plan: Plan) -> Iterator[Spot]:
    """Values move in the direction stated; speaks at the first that does not."""
    for row, indicator in _indicators(plan):
        strays = _STRAYS.get(indicator.get("direction") or "")
        steps = pairwise(_values(indicator)) if strays else ()
        wrong = [key for (_, before), (key, after) in steps if strays and strays(before, after)]
        yield from _first(row, wrong)


def _indicators(plan: Plan) -> Iterator[tuple[tuple[int, int], Row]]:
    for number, issue in enumerate(plan.issues):
        for place, indicator in enumerate(inner(issue, "indicators")):
            yield (number, place), indicator


def _values(indicator: Row) -> list[tuple[str, Decimal]]:
    """The baseline and the targets that are filled in, by key, in the order of time."""
    keys = ("baseline_value", *TARGETS)
    return [(key, Decimal(indicator[key])) for key in keys if indicator.get(key) is not None]


def _first(row: tuple[int, int], keys: list[str]) -> Iterator[Spot]:
    yield from (Spot(row, f"{_INDICATOR}.{key}") for key in keys[:1])


CHECKS = {
    "issue_codes": issue_codes,
    "issue_has_project": issue_has_project,
    "issue_has_indicator": issue_has_indicator,
    "indicator_targets": indicator_targets,
    "indicator_baseline_year": indicator_baseline_year,
    "indicator_percent": indicator_percent,
    "indicator_monotone": indicator_monotone,
}
