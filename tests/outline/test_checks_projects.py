"""Checks of projects: code, issue, mechanism, activities, technology."""

from typing import Any

import pytest

from tests.outline.sample import found, plan, project
from workflow.outline.checks_projects import CHECKS

PROJECTS = "projects.projects"
FIRST = f"{PROJECTS}.0"
ACTIVITY = f"{FIRST}.activities.0"

FIRES: list[tuple[str, str, Any, str, tuple[int, ...]]] = [
    ("project_codes", f"{FIRST}.code", "51-2571-01", f"{PROJECTS}.code", (0,)),
    ("project_codes", f"{FIRST}.code", "50-2570-01", f"{PROJECTS}.code", (0,)),
    ("project_codes", f"{FIRST}.code", "50-2571-1a", f"{PROJECTS}.code", (0,)),
    ("project_codes", PROJECTS, [project(), project()], f"{PROJECTS}.code", (1,)),
    ("project_issue", f"{FIRST}.issue", "2", f"{PROJECTS}.issue", (0,)),
    ("mechanism_other", f"{FIRST}.mechanism", "OTHER", f"{PROJECTS}.mechanism_other", (0,)),
    ("mechanism_other", f"{FIRST}.mechanism_other", "ก", f"{PROJECTS}.mechanism_other", (0,)),
    (
        "activity_year",
        f"{ACTIVITY}.fiscal_year",
        2570,
        f"{PROJECTS}.activities.fiscal_year",
        (0, 0),
    ),
    (
        "activity_year",
        f"{ACTIVITY}.fiscal_year",
        2576,
        f"{PROJECTS}.activities.fiscal_year",
        (0, 0),
    ),
    (
        "activity_months",
        ACTIVITY,
        {"start_month": 5, "end_month": 4},
        f"{PROJECTS}.activities.end_month",
        (0, 0),
    ),
    ("trl_low", f"{FIRST}.trl", 5, f"{PROJECTS}.trl", (0,)),
]
QUIET: list[tuple[str, str, Any]] = [
    ("project_codes", f"{FIRST}.code", ""),
    ("project_codes", "general.fiscal_year_start", None),
    ("project_codes", PROJECTS, [project(), project("50-2571-02")]),
    ("project_issue", f"{FIRST}.issue", None),
    ("mechanism_other", FIRST, project() | {"mechanism": "OTHER", "mechanism_other": "ก"}),
    ("mechanism_other", f"{FIRST}.mechanism", None),
    ("activity_year", f"{ACTIVITY}.fiscal_year", 2575),
    ("activity_year", f"{ACTIVITY}.fiscal_year", None),
    ("activity_year", "general.fiscal_year_start", None),
    ("activity_year", "general.fiscal_year_end", None),
    ("activity_months", ACTIVITY, {"start_month": 5, "end_month": 5}),
    ("activity_months", ACTIVITY, {"start_month": 5}),
    ("activity_months", ACTIVITY, {"end_month": 5}),
    ("trl_low", f"{FIRST}.trl", 6),
    ("trl_low", f"{FIRST}.trl", None),
]


@pytest.mark.parametrize(("code", "way", "value", "place", "row"), FIRES)
def test_a_check_fires(code: str, way: str, value: Any, place: str, row: tuple[int, ...]) -> None:
    assert [one for one in found(plan(way, value)) if one[0] == code] == [(code, place, row)]


@pytest.mark.parametrize(("code", "way", "value"), QUIET)
def test_a_check_is_quiet(code: str, way: str, value: Any) -> None:
    assert code not in {one[0] for one in found(plan(way, value))}


def test_every_check_has_a_case() -> None:
    assert {case[0] for case in FIRES} == CHECKS.keys()
