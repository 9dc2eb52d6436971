"""Checks of development issues and their indicators."""

from typing import Any

import pytest

from tests.outline.sample import CONTEXT, found, indicator, issue, outline, plan, put
from workflow.outline.checks_issues import CHECKS
from workflow.outline.validate import validate

ISSUES = "issues.issues"
INDICATOR = f"{ISSUES}.indicators"
FIRST = f"{ISSUES}.0.indicators.0"
PER_CENT = indicator() | {"unit": "ร้อยละ", "baseline_value": "90", "target_y1": "90"}
PER_CENT |= {"target_y2": "80", "target_y3": "80"}
RISING = {
    "direction": "up",
    "baseline_value": "9.5",
    "target_y1": "9.5",
    "target_y2": "10",
    "target_y3": "60",
    "target_y4": "100",
    "target_y5": "100.5",
}
LEVEL = dict.fromkeys(RISING, "7") | {"direction": "keep"}

FIRES: list[tuple[str, str, Any, str, tuple[int, ...]]] = [
    ("issue_codes", f"{ISSUES}.0.code", "2", f"{ISSUES}.code", (0,)),
    ("issue_codes", ISSUES, [issue(), issue("3")], f"{ISSUES}.code", (1,)),
    ("issue_has_project", ISSUES, [issue(), issue("2")], "projects.projects.issue", ()),
    ("issue_has_indicator", f"{ISSUES}.0.indicators", [], INDICATOR, (0,)),
    ("indicator_targets", f"{FIRST}.target_y1", None, f"{INDICATOR}.target_y1", (0, 0)),
    ("indicator_targets", f"{FIRST}.target_y4", None, f"{INDICATOR}.target_y4", (0, 0)),
    ("indicator_targets", "general.fiscal_year_end", 2573, f"{INDICATOR}.target_y4", (0, 0)),
    (
        "indicator_baseline_year",
        f"{FIRST}.baseline_year",
        2571,
        f"{INDICATOR}.baseline_year",
        (0, 0),
    ),
    (
        "indicator_percent",
        FIRST,
        PER_CENT | {"baseline_value": "100.0001"},
        f"{INDICATOR}.baseline_value",
        (0, 0),
    ),
    ("indicator_percent", FIRST, PER_CENT | {"target_y5": "101"}, f"{INDICATOR}.target_y5", (0, 0)),
    ("indicator_monotone", f"{FIRST}.target_y1", "190", f"{INDICATOR}.target_y1", (0, 0)),
    ("indicator_monotone", f"{FIRST}.direction", "up", f"{INDICATOR}.target_y1", (0, 0)),
    (
        "indicator_monotone",
        FIRST,
        indicator() | RISING | {"target_y4": "59.5"},
        f"{INDICATOR}.target_y4",
        (0, 0),
    ),
    (
        "indicator_monotone",
        FIRST,
        indicator() | LEVEL | {"target_y5": "7.5"},
        f"{INDICATOR}.target_y5",
        (0, 0),
    ),
]
QUIET: list[tuple[str, str, Any]] = [
    ("issue_codes", ISSUES, [issue(), issue("2")]),
    ("issue_has_project", f"{ISSUES}.0.code", ""),
    ("indicator_targets", "general.fiscal_year_end", None),
    ("indicator_targets", "general.fiscal_year_start", None),
    ("indicator_targets", "general.fiscal_year_end", 2570),
    ("indicator_baseline_year", f"{FIRST}.baseline_year", 2570),
    ("indicator_baseline_year", f"{FIRST}.baseline_year", None),
    ("indicator_baseline_year", "general.fiscal_year_start", None),
    ("indicator_percent", FIRST, PER_CENT | {"baseline_value": "100", "target_y5": "0"}),
    ("indicator_percent", f"{FIRST}.baseline_value", "250"),
    ("indicator_percent", FIRST, {"unit": "ร้อยละ"}),
    ("indicator_monotone", FIRST, indicator() | RISING),
    ("indicator_monotone", FIRST, indicator() | LEVEL),
    ("indicator_monotone", f"{FIRST}.target_y2", "160"),
    ("indicator_monotone", FIRST, indicator() | {"target_y2": None, "target_y3": None}),
    ("indicator_monotone", f"{FIRST}.direction", None),
]


@pytest.mark.parametrize(("code", "way", "value", "place", "row"), FIRES)
def test_a_check_fires(code: str, way: str, value: Any, place: str, row: tuple[int, ...]) -> None:
    assert [one for one in found(plan(way, value)) if one[0] == code] == [(code, place, row)]


@pytest.mark.parametrize(("code", "way", "value"), QUIET)
def test_a_check_is_quiet(code: str, way: str, value: Any) -> None:
    assert code not in {one[0] for one in found(plan(way, value))}


def test_every_check_has_a_case() -> None:
    assert {case[0] for case in FIRES} == CHECKS.keys()


def test_one_finding_for_each_row() -> None:
    body = put(plan(), f"{ISSUES}.0.indicators", [indicator("ก"), indicator("ข"), indicator("ค")])
    for number in (0, 2):
        body = put(body, f"{ISSUES}.0.indicators.{number}.baseline_year", 2575)
    rows = [row for code, _, row in found(body) if code == "indicator_baseline_year"]
    assert rows == [(0, 0), (0, 2)]


def test_issues_without_a_project_are_named() -> None:
    body = plan(ISSUES, [issue(), issue("2"), issue("3")])
    (error,) = validate(outline(), body, CONTEXT).errors
    assert error.about == ("2", "3")


def test_a_plan_of_one_year_has_one_target() -> None:
    body = plan(FIRST, indicator() | {f"target_y{number}": None for number in range(2, 6)})
    body["general"]["fiscal_year_end"] = 2571
    assert "indicator_targets" not in {one[0] for one in found(body)}
