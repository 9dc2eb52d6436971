"""Stored values in words, in both languages."""

from typing import Any

import pytest

from tests.outline.sample import outline, plan
from workflow.outline.shown import NOTHING, is_number, shown, summed, summed_names
from workflow.thai.words import Words

NAMES = {"provinces.dopa_code": {"50": Words("เชียงใหม่", "Chiang Mai")}}
BUDGET = "projects.projects.budget"


def said(place: str, value: Any) -> tuple[str, str]:
    """A value of a field in Thai and in English."""
    field = outline().fields[place]
    th, en = (shown(field, value, code, lambda of: NAMES.get(of, {})) for code in ("th", "en"))
    return th, en


@pytest.mark.parametrize(
    ("place", "value", "expected"),
    [
        ("general.title_en", "A plan", ("A plan", "A plan")),
        ("general.title_en", "", (NOTHING, NOTHING)),
        ("general.title_en", None, (NOTHING, NOTHING)),
        ("swot.threats", [], (NOTHING, NOTHING)),
        (f"{BUDGET}.amount_satang", 1_234_550, ("12,345.50", "12,345.50")),
        ("needs.forums.date", "2026-06-17", ("17 มิ.ย. 2569", "17 Jun 2026")),
        ("projects.projects.activities.start_month", 1, ("ตุลาคม", "October")),
        ("projects.projects.activities.start_month", 12, ("กันยายน", "September")),
        ("projects.projects.target_count", 12_000, ("12,000", "12,000")),
        (f"{BUDGET}.source", "nobody", ("nobody", "nobody")),
        ("general.province", "50", ("เชียงใหม่", "Chiang Mai")),
        ("general.province", "99", ("99", "99")),
    ],
)
def test_a_value_in_words(place: str, value: Any, expected: tuple[str, str]) -> None:
    assert tuple(text.replace("\u00a0", " ") for text in said(place, value)) == expected


def test_a_choice_is_said_by_its_name_and_districts_by_theirs() -> None:
    choice = outline().fields[f"{BUDGET}.source"].choice["PROV"]
    assert said(f"{BUDGET}.source", "PROV") == choice.label
    assert said("needs.needs.districts", ["5001", "5003"]) == (
        "เมืองเชียงใหม่, แม่แจ่ม",
        "Mueang Chiang Mai, Mae Chaem",
    )
    assert said("needs.needs.districts", ["0000"]) == ("0000", "0000")


@pytest.mark.parametrize(
    ("place", "number"),
    [
        (f"{BUDGET}.amount_satang", True),
        (f"{BUDGET}.quantity", True),
        ("projects.projects.target_count", True),
        (f"{BUDGET}.item", False),
    ],
)
def test_numbers_stand_to_the_right(place: str, number: bool) -> None:
    assert is_number(outline().fields[place]) is number


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_sum_is_said_by_line(language: str) -> None:
    fields = outline().fields
    total, source = fields["budget.total_satang"], fields["budget.by_source_satang"]
    names = {one.code: one.label.text(language) for one in fields[f"{BUDGET}.source"].choices}
    assert summed(total, outline(), plan(), language) == [(total.label.text(language), 35_000_000)]
    assert summed(source, outline(), plan(), language) == [
        (names["PROV"], 30_000_000),
        (names["PRIVATE"], 5_000_000),
    ]
    years = summed(fields["budget.by_year_satang"], outline(), plan(), language)
    assert years[0] == ("2571", 30_000_000)


def test_a_project_s_sum_is_of_its_own_lines() -> None:
    field, body = outline().fields["projects.projects.budget_total_satang"], plan()
    row = body["projects"]["projects"][0]
    assert summed(field, outline(), {}, "en", row) == [(field.label.en, 35_000_000)]


def test_what_budgets_are_summed_by_has_names() -> None:
    names = summed_names(outline(), {"issues": {"issues": [{"code": "1", "name": "น้ำ"}]}}, "th")
    fields = outline().fields
    choices = [*fields[f"{BUDGET}.source"].choices, *fields[f"{BUDGET}.category"].choices]
    assert names == {one.code: one.label.th for one in choices} | {"1": "1 น้ำ"}
    assert summed_names(outline(), {"issues": {"issues": [{"code": "2"}]}}, "th")["2"] == "2"
    assert summed_names(outline(), {}, "th").keys() == {one.code for one in choices}
