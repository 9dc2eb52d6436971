"""Forms of meetings and their items: they read what people type, in either era and digits."""

import datetime as dt
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from workflow.forms.item import Offered, read_record, record_form, show_record
from workflow.forms.meeting import MeetingForm, number, read_agenda, read_meeting
from workflow.states.resolutions import Recorded
from workflow.states.votes import Vote

OFFERED = Offered(
    seats=["A", "B"],
    motions=[("approve", "อนุมัติ"), ("committee_return", "ให้แก้ไข")],
    back_to=[("clinic_review", "คลินิก")],
    returning=["committee_return"],
)


@pytest.fixture(autouse=True)
def inside(app: Flask) -> Iterator[None]:
    """Labels are translated at once, so a form needs an app."""
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        yield


def typed(act: str, *plans: int, **more: str) -> "MultiDict[str, str]":
    return MultiDict([("act", act), *(("plan", str(plan)) for plan in plans), *more.items()])


@pytest.mark.parametrize(
    ("act", "plans"),
    [
        ("up-2", (2, 1, 3)),
        ("up-1", (1, 2, 3)),
        ("down-1", (2, 1, 3)),
        ("down-3", (1, 2, 3)),
        ("out-2", (1, 3)),
        ("in-4", (1, 2, 3, 4)),
        ("in-2", (1, 2, 3)),
        ("up-9", (1, 2, 3)),
        ("in-x", (1, 2, 3)),
        ("", (1, 2, 3)),
    ],
)
def test_a_button_sends_the_whole_agenda_as_it_shall_be(act: str, plans: tuple[int, ...]) -> None:
    assert read_agenda(typed(act, 1, 2, 3)) == plans
    assert read_agenda(typed(act, 1, 2, 3)) == plans, "twice is the same"


def test_numbers_put_an_agenda_in_order() -> None:
    places = {"place-1": "๒", "place-2": "1", "place-3": "x"}
    assert read_agenda(typed("order", 1, 2, 3, **places)) == (2, 1, 3)


@pytest.mark.parametrize(
    ("text", "value"),
    [("5", 5), ("๕", 5), ("", 0), (None, 0), ("-1", 0), ("1.5", 0), ("9" * 10, 2_147_483_647)],
)
def test_a_number_is_digits_of_either_kind(text: str | None, value: int) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("time", "read"),
    [("9.30", "09:30"), ("๐๙:๓๐", "09:30"), ("13:05 น.", "13:05"), ("noon", "noon")],
)
def test_a_meeting_is_read_as_people_write_it(app: Flask, time: str, read: str) -> None:
    data = {"number": "๖", "held_on": "17 ธ.ค. 2569", "time": time, "place_th": " ห้อง 1 "}
    with app.test_request_context("/", method="POST", data=data):
        reading = read_meeting(MeetingForm())
    assert (reading.number, reading.held_on) == (6, dt.date(2026, 12, 17))
    assert (reading.time, reading.place_th, reading.reasons) == (read, "ห้อง 1", [])


def test_what_is_no_date_is_said_to_be_none(app: Flask) -> None:
    with app.test_request_context("/", method="POST", data={"held_on": "tomorrow"}):
        (reason,) = read_meeting(MeetingForm()).reasons
    assert (reason.code, reason.field) == ("not_a_date", "held_on")


@pytest.mark.parametrize("state", ["for", "against", "abstain", "present", "absent", "declared"])
def test_one_choice_a_seat_says_all(app: Flask, state: str) -> None:
    data = {"seat-A": state, "why-A": "เหตุ", "seat-B": "for", "motion": "approve"}
    with app.test_request_context("/", method="POST", data=data):
        reading = read_record(record_form(OFFERED))
    found = reading.recorded
    assert ("A" in found.present) == (state in ("for", "against", "abstain", "present"))
    assert found.votes.get("A") == (Vote(state) if state in list(Vote) else None)
    assert dict(found.declared) == ({"A": "เหตุ"} if state == "declared" else {})
    assert reading.reasons == []


def test_a_seat_that_is_not_chosen_and_a_motion_that_is_not_are_reasons(app: Flask) -> None:
    with app.test_request_context("/", method="POST", data={"seat-A": "for", "seat-B": "x"}):
        reading = read_record(record_form(OFFERED))
    assert [reason.code for reason in reading.reasons] == ["seats_unchosen", "motion_unknown"]


def test_where_a_plan_comes_back_counts_for_a_motion_to_return_alone(app: Flask) -> None:
    data = {"seat-A": "for", "seat-B": "for", "back_to": "clinic_review"}
    for motion, back_to in (("approve", None), ("committee_return", "clinic_review")):
        with app.test_request_context("/", method="POST", data={**data, "motion": motion}):
            assert read_record(record_form(OFFERED)).recorded.back_to == back_to


def test_the_helper_leaves_alone_what_was_chosen(app: Flask) -> None:
    with app.test_request_context("/", method="POST", data={"seat-A": "absent"}):
        form = record_form(OFFERED)
        assert not form.fill("nonsense")
        assert form.fill("for")
        assert (form["seat-A"].data, form["seat-B"].data) == ("absent", "for")


def test_what_stands_is_shown_as_it_was_entered(app: Flask) -> None:
    recorded = Recorded(
        motion="committee_return",
        present=frozenset({"A"}),
        votes={"A": Vote.AGAINST},
        declared={"B": "เหตุ"},
        casting=Vote.FOR,
        back_to="clinic_review",
        resolution="ร่าง",
    )
    with app.test_request_context("/"):
        form = record_form(OFFERED)
        show_record(form, recorded, frozenset({"A", "B"}))
        shown = read_record(form)
        assert shown.recorded == recorded
        show_record(form, Recorded(present=frozenset({"A"})), frozenset({"A", "B"}))
        assert (form["seat-A"].data, form["seat-B"].data) == ("present", "absent")
