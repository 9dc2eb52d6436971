"""Sums of a plan."""

from typing import Any

import pytest
from hypothesis import given

from tests.outline.sample import Sections, issue, line, outline, plan, project
from tests.outline.strategies import MODEST, bodies
from workflow.outline.totals import (
    by_year_and_source,
    by_year_source_and_issue,
    computed,
    totals,
)

SUMS = totals(plan())
PLANS = bodies("general", "issues", "projects")


def amounts(body: Sections) -> list[int]:
    """Every amount of a plan's budget lines."""
    projects = body["projects"]["projects"]
    found = [one["amount_satang"] for project in projects for one in project["budget"]]
    return [amount for amount in found if amount is not None]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("total", 35_000_000),
        ("by_year", {2571: 30_000_000, 2572: 5_000_000, 2573: 0, 2574: 0, 2575: 0}),
        ("by_source", {"PROV": 30_000_000, "PRIVATE": 5_000_000}),
        ("by_category", {"INVESTMENT": 30_000_000, "OPERATING": 5_000_000}),
        ("by_issue", {"1": 35_000_000}),
        ("by_project", (35_000_000,)),
        ("projects", 1),
        ("issues", 1),
        ("indicators", 1),
        ("target_count", 120),
    ],
)
def test_a_sum(name: str, value: Any) -> None:
    assert getattr(totals(plan()), name) == value


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"projects": None, "issues": 5, "general": []},
        {"projects": {"projects": [None, {"budget": [None, {"amount_satang": "5"}]}]}},
        {"projects": {"projects": [{"budget": [{"amount_satang": True}]}]}},
    ],
)
def test_a_half_filled_plan_adds_up_to_nothing(body: Sections) -> None:
    assert totals(body).total == 0


@pytest.mark.parametrize("name", ["by_source", "by_category"])
def test_a_line_that_says_only_its_amount_counts_in_the_total(name: str) -> None:
    body = {"projects": {"projects": [{"budget": [{"amount_satang": 7, "source": None}]}]}}
    assert (totals(body).total, getattr(totals(body), name)) == (7, {})


def test_a_year_outside_the_plan_is_still_shown() -> None:
    lines = [line("PROV", "OPERATING", 7, year=2580)]
    assert totals(plan("projects.projects.0.budget", lines)).by_year[2580] == 7


@pytest.mark.parametrize("end", [None, 2570, 2581, 2650])
def test_years_that_cannot_be_are_not_listed(end: int | None) -> None:
    assert list(totals(plan("general.fiscal_year_end", end)).by_year) == [2571, 2572]


def test_a_plan_has_ten_years_at_most() -> None:
    years = totals(plan("general.fiscal_year_end", 2580)).by_year
    assert list(years) == list(range(2571, 2581))


def test_an_issue_without_projects_is_there_at_nothing() -> None:
    issues = [issue(), issue("2"), issue("")]
    assert totals(plan("issues.issues", issues)).by_issue == {"1": 35_000_000, "2": 0}


def test_a_project_without_an_issue_counts_in_the_total() -> None:
    sums = totals(plan("projects.projects.0.issue", None))
    assert (sums.total, sums.by_issue) == (35_000_000, {"1": 0})


@pytest.mark.parametrize(
    ("place", "row", "value"),
    [
        ("budget.total_satang", (), SUMS.total),
        ("budget.by_year_satang", (), SUMS.by_year),
        ("budget.by_source_satang", (), SUMS.by_source),
        ("budget.by_category_satang", (), SUMS.by_category),
        ("budget.by_issue_satang", (), SUMS.by_issue),
        ("projects.projects.budget_total_satang", (0,), 35_000_000),
    ],
)
def test_a_computed_field_is_read_off(place: str, row: tuple[int, ...], value: Any) -> None:
    assert computed(SUMS, outline().fields[place].of or "", row) == value


def test_what_nobody_computes_is_an_error_of_the_program() -> None:
    with pytest.raises(KeyError):
        computed(SUMS, "sum of hopes")


@MODEST
@given(PLANS)
def test_the_total_is_the_sum_of_the_lines(body: Sections) -> None:
    assert totals(body).total == sum(amounts(body))


@MODEST
@given(PLANS)
def test_projects_add_up_to_the_total(body: Sections) -> None:
    assert sum(totals(body).by_project) == totals(body).total


@MODEST
@given(PLANS)
def test_no_sum_is_more_than_the_total(body: Sections) -> None:
    sums = totals(body)
    parts = (sums.by_year, sums.by_source, sums.by_category, sums.by_issue)
    assert all(sum(part.values()) <= sums.total for part in parts)


def test_two_projects_of_one_issue_are_added() -> None:
    body = plan("projects.projects", [project(), project("50-2571-02")])
    assert totals(body).by_issue == {"1": 70_000_000}


def test_the_budget_by_year_and_source_has_what_says_both() -> None:
    body = plan()
    lines = body["projects"]["projects"][0]["budget"]
    lines += [{**lines[0], "fiscal_year": None}, {**lines[0], "source": None}, {**lines[0]}]
    assert by_year_and_source(body) == {
        (2571, "PROV"): 2 * lines[0]["amount_satang"],
        (2572, "PRIVATE"): 5_000_000,
    }


def test_the_budget_by_year_source_and_issue() -> None:
    assert by_year_source_and_issue(plan()) == {
        ("2571", "PROV", "1"): 30_000_000,
        ("2572", "PRIVATE", "1"): 5_000_000,
    }


def test_what_a_line_does_not_say_is_an_empty_text() -> None:
    lines = [{"amount_satang": 7, "fiscal_year": "x"}, {"amount_satang": None}]
    body = {"projects": {"projects": [{"budget": lines}]}}
    assert by_year_source_and_issue(body) == {("", "", ""): 7}


@MODEST
@given(PLANS)
def test_by_year_source_and_issue_nothing_is_lost(body: Sections) -> None:
    assert sum(by_year_source_and_issue(body).values()) == totals(body).total
