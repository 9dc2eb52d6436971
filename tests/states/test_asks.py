"""What a move's form must carry, word by word: empty, too little, too much, not asked for."""

import dataclasses
import datetime as dt
from typing import Any

import pytest

from tests.states import case
from tests.states.table import TABLE
from workflow.states.asks import ASKS, GIVEN, TEXTS, against, asks_words
from workflow.states.facts import Checked, Given, NewPoint, PointFacts, Reply
from workflow.states.procedure import Ask
from workflow.states.refusals import Reason

DAY = dt.timedelta(days=1)
POINT = NewPoint("needs", "needs.forums", "ขอหลักฐาน")
OPEN, TICKED = PointFacts(1, True, False, False), PointFacts(2, True, False, True)
SAID: dict[str, Any] = {
    **dict.fromkeys(("reason", "opinion", "order", "summary", "note", "resolution"), "ก"),
    "points": (POINT,),
    "replies": (Reply(1, "fixed", "แก้แล้ว"),),
    "ticks": frozenset({1}),
    "checklist": (Checked("needs_match", done=True),),
    "warnings": frozenset({"w"}),
    "due": case.TODAY + DAY,
    "back_to": "clinic_review",
    "conditions": ("แก้งบ",),
}
"""Something fitting for each word."""
NEEDED = (*TEXTS, "points", "due", "back_to", "conditions")
EACH_TEXT = pytest.mark.parametrize("word", TEXTS)


def judged(ask: str, **given: Any) -> list[tuple[str, str | None]]:
    """What is said of a form of one ask: code and field."""
    move = dataclasses.replace(case.move("recall"), asks=(Ask.read(ask),))
    facts = case.facts(points=(OPEN, TICKED))
    reasons = against(move, facts, Given(**given), case.procedure())
    return [(reason.code, reason.field) for reason in reasons]


def test_every_word_can_be_asked_for_and_given() -> None:
    assert set(SAID) == set(ASKS) == set(GIVEN)


@pytest.mark.parametrize("word", SAID)
def test_something_fitting_is_taken(word: str) -> None:
    assert judged(word, **{word: SAID[word]}) == []
    assert judged(word + "?", **{word: SAID[word]}) == []


@pytest.mark.parametrize("word", SAID)
def test_what_the_move_does_not_ask_for_is_refused(word: str) -> None:
    other = "note?" if word != "note" else "reason?"
    assert judged(other, **{word: SAID[word]}) == [("not_asked", word)]


@pytest.mark.parametrize("word", SAID)
def test_nothing_is_enough_only_where_that_is_optional_or_a_guard_judges(word: str) -> None:
    assert judged(word) == ([("ask_empty", word)] if word in NEEDED else [])
    assert judged(word + "?") == []


@pytest.mark.parametrize("blank", ["", "  \n ", "\u00a0", "\u200b\ufeff"])
@EACH_TEXT
def test_blanks_are_no_text(word: str, blank: str) -> None:
    assert judged(word, **{word: blank})[-1] == ("ask_empty", word)
    assert judged(f"{word}?", **{word: blank}) == []


@pytest.mark.parametrize("text", ["ก" * 50, "ก ข" * 25, "ก\n" * 50, "กำ" * 25, "ก" * 8000])
@EACH_TEXT
def test_just_enough_is_enough(word: str, text: str) -> None:
    assert judged(f"{word}:50", **{word: text}) == []


@pytest.mark.parametrize("text", ["ก" * 49, "ก " * 49, " " * 60 + "ก", "ก\u200b" * 49, "ํา" * 49])
@EACH_TEXT
def test_one_too_few_is_too_short(word: str, text: str) -> None:
    assert judged(f"{word}:50", **{word: text}) == [("ask_short", word)]
    assert judged(f"{word}:50?", **{word: text}) == [("ask_short", word)]


def test_how_much_is_missing_is_said() -> None:
    move, facts = case.move("decline"), case.facts("pcso_endorsement")
    (reason,) = against(move, facts, Given(reason="ก ข"), case.procedure())
    assert (
        reason.text("en") == "At least 50 characters are needed, not counting spaces; there are 2."
    )


@EACH_TEXT
def test_one_too_many_is_too_long(word: str) -> None:
    assert judged(word, **{word: "ก " * 8000}) == []
    assert judged(word, **{word: "ก " * 8001}) == [("ask_long", word)]


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ((POINT,) * 60, []),
        ((POINT,) * 61, [("points_too_many", "points")]),
        ((POINT, dataclasses.replace(POINT, text=" ")), [("point_empty", "points-1-text")]),
        ((dataclasses.replace(POINT, text="ก" * 2000),), []),
        ((dataclasses.replace(POINT, text="ก" * 2001),), [("point_long", "points-0-text")]),
    ],
)
def test_points_are_few_and_short_and_say_something(
    points: tuple[NewPoint, ...], said: list[tuple[str, str]]
) -> None:
    assert judged("points?", points=points) == said


def test_a_point_is_told_by_its_place_in_the_form() -> None:
    points = (POINT, dataclasses.replace(POINT, text=""))
    given = Given(reason="ขาด", points=points)
    facts = case.facts("clinic_review")
    (reason,) = against(case.move("clinic_return"), facts, given, case.procedure())
    assert reason.text("en") == "Point 2 has no text."


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(1, "fixed", "ก" * 2000), []),
        (Reply(1, "explained", "ก"), []),
        (Reply(1, "contested", "ก"), []),
        (Reply(2, "fixed", "ก"), [("point_unknown", "replies-2")]),
        (Reply(9, "fixed", "ก"), [("point_unknown", "replies-9")]),
        (Reply(1, "", "ก"), [("reply_unchosen", "replies-1")]),
        (Reply(1, "done", "ก"), [("reply_unchosen", "replies-1")]),
        (Reply(1, "fixed", " "), [("reply_empty", "replies-1-text")]),
        (Reply(1, "fixed", "ก" * 2001), [("point_long", "replies-1-text")]),
    ],
)
def test_a_reply_is_to_an_open_point_and_says_how(
    reply: Reply, said: list[tuple[str, str]]
) -> None:
    assert judged("replies", replies=(reply,)) == said


@pytest.mark.parametrize(("ticks", "strange"), [({1}, 0), ({1, 2}, 0), ({1, 7}, 1), ({8, 9}, 2)])
def test_only_points_of_the_plan_are_ticked(ticks: set[int], strange: int) -> None:
    assert judged("ticks", ticks=frozenset(ticks)) == [("point_unknown", "ticks")] * strange


@pytest.mark.parametrize(
    ("days", "said"),
    [(-1, "due_past"), (0, "due_past"), (1, ""), (366, ""), (367, "due_far"), (40_000, "due_far")],
)
def test_a_due_date_is_after_today_and_within_a_year(days: int, said: str) -> None:
    found = judged("due?", due=case.TODAY + days * DAY)
    assert found == ([(said, "due")] if said else [])


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        ("clinic_review", []),
        ("pcso_endorsement", []),
        ("committee_approval", []),
        ("draft", [("back_to_unknown", "back_to")]),
        ("nowhere", [("back_to_unknown", "back_to")]),
    ],
)
def test_a_plan_goes_back_only_to_a_stage_that_returns_plans(
    stage: str, said: list[tuple[str, str]]
) -> None:
    assert judged("back_to", back_to=stage) == said


@pytest.mark.parametrize("conditions", [("",), ("แก้งบ", " ")])
def test_a_condition_says_something(conditions: tuple[str, ...]) -> None:
    assert judged("conditions", conditions=conditions) == [("ask_empty", "conditions")]


@pytest.mark.parametrize("name", TABLE)
def test_what_the_table_says_a_move_must_carry_is_enough(name: str) -> None:
    facts = case.facts(TABLE[name].source[0])
    assert against(case.move(name), facts, TABLE[name].given, case.procedure()) == []


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.given != Given()])
def test_what_the_table_says_a_move_must_carry_is_needed(name: str) -> None:
    facts = case.facts(TABLE[name].source[0])
    needed = [
        field
        for field in GIVEN
        if getattr(TABLE[name].given, field) and field not in ("checklist", "points")
    ]
    reasons = against(case.move(name), facts, Given(), case.procedure())
    assert sorted(str(reason.field) for reason in reasons) == sorted(needed)


@pytest.mark.parametrize(
    ("ask", "given", "expected"),
    [
        ("reason", {"reason": "ก" * 8001}, Reason("ask_long", values={"most": 8000})),
        ("reason:5", {"reason": "กข"}, Reason("ask_short", values={"least": 5, "n": 2})),
        ("points", {"points": (POINT,) * 61}, Reason("points_too_many", values={"most": 60})),
        ("ticks", {"ticks": frozenset({7})}, Reason("point_unknown", values={"no": 7})),
    ],
)
def test_too_little_or_too_much_is_said_with_its_numbers(
    ask: str, given: dict[str, Any], expected: Reason
) -> None:
    move = dataclasses.replace(case.move("recall"), asks=(Ask.read(ask),))
    found = against(move, case.facts(points=(OPEN,)), Given(**given), case.procedure())
    assert found == [dataclasses.replace(expected, field=ask.partition(":")[0])]


def test_a_point_and_a_reply_are_said_with_their_number_and_the_most_there_may_be() -> None:
    point = dataclasses.replace(POINT, text="ก" * 2001)
    move = dataclasses.replace(case.move("recall"), asks=(Ask.read("points"), Ask.read("replies")))
    given = Given(points=(POINT, point), replies=(Reply(1, "fixed", ""),))
    found = against(move, case.facts(points=(OPEN,)), given, case.procedure())
    assert [dict(reason.values) for reason in found] == [
        {"no": 2, "most": 2000},
        {"no": 1, "most": 2000},
    ]


@pytest.mark.parametrize(
    "reply", [Reply(9, "fixed", "ก"), Reply(1, "done", "ก"), Reply(1, "fixed", "ก" * 2001)]
)
def test_whatever_is_wrong_with_a_reply_is_said_of_its_point(reply: Reply) -> None:
    move = dataclasses.replace(case.move("recall"), asks=(Ask.read("replies"),))
    facts, given = case.facts(points=(OPEN,)), Given(replies=(reply,))
    (reason,) = against(move, facts, given, case.procedure())
    assert reason.values == {"no": reply.point, "most": 2000}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("clinic_return", True),
        ("recommend", True),
        ("resubmit", True),
        ("withdraw", True),
        ("endorse", True),
        ("submit", False),
        ("recall", False),
    ],
)
def test_words_are_asked_where_people_write_and_not_where_they_only_tick(
    name: str, expected: bool
) -> None:
    assert asks_words(case.move(name)) is expected
