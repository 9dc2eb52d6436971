"""What an outline can read of a text, and what is left over."""

from typing import Any

import pytest

from tests.outline.sample import outline, plan
from workflow.outline.fitting import fitted

AN_INDICATOR = {"indicator": "รายได้", "value": "9.5", "year": 2569}


def test_a_text_of_this_outline_is_read_whole() -> None:
    assert fitted(outline(), plan()) == (plan(), {})


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("general.title_th", 7),
        ("general.fiscal_year_start", "2571"),
        ("general.fiscal_year_start", True),
        ("swot.threats", "ฝุ่นควัน"),
        ("swot.threats", [1]),
        ("needs.forums", ["หอประชุม"]),
        ("needs.forums", {"place": "หอประชุม"}),
        ("general.budget_2570", 5),
    ],
)
def test_what_does_not_fit_is_left_over_by_its_place(place: str, value: Any) -> None:
    section, key = place.split(".")
    text = plan()
    text[section] = text[section] | {key: value}
    known, strays = fitted(outline(), text)
    assert strays == {place: [value]}
    assert key not in known[section]


@pytest.mark.parametrize("value", ["มาก", "NaN", 9, ["9"]])
def test_a_decimal_is_a_text_that_is_a_number(value: Any) -> None:
    known, strays = fitted(outline(), {"area": {"baseline": [AN_INDICATOR | {"value": value}]}})
    assert strays == {"area.baseline.value": [value]}
    assert known["area"]["baseline"] == [{"indicator": "รายได้", "year": 2569}]


def test_strays_of_several_rows_stand_together() -> None:
    lines = [AN_INDICATOR | {"old": n} for n in (1, 2)]
    assert fitted(outline(), {"area": {"baseline": lines}})[1] == {"area.baseline.old": [1, 2]}


@pytest.mark.parametrize(("key", "body"), [("older", {"a": 1}), ("swot", ["ดินดี"])])
def test_a_section_that_does_not_fit_is_left_over_whole(key: str, body: Any) -> None:
    assert fitted(outline(), {key: body}) == ({}, {key: [body]})


def test_what_says_nothing_is_no_stray() -> None:
    assert fitted(outline(), {"older": {}, "general": {"gone": None}}) == ({"general": {}}, {})
