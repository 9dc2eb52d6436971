"""The whole: every door asks this function before a plan is submitted."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outline.sample import CONTEXT, found, outline, plan, sections
from tests.outline.small import with_change
from tests.outline.strategies import JUNK, MODEST, bodies, given_row
from workflow.outline.findings import Findings
from workflow.outline.outline import default_text, parse
from workflow.outline.validate import CHECKS, validate
from workflow.thai.dates import english_date, thai_date


def test_a_complete_plan_has_no_finding() -> None:
    assert validate(outline(), plan(), CONTEXT) == Findings()


def test_every_check_of_the_outline_is_computed_and_none_is_spare() -> None:
    assert CHECKS.keys() == outline().check.keys()


def test_errors_and_warnings_are_told_apart() -> None:
    findings = validate(outline(), plan("projects.projects.0.trl", 5) | {"swot": {}}, CONTEXT)
    errors = {one.code for one in findings.errors}
    assert (errors, set(findings.codes)) == ({"required"}, {"trl_low"})


def test_the_sentence_is_that_of_the_file() -> None:
    findings = validate(outline(), plan("projects.projects.0.trl", 5), CONTEXT)
    assert findings.warnings[0].words == outline().check["trl_low"].sentence


def test_a_day_is_said_short_as_people_of_each_language_write_it() -> None:
    body = plan("attachments.files.0.about", "2026-06-18")
    findings = validate(outline(), body, CONTEXT)
    said = [one for one in findings.errors + findings.warnings if one.code == "forum_minutes"]
    assert [one.about for one in said] == [("2026-06-17",)]
    day = dt.date(2026, 6, 17)
    assert thai_date(day, short=True) in said[0].words.th
    assert english_date(day, short=True) in said[0].words.en


def test_findings_come_in_the_order_of_the_plan() -> None:
    body = plan("projects.projects.0.trl", 5) | {"summary": {}, "monitoring": {}}
    places = [place for _, place, _ in found(body)]
    assert places == ["summary.executive_summary", "monitoring.monitoring", "projects.projects.trl"]


def test_a_check_speaks_at_its_where_when_the_outline_lacks_its_place() -> None:
    text = default_text()
    unit = text.rindex('key = "unit"', 0, text.index("กรอกพร้อมจำนวนและราคาต่อหน่วย"))
    other = parse(text[:unit] + text[unit:].replace('"unit"', '"measure"', 1))
    errors = validate(other, plan(), CONTEXT).errors
    places = {one.place for one in errors if one.code == "budget_product"}
    assert places == {"projects.projects.budget.amount_satang"}


def test_a_check_that_nobody_computes_is_an_error_of_the_program() -> None:
    small = parse(with_change('code = "email"', 'code = "emial"'))
    with pytest.raises(KeyError):
        validate(small, {}, CONTEXT)


@pytest.mark.parametrize("key", list(sections()))
@pytest.mark.parametrize("body", [None, {}, [], 5])
def test_a_missing_section_is_a_finding(key: str, body: Any) -> None:
    assert key == "budget" or key == "attachments" or found(plan() | {key: body})


@pytest.mark.parametrize(
    "way",
    [
        "general.title_th",
        "budget.by_year_satang",
        "projects.projects",
        "projects.projects.0.budget_total_satang",
        "projects.projects.0.budget.0.category",
        "projects.projects.0.budget.0.stranger",
    ],
)
def test_deep_nesting_is_a_finding(way: str) -> None:
    deep: list[Any] = []
    for _ in range(5000):
        deep = [deep]
    assert found(plan(way, deep))


@MODEST
@given(data=st.data())
def test_no_text_breaks_the_checks(data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(list(sections())))
    body = data.draw(JUNK | given_row(outline().section[key].fields))
    assert validate(outline(), plan() | {key: body}, CONTEXT)


@MODEST
@given(bodies("general", "issues", "projects", "risks"))
def test_one_finding_for_each_place_row_and_code(body: dict[str, Any]) -> None:
    findings = found(plan() | body, replace(CONTEXT, institution=None))
    assert len(findings) == len(set(findings))
