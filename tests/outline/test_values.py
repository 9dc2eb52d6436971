"""What holds at every save: whatever comes in, a body in stored form and findings come out."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outline.sample import Sections, outline, plan, put, sections
from tests.outline.small import SMALL
from tests.outline.strategies import JUNK, MODEST, bodies, given_row
from workflow.canonical import canonical_json
from workflow.outline.outline import read
from workflow.outline.values import clean_section, empty_section

KEYS = list(sections())
EACH_SECTION = pytest.mark.parametrize("key", KEYS)
DEEP: list[Any] = []
for _ in range(2000):
    DEEP = [DEEP]


def codes(key: str, body: Any) -> list[tuple[str, str, tuple[int, ...]]]:
    """Code, place and row of what is found in a section's body."""
    return [(one.code, one.place, one.row) for one in clean_section(outline(), key, body)[1]]


@EACH_SECTION
def test_a_complete_section_is_left_alone(key: str) -> None:
    assert clean_section(outline(), key, plan()[key]) == (plan()[key], [])


@EACH_SECTION
@pytest.mark.parametrize("body", [None, {}])
def test_nothing_given_is_an_empty_section(key: str, body: Any) -> None:
    assert clean_section(outline(), key, body) == (empty_section(outline(), key), [])


def test_an_empty_section_has_every_key_but_the_computed_ones() -> None:
    assert empty_section(outline(), "budget") == {"ceiling_reason": ""}


def test_an_unknown_section_is_an_error_of_the_program() -> None:
    with pytest.raises(KeyError):
        clean_section(outline(), "nowhere", {})


@pytest.mark.parametrize(
    ("key", "way", "value", "expected"),
    [
        ("general", "title_th", None, []),
        ("general", "province", "", []),
        ("general", "title_th", 5, [("wrong_form", "general.title_th", ())]),
        ("general", "stranger", 5, [("unknown_key", "general", ())]),
        ("projects", "projects.0.stranger", 5, [("unknown_key", "projects.projects", (0,))]),
        ("projects", "projects", "ก", [("wrong_form", "projects.projects", ())]),
        ("projects", "projects.0", None, [("wrong_form", "projects.projects", (0,))]),
        (
            "projects",
            "projects.0.budget.1",
            [],
            [("wrong_form", "projects.projects.budget", (0, 1))],
        ),
        (
            "projects",
            "projects.0.budget.1.amount_satang",
            10**12 + 1,
            [("too_large", "projects.projects.budget.amount_satang", (0, 1))],
        ),
        ("projects", "projects.0.budget_total_satang", 1, []),
        ("budget", "total_satang", 1, []),
        ("swot", "threats", "ก", [("wrong_form", "swot.threats", ())]),
        ("swot", "threats", ["ฝุ่น", 5], [("wrong_form", "swot.threats", (1,))]),
        ("swot", "threats", ["ฝ" * 301], [("too_long", "swot.threats", (0,))]),
        ("swot", "threats", ["ฝุ่น"] * 10, []),
        ("swot", "threats", ["ฝุ่น"] * 11, [("too_many", "swot.threats", ())]),
        ("swot", "threats", ["ฝุ่น", "", None], []),
        (
            "projects",
            "projects.0.co_agencies.0",
            5,
            [("wrong_form", "projects.projects.co_agencies", (0, 0))],
        ),
    ],
)
def test_what_is_found_at_a_save(
    key: str, way: str, value: Any, expected: list[tuple[str, str, tuple[int, ...]]]
) -> None:
    assert codes(key, put(plan()[key], way, value)) == expected


@pytest.mark.parametrize("body", [5, "ก", [], DEEP, True])
def test_a_body_that_is_no_object(body: Any) -> None:
    assert codes("general", body) == [("wrong_form", "general", ())]


def test_an_empty_entry_of_a_list_is_none() -> None:
    body, _ = clean_section(outline(), "swot", {"threats": ["ฝุ่น", " ", None, "น้ำ"]})
    assert body["threats"] == ["ฝุ่น", "น้ำ"]


def test_too_many_rows_are_cut_off() -> None:
    rows: list[Sections] = [{}] * 10_000
    body, _ = clean_section(outline(), "needs", {"forums": rows})
    assert len(body["forums"]) == 50


def test_a_table_without_a_limit_keeps_all() -> None:
    body, _ = clean_section(read(SMALL), "things", {"rows": [{}] * 300})
    assert len(body["rows"]) == 300


def test_strangers_are_named_a_few_and_short() -> None:
    body = {"ก" * 50: 1} | {f"x{number}": 1 for number in range(9)} | {5: 1}
    (finding,) = clean_section(outline(), "summary", body)[1]
    assert finding.words.en == "There is no field called 5, x0, x1, x2, x3."


def test_a_stranger_without_a_name_is_still_said() -> None:
    (finding,) = clean_section(outline(), "summary", {"\ud800": 1})[1]
    assert finding.words.en == "There is no field called ?."


@pytest.mark.parametrize("deep", [DEEP, {"a": DEEP}])
def test_deep_nesting_is_a_finding(deep: Any) -> None:
    assert codes("general", {"title_th": deep}) == [("wrong_form", "general.title_th", ())]


@EACH_SECTION
@MODEST
@given(data=st.data())
def test_whatever_comes_in_is_kept_in_canonical_form(key: str, data: st.DataObject) -> None:
    body = data.draw(JUNK | given_row(outline().section[key].fields))
    kept, _ = clean_section(outline(), key, body)
    assert canonical_json(kept)


@EACH_SECTION
@MODEST
@given(data=st.data())
def test_whatever_comes_in_every_key_is_there(key: str, data: st.DataObject) -> None:
    body = data.draw(JUNK | given_row(outline().section[key].fields))
    kept, _ = clean_section(outline(), key, body)
    assert kept.keys() == empty_section(outline(), key).keys()


@EACH_SECTION
@MODEST
@given(data=st.data())
def test_cleaning_twice_is_cleaning_once(key: str, data: st.DataObject) -> None:
    kept, _ = clean_section(outline(), key, data.draw(given_row(outline().section[key].fields)))
    assert clean_section(outline(), key, kept)[0] == kept


@EACH_SECTION
@MODEST
@given(data=st.data())
def test_a_stored_body_is_left_alone(key: str, data: st.DataObject) -> None:
    body = data.draw(bodies(key))[key]
    assert clean_section(outline(), key, body) == (body, [])
