"""A form that is saved by itself: the answers that its script gets, and what the page says."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from tests.conftest import SignInAs
from tests.page import Visitor
from tests.services.acting import NAN, PATTANI, act, save, statements
from tests.views.deeds import inside
from tests.views.writing import PLAN, kept, sent
from workflow.states.facts import Given

QUIET = {"Accept": "application/json"}
SUMMARY = {"executive_summary": "พิมพ์แล้วบันทึกเอง"}


@pytest.fixture
def me(sign_in_as: SignInAs) -> Visitor:
    """A drafter of the plan."""
    return sign_in_as("drafter.95")


def test_it_is_saved_through_the_same_door(app: Flask, me: Visitor) -> None:
    answer = _quietly(me, f"{PLAN}/summary", **SUMMARY)
    assert answer.json == {"version": 3, "said": ["บันทึกแล้ว 10:00"], "others": []}
    assert inside(app, kept, "summary")[:2] == (SUMMARY, 3)


def test_the_button_goes_on_from_the_version_that_the_answer_gave(me: Visitor) -> None:
    values = sent(me.get(f"{PLAN}/summary"))
    values["executive_summary"] = "ก"
    told: Any = me.client.post(f"{PLAN}/summary", data=values, headers=QUIET).json
    values["version"], values["executive_summary"] = told["version"], "ข"
    assert me.client.post(f"{PLAN}/summary", data=values).status_code == 303


def test_a_row_with_a_page_of_its_own_is_saved_too(app: Flask, me: Visitor) -> None:
    path = f"{PLAN}/projects/1"
    assert _quietly(me, path, **{"projects-0-name": "ชื่อใหม่"}).status_code == 200
    assert inside(app, kept, "projects")[0]["projects"][0]["name"] == "ชื่อใหม่"


def test_what_a_button_would_not_save_is_said(app: Flask, me: Visitor) -> None:
    answer = _quietly(me, f"{PLAN}/risks", **{"risks-0-due": "ไม่ใช่วันที่"})
    told: Any = answer.json
    assert answer.status_code == 422
    assert "แถว" not in told["said"][0]
    assert inside(app, kept, "risks")[1] == 2


def test_a_form_of_nothing_empties_nothing(app: Flask, me: Visitor) -> None:
    token = sent(me.get(f"{PLAN}/summary"))["csrf_token"]
    empty = {"csrf_token": token, "version": "2"}
    assert me.client.post(f"{PLAN}/summary", data=empty, headers=QUIET).status_code == 422
    assert inside(app, kept, "summary")[1] == 2


def test_who_comes_second_is_told_and_nothing_is_overwritten(app: Flask, me: Visitor) -> None:
    values = sent(me.get(f"{PLAN}/summary"))
    inside(app, lambda: save("drafter2.95", PATTANI, "summary", executive_summary="ของเขา"))
    values["executive_summary"] = "ของฉัน"
    answer = me.client.post(f"{PLAN}/summary", data=values, headers=QUIET)
    told: Any = answer.json
    assert (answer.status_code, told["conflict"]) == (409, True)
    assert "บันทึกหมวดนี้" in told["said"][0]
    assert inside(app, kept, "summary")[0] == {"executive_summary": "ของเขา"}


def test_ones_own_other_page_is_told_as_such(me: Visitor) -> None:
    values = sent(me.get(f"{PLAN}/summary"))
    _quietly(me, f"{PLAN}/summary", **SUMMARY)
    values["executive_summary"] = "อีกหน้าหนึ่ง"
    told: Any = me.client.post(f"{PLAN}/summary", data=values, headers=QUIET).json
    assert told["said"][0].startswith("ท่าน")


def test_the_same_sent_again_is_saved_already(me: Visitor) -> None:
    values = sent(me.get(f"{PLAN}/summary"))
    values["executive_summary"] = "ครั้งเดียว"
    answers = [me.client.post(f"{PLAN}/summary", data=values, headers=QUIET) for _ in range(2)]
    told: list[Any] = [answer.json for answer in answers]
    assert [one["version"] for one in told] == [3, 3]


def test_an_ended_session_saves_nothing(
    app: Flask, me: Visitor, clock: time_machine.Traveller
) -> None:
    values = sent(me.get(f"{PLAN}/summary"))
    values["executive_summary"] = "พิมพ์ทั้งคืน"
    clock.shift(dt.timedelta(hours=9))
    assert me.client.post(f"{PLAN}/summary", data=values, headers=QUIET).status_code == 401
    assert inside(app, kept, "summary")[1] == 2


def test_a_plan_that_went_on_is_said_to_have(app: Flask, sign_in_as: SignInAs) -> None:
    drafter, path = sign_in_as("drafter2.55"), f"/plans/{NAN}/sections/summary"
    values = sent(drafter.get(path))
    inside(app, lambda: act("drafter.55", NAN, "withdraw", Given(reason="ขอถอน")))
    answer = drafter.client.post(path, data=values, headers=QUIET)
    told: Any = answer.json
    assert (answer.status_code, "conflict" in told) == (409, False)
    assert "แก้ไขเนื้อหาไม่ได้" in told["said"][0]


def test_a_sign_of_life_shows_on_the_others_page(me: Visitor, sign_in_as: SignInAs) -> None:
    assert _here(me).json == {"others": []}
    other = sign_in_as("drafter2.95")
    assert "กำลังเขียน" in other.get(f"{PLAN}/summary").text("[data-beside]")
    assert len(other.get(f"{PLAN}/risks").texts("[data-beside] p")) == 0


def test_how_long_ago_is_told(
    me: Visitor, sign_in_as: SignInAs, clock: time_machine.Traveller
) -> None:
    _here(me)
    clock.shift(dt.timedelta(seconds=90))
    told: Any = _here(sign_in_as("drafter2.95")).json
    assert "1 นาทีที่แล้ว" in told["others"][0]


def test_who_may_only_read_is_not_there(sign_in_as: SignInAs) -> None:
    page = sign_in_as("secretariat.1")
    values = {"csrf_token": page.token(), "version": "2"}
    answer = page.client.post(f"{PLAN}/summary/here", data=values, headers=QUIET)
    assert (answer.status_code, bool(answer.json)) == (403, True)


def test_opening_a_form_writes_nothing_and_takes_few_statements(app: Flask, me: Visitor) -> None:
    me.get(f"{PLAN}/summary")
    with app.app_context():
        asked = statements(lambda: me.client.get(f"{PLAN}/summary"))
    assert len(asked) <= 9, asked
    assert not [one for one in asked if not one.startswith(("SELECT", "WITH"))]


def test_a_form_with_an_added_row_is_known_to_be_unsaved(me: Visitor) -> None:
    values = sent(me.get(f"{PLAN}/risks"))
    values["add"] = "risks"
    answer = me.client.post(f"{PLAN}/risks", data=values)
    assert "data-unsaved" in answer.text
    assert "data-unsaved" not in me.client.get(f"{PLAN}/risks").text


def _quietly(person: Visitor, path: str, **changed: str) -> TestResponse:
    values = sent(person.get(path))
    for name, value in changed.items():
        values[name] = value
    return person.client.post(path, data=values, headers=QUIET)


def _here(person: Visitor) -> TestResponse:
    values = sent(person.get(f"{PLAN}/summary"))
    kept_ones = {name: values[name] for name in ("csrf_token", "version")}
    return person.client.post(f"{PLAN}/summary/here", data=kept_ones, headers=QUIET)
