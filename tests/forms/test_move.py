"""The form of a move, made from what the move asks: it reads shapes and leaves judging to rules."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from workflow.forms.labels import LABELS
from workflow.forms.move import Choices, MoveForm, Reading, move_form, read_given
from workflow.states.asks import ASKS, MOST_POINTS
from workflow.states.facts import Checked, NewPoint, Reply
from workflow.states.procedure import Ask, Move, default_text, parse

PROCEDURE = parse(default_text())
CHOICES = Choices(
    places=[("needs", "ทั้งหมวด", "ปัญหา"), ("projects.projects.budget", "งบ", "โครงการ")],
    rows=[("75-01", "75-01 โครงการ", "projects.projects")],
    to_answer=[1, 2],
    to_tick=[1],
    checks=[("one", "ข้อหนึ่ง"), ("two", "ข้อสอง")],
    warnings=[("site", "พื้นที่"), ("forum", "เวที")],
)


@pytest.fixture(autouse=True)
def inside(app: Flask) -> Iterator[None]:
    """Labels are translated at once, so a form needs an app."""
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        yield


def test_every_ask_has_a_label() -> None:
    assert set(LABELS) >= set(ASKS)


@pytest.mark.parametrize("move", PROCEDURE.moves, ids=lambda move: move.name)
def test_every_move_has_a_form_with_what_it_asks(app: Flask, move: Move) -> None:
    form = _form(app, move, {})
    asked = {ask.name for ask in move.asks}
    named = {name.split("-")[0] for name in form.data} & set(ASKS)
    assert named == asked
    assert ("password" in form.data) is move.fresh


def test_texts_are_cleaned(app: Flask) -> None:
    reading = _read(app, "clinic_return", {"reason": " ก\r\nข\x00\u202e\u200b "})
    assert reading.given.reason == "ก\nข"


def test_points_are_those_that_were_begun(app: Flask) -> None:
    sent = {
        "points-0-field": "",
        "points-0-text": "  ",
        "points-4-field": "projects.projects.budget",
        "points-4-row": "75-01",
        "points-4-text": "ปรับราคา",
        "points-4-advisory": "y",
        "points-9-field": "needs",
    }
    points = _read(app, "clinic_return", sent).given.points
    assert points == (
        NewPoint("projects", "projects.projects.budget", "ปรับราคา", blocking=False, row="75-01"),
        NewPoint("needs", "needs", ""),
    )


def test_a_place_or_row_that_was_not_offered_is_a_reason(app: Flask) -> None:
    for field, row in [("nothing", ""), ("needs", "75-01"), ("projects.projects.budget", "x")]:
        sent = {"points-0-field": field, "points-0-row": row, "points-0-text": "ก"}
        reasons = _read(app, "clinic_return", sent).reasons
        assert [(r.code, r.field) for r in reasons] == [("point_place_unknown", "points-0-field")]


def test_rows_grow_to_the_most_that_a_return_takes(app: Flask) -> None:
    sent = {f"points-{n}-text": "ก" for n in range(MOST_POINTS)}
    form = _form(app, PROCEDURE.move["clinic_return"], sent)
    assert form.grows("points")
    assert len(form["points"]) == MOST_POINTS
    assert not form.grows("replies")
    assert not _form(app, PROCEDURE.move["recall"], {}).grows("points")


def test_rows_do_not_grow_while_empty_ones_are_left(app: Flask) -> None:
    form = _form(app, PROCEDURE.move["clinic_return"], {"points-0-field": "needs"})
    lengths = [len(form["points"]) for _ in range(3) if form.grows("points")]
    assert (lengths, form.empty_points) == ([3, 3, 3], 2)


def test_replies_are_those_that_were_begun(app: Flask) -> None:
    sent = {"replies-1": "fixed", "replies-1-text": "แก้แล้ว", "replies-2-text": "ครึ่งเดียว"}
    given = _read(app, "resubmit", {**sent, "replies-3": "fixed"}).given
    assert given.replies == (Reply(1, "fixed", "แก้แล้ว"), Reply(2, "", "ครึ่งเดียว"))


def test_an_answer_that_was_not_offered_is_none(app: Flask) -> None:
    assert _read(app, "resubmit", {"replies-1": "approved"}).given.replies == (Reply(1, "", ""),)


def test_boxes_are_what_was_offered_and_ticked(app: Flask) -> None:
    sent = {"checklist-one": "y", "checklist-two-note": "ไม่พบ", "ticks-1": "y", "ticks-9": "y"}
    given = _read(app, "recommend", {**sent, "checklist-three": "y"}).given
    assert given.checklist == (Checked("one", True), Checked("two", False, "ไม่พบ"))
    assert given.ticks == {1}
    assert _read(app, "submit", {"warnings-site": "y", "warnings-x": "y"}).given.warnings == {
        "site"
    }


@pytest.mark.parametrize(
    ("typed", "due", "codes"),
    [
        ("", None, []),
        ("  ", None, []),
        ("๑๗/๑๒/๒๕๖๙", dt.date(2026, 12, 17), []),
        ("วันนี้", None, ["not_a_date"]),
    ],
)
def test_a_date_is_read_or_named(
    app: Flask, typed: str, due: dt.date | None, codes: list[str]
) -> None:
    reading = _read(app, "clinic_return", {"due": typed})
    assert (reading.given.due, [r.code for r in reading.reasons]) == (due, codes)


def test_much_text_is_said_to_be_much(app: Flask) -> None:
    assert not _read(app, "recommend", {"opinion": "ก" * 20_000}).is_long
    assert _read(app, "recommend", {"opinion": "ก" * 20_001}).is_long
    assert _read(app, "clinic_return", {"points-0-text": "ก" * 20_001}).is_long
    assert _read(app, "resubmit", {"replies-1-text": "ก" * 20_001}).is_long


def test_an_optional_ask_is_said_to_be_so(app: Flask) -> None:
    move = replace(PROCEDURE.move["endorse"], asks=(Ask.read("opinion?"), Ask.read("reason:50")))
    form = _form(app, move, {})
    with app.test_request_context():
        assert str(form["opinion"].label.text) == "ความเห็น (ไม่บังคับ)"
        assert str(form["reason"].description) == "อย่างน้อย 50 ตัวอักษร ไม่นับช่องว่าง"


def _form(app: Flask, move: Move, sent: dict[str, str]) -> MoveForm:
    with app.test_request_context("/", method="POST", data=sent):
        return move_form(move, CHOICES)


def _read(app: Flask, name: str, sent: dict[str, str]) -> Reading:
    return read_given(_form(app, PROCEDURE.move[name], sent))
