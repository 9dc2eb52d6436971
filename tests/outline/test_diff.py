"""What changed between two revisions."""

from typing import Any

import pytest
from hypothesis import given

from tests.outline.sample import indicator, issue, line, outline, plan, project
from tests.outline.strategies import MODEST, bodies
from workflow.outline.diff import Change, Name, diff
from workflow.thai.words import Words

PROJECTS = "projects.projects"
FIRST = "50-2571-01"
SECOND = project("50-2571-02", "โดรนสำรวจ")
FORUM = {"date": "2026-06-17", "place": "หอประชุม", "participants": 58}
LATER = {"date": "2026-08-13", "place": "วัดป่าแม่ริม", "participants": 61}
LINES = plan()["projects"]["projects"][0]["budget"]
PLANS = bodies("general", "swot", "needs", "issues")

Told = tuple[str, str, tuple[Name, ...], Any, Any]


def changes(old: dict[str, Any], new: dict[str, Any]) -> list[Told]:
    """The changes without their labels."""
    return [(one.place, one.kind, one.row, one.old, one.new) for one in diff(outline(), old, new)]


@pytest.mark.parametrize(
    ("way", "value", "expected"),
    [
        ("general.title_en", "A plan", ("general.title_en", "added", (), "", "A plan")),
        (
            "general.contact_name",
            "",
            ("general.contact_name", "removed", (), "ผู้ประสานงาน", ""),
        ),
        ("general.province", "51", ("general.province", "changed", (), "50", "51")),
        (
            "swot.threats",
            ["ฝุ่นควัน", "น้ำท่วม"],
            ("swot.threats", "added", (1,), None, "น้ำท่วม"),
        ),
        ("swot.threats", [], ("swot.threats", "removed", (0,), "ฝุ่นควัน", None)),
        (
            "swot.threats",
            ["ฝุ่นควันมาก"],
            ("swot.threats", "changed", (0,), "ฝุ่นควัน", "ฝุ่นควันมาก"),
        ),
        ("needs.forums", [FORUM, LATER], ("needs.forums", "added", (1,), None, LATER)),
        ("needs.forums", [], ("needs.forums", "removed", (0,), FORUM, None)),
        (
            "needs.forums.0.participants",
            60,
            ("needs.forums.participants", "changed", (0,), 58, 60),
        ),
        (
            "needs.needs.0.districts",
            ["5001", "5003"],
            ("needs.needs.districts", "changed", (0,), ["5003", "5001"], ["5001", "5003"]),
        ),
        (PROJECTS, [project(), SECOND], (PROJECTS, "added", ("50-2571-02",), None, SECOND)),
        (PROJECTS, [], (PROJECTS, "removed", (FIRST,), project(), None)),
        (
            f"{PROJECTS}.0.budget.1.amount_satang",
            6_000_000,
            (f"{PROJECTS}.budget.amount_satang", "changed", (FIRST, 1), 5_000_000, 6_000_000),
        ),
        (
            f"{PROJECTS}.0.budget",
            LINES[::-1],
            (f"{PROJECTS}.budget", "moved", (FIRST, 0), 1, 0),
        ),
        (
            f"{PROJECTS}.0.co_agencies",
            [],
            (f"{PROJECTS}.co_agencies", "removed", (FIRST, 0), "สหกรณ์การเกษตร", None),
        ),
    ],
)
def test_a_change(way: str, value: Any, expected: Told) -> None:
    assert changes(plan(), plan(way, value)) == [expected]


def test_a_moved_row_is_not_taken_out_and_put_in_again() -> None:
    old = plan("needs.forums", [FORUM, LATER])
    assert changes(old, plan("needs.forums", [LATER, FORUM])) == [
        ("needs.forums", "moved", (0,), 1, 0)
    ]


def test_a_row_may_move_and_change() -> None:
    old = plan("issues.issues.0.indicators", [indicator(), indicator("กลุ่มเกษตรกร", "up")])
    new = plan("issues.issues.0.indicators", [indicator("กลุ่มเกษตรกร", "keep"), indicator()])
    place = "issues.issues.indicators"
    assert changes(old, new) == [
        (place, "moved", ("1", 0), 1, 0),
        (f"{place}.direction", "changed", ("1", 0), "up", "keep"),
    ]


def test_a_row_put_in_front_moves_no_other() -> None:
    new = plan("needs.forums", [LATER, FORUM])
    assert changes(plan(), new) == [("needs.forums", "added", (0,), None, LATER)]


def test_a_row_without_its_key_goes_by_its_place() -> None:
    old = plan("issues.issues", [issue("")])
    new = plan("issues.issues", [issue("") | {"objective": "ลดจุดความร้อนให้ได้ครึ่งหนึ่ง"}])
    assert [one.row for one in diff(outline(), old, new)] == [(0,)]


def test_changes_come_in_the_order_of_the_outline() -> None:
    new = plan("attachments.files", []) | {"swot": {}, "summary": {}}
    places = [place.partition(".")[0] for place, *_ in changes(plan(), new)]
    assert places == sorted(places, key=list(outline().section).index)


def test_a_change_says_where_in_both_languages() -> None:
    (change,) = diff(outline(), plan(), plan(f"{PROJECTS}.0.budget.1.item", "น้ำมัน"))
    assert change == Change(
        "projects.projects.budget.item",
        Words("โครงการ › งบประมาณ › รายการ", "Projects › Budget lines › Item"),
        "added",
        (FIRST, 1),
        "",
        "น้ำมัน",
    )


@pytest.mark.parametrize("body", [{}, {"swot": None}, {"swot": {"threats": None}}])
def test_a_missing_section_reads_as_an_empty_one(body: dict[str, Any]) -> None:
    assert diff(outline(), body, {}) == ()


def test_the_same_text_in_another_composition_is_no_change() -> None:
    assert diff(outline(), plan("general.title_en", "é"), plan("general.title_en", "é")) == ()


def test_a_new_line_of_the_budget_is_one_change() -> None:
    new = plan(f"{PROJECTS}.0.budget", [*LINES, line("LAO", "SUBSIDY", 9)])
    assert [kind for _, kind, *_ in changes(plan(), new)] == ["added"]


@MODEST
@given(PLANS)
def test_nothing_changes_from_a_text_to_itself(body: dict[str, Any]) -> None:
    assert diff(outline(), body, body) == ()


@MODEST
@given(PLANS, PLANS)
def test_a_text_that_differs_gives_a_change(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert bool(diff(outline(), one, other)) is (one != other)


@MODEST
@given(PLANS, PLANS)
def test_rows_come_and_go_as_their_number_says(one: dict[str, Any], other: dict[str, Any]) -> None:
    kinds = [kind for place, kind, *_ in changes(one, other) if place == "needs.forums"]
    grown = len(other["needs"]["forums"]) - len(one["needs"]["forums"])
    assert kinds.count("added") - kinds.count("removed") == grown
