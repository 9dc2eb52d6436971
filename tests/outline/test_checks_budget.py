"""Checks of the money."""

from dataclasses import replace
from typing import Any

import pytest

from tests.outline.sample import CONTEXT, ROUND, found, line, outline, plan, project
from workflow.outline.checks_budget import CHECKS
from workflow.outline.validate import validate

PROJECTS = "projects.projects"
FIRST = f"{PROJECTS}.0"
LINE = f"{PROJECTS}.budget"
ONE = f"{FIRST}.budget.0"
DEAR = [line("PROV", "OPERATING", 10**9), line("CLUSTER", "OPERATING", 10**9 + 1)]

FIRES: list[tuple[str, str, Any, str, tuple[int, ...]]] = [
    ("budget_year", f"{ONE}.fiscal_year", 2570, f"{LINE}.fiscal_year", (0, 0)),
    ("budget_product", f"{ONE}.amount_satang", 30_000_001, f"{LINE}.amount_satang", (0, 0)),
    ("budget_product", f"{ONE}.quantity", "3.0001", f"{LINE}.amount_satang", (0, 0)),
    ("budget_product", f"{ONE}.quantity", None, f"{LINE}.quantity", (0, 0)),
    ("budget_product", f"{ONE}.unit", "", f"{LINE}.unit", (0, 0)),
    ("budget_product", f"{ONE}.unit_cost_satang", None, f"{LINE}.unit_cost_satang", (0, 0)),
    ("budget_product", f"{FIRST}.budget.1.unit", "ชุด", f"{LINE}.quantity", (0, 1)),
    ("budget_no_personnel", f"{ONE}.category", "PERSONNEL", f"{LINE}.category", (0, 0)),
    ("budget_no_personnel", f"{ONE}.category", "งบบุคลากร", f"{LINE}.category", (0, 0)),
    ("budget_sum", "budget.total_satang", 35_000_001, "budget.total_satang", ()),
    ("budget_sum", "budget.by_year_satang", {"2571": 1}, "budget.by_year_satang", ()),
    ("budget_sum", "budget.by_source_satang", [], "budget.by_source_satang", ()),
    (
        "budget_sum",
        f"{FIRST}.budget_total_satang",
        1,
        f"{PROJECTS}.budget_total_satang",
        (0,),
    ),
    ("investment_readiness", f"{FIRST}.readiness_site", None, f"{PROJECTS}.readiness_site", (0,)),
    (
        "investment_readiness",
        f"{FIRST}.readiness_permission",
        None,
        f"{PROJECTS}.readiness_permission",
        (0,),
    ),
    (
        "investment_readiness",
        FIRST,
        project() | {"readiness_site": "not_required", "readiness_design": None},
        f"{PROJECTS}.readiness_site",
        (0,),
    ),
    (
        "investment_readiness",
        FIRST,
        project() | {"readiness_design": None, "readiness_permission": None},
        f"{PROJECTS}.readiness_design",
        (0,),
    ),
    ("site_not_ready", f"{FIRST}.readiness_site", "pending", f"{PROJECTS}.readiness_site", (0,)),
    ("personnel_words", f"{ONE}.item", "เงินเดือนช่าง", f"{LINE}.item", (0, 0)),
    ("personnel_words", f"{ONE}.item", "ค่าจ้างประจำ", f"{LINE}.item", (0, 0)),
    ("ceiling", f"{FIRST}.budget", DEAR, "budget.ceiling_reason", ()),
]
QUIET: list[tuple[str, str, Any]] = [
    ("budget_year", f"{ONE}.fiscal_year", 2575),
    ("budget_year", f"{ONE}.fiscal_year", None),
    ("budget_product", f"{ONE}.amount_satang", None),
    ("budget_no_personnel", f"{ONE}.category", None),
    ("budget_sum", "budget.total_satang", 35_000_000),
    ("budget_sum", "budget.by_year_satang", {"2571": 30_000_000, "2572": 5_000_000, "2573": 0}),
    ("budget_sum", "budget.by_issue_satang", {"1": 35_000_000}),
    ("budget_sum", f"{FIRST}.budget_total_satang", 35_000_000),
    ("investment_readiness", FIRST, {"budget": [line("PROV", "OPERATING", 1)]}),
    ("site_not_ready", FIRST, {"budget": [], "readiness_site": "pending"}),
    ("personnel_words", f"{ONE}.item", ""),
    ("ceiling", f"{FIRST}.budget", [*DEAR[:1] * 2, line("PROV", "OPERATING", None)]),
    ("ceiling", f"{FIRST}.budget", [line("PRIVATE", "OPERATING", 10**12)]),
    ("ceiling", f"{FIRST}.budget", [line("PROV", "OPERATING", 10**12, year=None)]),
    ("ceiling", f"{FIRST}.budget", [line("PROV", "OPERATING", None)]),
]


@pytest.mark.parametrize(("code", "way", "value", "place", "row"), FIRES)
def test_a_check_fires(code: str, way: str, value: Any, place: str, row: tuple[int, ...]) -> None:
    assert [one for one in found(plan(way, value)) if one[0] == code] == [(code, place, row)]


@pytest.mark.parametrize(("code", "way", "value"), QUIET)
def test_a_check_is_quiet(code: str, way: str, value: Any) -> None:
    assert code not in {one[0] for one in found(plan(way, value))}


def test_every_check_has_a_case() -> None:
    assert {case[0] for case in FIRES} == CHECKS.keys()


def test_a_reason_lifts_the_ceiling() -> None:
    body = plan(f"{FIRST}.budget", DEAR) | {"budget": {"ceiling_reason": "จำเป็นเร่งด่วน"}}
    assert "ceiling" not in {one[0] for one in found(body)}


def test_a_round_without_a_ceiling_asks_for_no_reason() -> None:
    context = replace(CONTEXT, round=replace(ROUND, ceiling_satang=None))
    assert "ceiling" not in {one[0] for one in found(plan(f"{FIRST}.budget", DEAR), context)}


def test_years_above_the_ceiling_are_named() -> None:
    lines = [line("PROV", "OPERATING", 3 * 10**9, year=year) for year in (2573, 2571)]
    (error,) = validate(outline(), plan(f"{FIRST}.budget", lines), CONTEXT).errors
    assert error.about == ("2571", "2573")


def test_a_product_is_compared_to_the_last_satang() -> None:
    exact = line("PROV", "OPERATING", 123_456_789)
    exact |= {"quantity": "0.0001", "unit": "ชุด", "unit_cost_satang": 1_234_567_890_001}
    assert ("budget_product", f"{LINE}.amount_satang", (0, 0)) in found(
        plan(f"{FIRST}.budget", [exact])
    )


def test_sums_of_rows_that_were_cut_off_are_not_compared() -> None:
    projects = [{"budget_total_satang": 0}] * 70
    rows = [row for code, _, row in found(plan(PROJECTS, projects)) if code == "budget_sum"]
    assert rows == []
