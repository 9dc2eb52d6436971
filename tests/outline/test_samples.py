"""The six plans of the demo world: what they add up to, what is found in them, on their days."""

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import workflow
from workflow.outline.context import Context, Round
from workflow.outline.diff import diff
from workflow.outline.findings import Findings
from workflow.outline.material import material_changes
from workflow.outline.outline import Outline, first_text, read
from workflow.outline.totals import totals
from workflow.outline.validate import validate
from workflow.outline.values import clean_section

FREEZES = ("submit", "resubmit", "resubmit_revised")


def outline() -> Outline:
    """The outline under which they were begun."""
    return read(first_text())


@cache
def world(name: str) -> Any:
    """One file of the demo world."""
    folder = Path(workflow.__path__[0]) / "demo"
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


PLANS: dict[str, Any] = {plan["key"]: plan for plan in world("sample_plans")["plans"]}
EACH_PLAN = pytest.mark.parametrize("key", list(PLANS))
SUBMITS = [
    (key, act)
    for key, plan in PLANS.items()
    for act in plan["history"]
    if act.get("move") in FREEZES
]


def context(key: str, day: str) -> Context:
    """What was known of a plan's province and round on a day."""
    plan = PLANS[key]
    code = plan["sections"]["general"]["round"]
    taken = next(one for one in world("rounds")["rounds"] if one["code"] == code)
    posts = [
        one["institution"]
        for one in world("representation")["representation"]
        if one["province"] == plan["province"] and one["from"] <= day <= one["until"]
    ]
    return Context(dt.date.fromisoformat(day), plan["province"], _round(taken), posts[0])


def _round(taken: dict[str, Any]) -> Round:
    return Round(
        fiscal_year_start=taken["fiscal_year_start"],
        fiscal_year_end=taken["fiscal_year_end"],
        plan_types=frozenset(taken["plan_types"]),
        closes=dt.date.fromisoformat(taken["closes"]),
        late_allowed=taken["late_allowed"],
        ceiling_satang=taken["ceiling_satang"],
        ceiling_sources=frozenset(taken["ceiling_sources"]),
    )


def revision(key: str, number: int) -> dict[str, Any]:
    """A plan's text as it stood in a revision."""
    plan = PLANS[key]
    first = plan.get("first_submission", {}) if number == 1 else {}
    return {name: body | first.get(name, {}) for name, body in plan["sections"].items()}


def submitted(key: str, act: dict[str, Any]) -> Findings:
    """What is found in the revision that an act froze, on its day."""
    return validate(outline(), revision(key, act["revision"]), context(key, act["date"]))


@EACH_PLAN
def test_a_sample_is_in_stored_form(key: str) -> None:
    for name, body in PLANS[key]["sections"].items():
        assert clean_section(outline(), name, body) == (body, [])


@EACH_PLAN
def test_a_sample_adds_up(key: str) -> None:
    sums = totals(PLANS[key]["sections"])
    assert PLANS[key]["expected"] == {
        "total_satang": sums.total,
        "by_year_satang": {str(year): money for year, money in sums.by_year.items()},
        "by_source_satang": sums.by_source,
        "by_category_satang": sums.by_category,
        "by_issue_satang": sums.by_issue,
    }


@pytest.mark.parametrize(("key", "act"), SUBMITS)
def test_a_submitted_revision_has_no_error(key: str, act: dict[str, Any]) -> None:
    assert submitted(key, act).errors == ()


@pytest.mark.parametrize(("key", "act"), SUBMITS)
def test_a_submitted_revision_has_the_warnings_acknowledged(key: str, act: dict[str, Any]) -> None:
    assert submitted(key, act).codes == set(act["warnings_acknowledged"])


def test_every_complete_sample_was_submitted() -> None:
    assert {key for key, _ in SUBMITS} == {key for key, plan in PLANS.items() if plan["complete"]}


def test_the_incomplete_draft_is_refused_and_told_why() -> None:
    findings = validate(
        outline(), revision("pattani-2571", 1), context("pattani-2571", "2026-11-22")
    )
    assert [(one.code, one.place) for one in findings.errors] == [
        ("too_few", "area.baseline"),
        ("required", "needs.forums"),
        ("required", "monitoring.monitoring"),
    ]


def test_what_chiang_mai_corrected() -> None:
    changes = diff(outline(), revision("chiang-mai-2571", 1), revision("chiang-mai-2571", 2))
    assert [(one.place, one.kind) for one in changes] == [
        *[("area.baseline.source", "changed")] * 3,
        ("area.baseline", "added"),
        ("needs.problems_and_needs", "changed"),
        ("needs.forums", "added"),
        ("needs.forums", "added"),
    ]


def test_what_chiang_mai_corrected_was_not_material() -> None:
    before, after = revision("chiang-mai-2571", 1), revision("chiang-mai-2571", 2)
    assert material_changes(before, after) == []
