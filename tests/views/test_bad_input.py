"""Whatever is sent is answered, kept or refused by name, and shown as it is: never a fault."""

import time
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conftest import SignInAs
from tests.page import Page, Visitor
from tests.services.acting import SAMUT_SONGKHRAM
from tests.views.deeds import (
    ENDORSE,
    RECOMMEND,
    RESUBMIT,
    RETURN,
    REVIEW,
    SEND_BACK,
    filled,
    inside,
    send,
    where,
)
from workflow.extensions import db
from workflow.models import EntryBody, Point

pytestmark = pytest.mark.untraced
"""It sends everything odd everywhere."""
MARKUP = "<script>alert(1)</script>{{7777*7777}}{% raw %}${7777*7777}<img src=x onerror=alert(1)>"
THAI_MEGABYTE = "ก" * (1_048_576 // 3)
ODD = [
    "\x00",
    "a\x00b",
    "\ufffd",
    "\u202eกลับด้าน\u202c",
    "😀👩‍👩‍👧",
    "'; DROP TABLE plan;--",
    "%s%n{0}",
    "‮",
]
VERSIONS = ["1.0", "", "-1", "1" + "0" * 30, "๒", "²", " 2", "+2", "0x2", "2;3", "None", "9" * 5000]


@pytest.mark.parametrize("name", ["opinion", "checklist-risks_owned-note"])
def test_a_megabyte_of_thai_is_answered_and_given_back(
    app: Flask, sign_in_as: SignInAs, name: str
) -> None:
    answer = send(sign_in_as("clinic.75"), REVIEW, RECOMMEND, **{name: THAI_MEGABYTE})
    assert answer.status_code == 422
    assert THAI_MEGABYTE in answer.text
    assert where(app, SAMUT_SONGKHRAM) == ("clinic_review", 2)


@pytest.mark.parametrize("name", ["points-0-text", "points-0-field", "points-0-row", "due"])
def test_a_megabyte_in_a_point_or_date_is_answered(
    app: Flask, sign_in_as: SignInAs, name: str
) -> None:
    answer = send(sign_in_as("clinic.75"), SEND_BACK, RETURN, **{name: THAI_MEGABYTE})
    assert answer.status_code == 422
    assert where(app, SAMUT_SONGKHRAM) == ("clinic_review", 2)


@pytest.mark.parametrize("name", ["version", "digest", "operation_id", "csrf_token"])
def test_a_megabyte_in_what_programs_write_is_answered(sign_in_as: SignInAs, name: str) -> None:
    answer = send(sign_in_as("clinic.75"), REVIEW, RECOMMEND, **{name: THAI_MEGABYTE})
    assert answer.status_code in (400, 409, 422)


def test_a_megabyte_outlives_the_session(sign_in_as: SignInAs, clock: Any) -> None:
    reviewer = sign_in_as("clinic.75")
    sent = filled(reviewer, REVIEW, RECOMMEND, opinion=THAI_MEGABYTE)
    clock.shift(32_400)
    answer = reviewer.client.post(REVIEW, data=sent)
    assert answer.status_code == 401
    form = Page(answer).form("/sign-in?next=/plans/4/moves/recommend")
    again = {**form, "username": "clinic.75", "password": "sanoe-demo-2569"}
    assert THAI_MEGABYTE in reviewer.client.post("/sign-in", data=again).text


def test_a_thousand_rows_are_answered_in_good_time(sign_in_as: SignInAs) -> None:
    reviewer = sign_in_as("clinic.75")
    rows = {f"points-{n}-text": "ก" for n in range(1000)}
    sent = {**filled(reviewer, SEND_BACK, RETURN), **rows}
    began = time.process_time()
    page = reviewer.client.post(SEND_BACK, data=sent)
    assert page.status_code == 422
    assert "ส่งคืนได้ไม่เกิน 60 ข้อต่อครั้ง" in page.text
    assert time.process_time() - began < 10
    added = reviewer.client.post(SEND_BACK, data={**sent, "add": "points"})
    assert added.status_code == 200


@pytest.mark.parametrize(
    "name", ["points-²-text", "points--text", "points-9" + "9" * 5000 + "-text", "points-x-field"]
)
def test_rows_with_odd_numbers_are_no_rows(sign_in_as: SignInAs, name: str) -> None:
    page = Page(send(sign_in_as("clinic.75"), SEND_BACK, {"reason": "ก", name: "ข"}))
    assert page.code == 422
    assert page.texts(".errors a") == ["การส่งคืนต้องมีข้อสังเกตอย่างน้อยหนึ่งข้อ"]


@pytest.mark.parametrize("odd", ODD)
def test_odd_characters_in_every_field_are_no_fault(sign_in_as: SignInAs, odd: str) -> None:
    reviewer, drafter = sign_in_as("clinic.75"), sign_in_as("drafter.55")
    answers = [_everywhere(reviewer, REVIEW, odd), _everywhere(reviewer, SEND_BACK, odd)]
    answers.append(_everywhere(drafter, "/plans/3/moves/resubmit", odd))
    assert {answer.status_code for answer in answers} <= {303, 409, 422}


def test_bytes_that_are_not_utf8_are_no_fault(sign_in_as: SignInAs) -> None:
    reviewer = sign_in_as("clinic.75")
    token = reviewer.token().encode()
    body = b"csrf_token=" + token + b"&opinion=%ED%A0%80%FF%00%C3&version=2&x=%"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert reviewer.client.post(REVIEW, data=body, headers=headers).status_code == 422


@pytest.mark.parametrize("version", VERSIONS)
def test_an_odd_version_is_a_version_that_nobody_saw(
    app: Flask, sign_in_as: SignInAs, version: str
) -> None:
    page = Page(send(sign_in_as("clinic.75"), REVIEW, RECOMMEND, version=version))
    assert page.code == 409
    assert page.form(REVIEW)["version"] == "2"
    assert where(app, SAMUT_SONGKHRAM) == ("clinic_review", 2)


@pytest.mark.parametrize("digest", ["", "0" * 64, "\x00", "ก"])
def test_another_text_than_the_one_that_was_read_is_409(
    app: Flask, sign_in_as: SignInAs, digest: str
) -> None:
    assert send(sign_in_as("pcso.80"), ENDORSE, {}, digest=digest).status_code == 409
    assert where(app, 5) == ("pcso_endorsement", 3)


@pytest.mark.parametrize("operation", ["", "short", "x" * 65, "with space in it!", "\x00" * 20])
def test_an_odd_operation_id_is_refused(sign_in_as: SignInAs, operation: str) -> None:
    page = Page(send(sign_in_as("clinic.75"), REVIEW, RECOMMEND, operation_id=operation))
    assert page.code == 422
    assert "คำขอไม่สมบูรณ์" in page.text(".errors")


def test_markup_is_text_wherever_it_is_shown(app: Flask, sign_in_as: SignInAs) -> None:
    reviewer = sign_in_as("clinic.75")
    marked = {"reason": MARKUP, "points-0-text": MARKUP}
    assert send(reviewer, SEND_BACK, {**RETURN, **marked}).status_code == 303
    kept = inside(app, lambda: db.session.scalars(sa.select(Point.text).order_by(Point.id)).all())
    assert kept[-1] == MARKUP
    for path in ("/points", "/timeline", "/moves/resubmit"):
        page = sign_in_as("drafter.75").get(f"/plans/4{path}")
        assert MARKUP in page.text("main")
        assert not page.has("main script, main img[src=x]")
        assert str(7777 * 7777) not in page.response.text


@pytest.mark.parametrize("path", [REVIEW, SEND_BACK])
def test_markup_that_is_refused_comes_back_as_text(sign_in_as: SignInAs, path: str) -> None:
    answer = _everywhere(sign_in_as("clinic.75"), path, MARKUP)
    page = Page(answer)
    assert page.code in (409, 422)
    assert not page.has("main script, main img[src=x]")


def test_what_is_stored_is_clean(app: Flask, sign_in_as: SignInAs) -> None:
    odd = {"reason": "\u202eก\x00ข\r\nค\u200b  ", "points-0-text": "น\u0e4d\u0e32"}
    assert send(sign_in_as("clinic.75"), SEND_BACK, {**RETURN, **odd}).status_code == 303
    query = sa.select(EntryBody.text).order_by(EntryBody.entry_id.desc()).limit(1)
    text = inside(app, lambda: db.session.scalar(query)).decode()
    assert "กข\\nค" in text
    assert "นำ" in text


def test_what_a_move_does_not_ask_for_is_not_taken(app: Flask, sign_in_as: SignInAs) -> None:
    more = {"stage": "approved", "held_by": "x", "reason": "ก", "to": "approved", "person_id": "1"}
    assert send(sign_in_as("clinic.75"), REVIEW, {**RECOMMEND, **more}).status_code == 303
    assert where(app, SAMUT_SONGKHRAM) == ("pcso_endorsement", 3)


def test_fields_sent_twice_count_once(app: Flask, sign_in_as: SignInAs) -> None:
    reviewer = sign_in_as("clinic.75")
    sent = filled(reviewer, REVIEW, RECOMMEND)
    twice = {name: [value, "x"] for name, value in sent.items() if name != "csrf_token"}
    answer = reviewer.client.post(REVIEW, data={**twice, "csrf_token": sent["csrf_token"]})
    assert answer.status_code == 303
    assert where(app, SAMUT_SONGKHRAM) == ("pcso_endorsement", 3)


def test_fields_in_the_address_are_not_taken(app: Flask, sign_in_as: SignInAs) -> None:
    reviewer = sign_in_as("clinic.75")
    sent = filled(reviewer, REVIEW, {})
    answer = reviewer.client.post(REVIEW, data=sent, query_string=RECOMMEND)
    assert answer.status_code == 422
    assert where(app, SAMUT_SONGKHRAM) == ("clinic_review", 2)


def test_ids_of_another_province_in_a_form_lead_nowhere(app: Flask, sign_in_as: SignInAs) -> None:
    reviewer = sign_in_as("clinic.75")
    sent = filled(reviewer, REVIEW, RECOMMEND, plan_id="5")
    assert reviewer.client.post("/plans/5/moves/recommend", data=sent).status_code == 404
    assert where(app, 5) == ("pcso_endorsement", 3)


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data", ""])
def test_a_body_of_another_kind_is_no_form(sign_in_as: SignInAs, kind: str) -> None:
    client = sign_in_as("clinic.75").client
    answer = client.post(REVIEW, data=b'{"opinion": 1}', headers={"Content-Type": kind})
    assert answer.status_code == 400


def test_a_form_in_parts_with_a_file_is_read_as_a_form(sign_in_as: SignInAs) -> None:
    reviewer = sign_in_as("clinic.75")
    sent = filled(reviewer, REVIEW, RECOMMEND)
    answer = reviewer.client.post(REVIEW, data=sent, content_type="multipart/form-data")
    assert answer.status_code == 303


def test_too_many_parts_are_413(sign_in_as: SignInAs) -> None:
    reviewer = sign_in_as("clinic.75")
    parts = {f"x{n}": "y" for n in range(1500)}
    answer = reviewer.client.post(REVIEW, data=parts, content_type="multipart/form-data")
    assert answer.status_code == 413


@pytest.mark.parametrize("query", ["before=1" + "0" * 30, "before=-1", "before=x", "before=๑"])
def test_an_odd_page_of_notices_is_a_page(sign_in_as: SignInAs, query: str) -> None:
    assert sign_in_as("clinic.75").get(f"/notices?{query}").code == 200


@pytest.mark.parametrize("up_to", ["1" + "0" * 30, "-1", "", "x", "1.0", "๑"])
def test_an_odd_last_notice_is_no_fault(sign_in_as: SignInAs, up_to: str) -> None:
    person = sign_in_as("clinic.75")
    sent = {"csrf_token": person.token(), "up_to": up_to}
    assert person.client.post("/notices/read", data=sent).status_code == 303


@pytest.mark.parametrize(
    "away",
    [
        "https://example.com",
        "//example.com",
        "///example.com",
        "/\\example.com",
        "\\\\example.com",
        "/\t/example.com",
        "/\x00",
        "http://[",
        "//[",
        "javascript:alert(1)",
        " /inbox",
        "inbox",
        "",
    ],
)
def test_nobody_is_led_to_another_site(
    sign_in_as: SignInAs, client: FlaskClient, away: str
) -> None:
    person = sign_in_as("clinic.75")
    sent = {"csrf_token": person.token(), "lang": "en", "back": away}
    assert person.client.post("/preferences", data=sent).headers["Location"] == "/"
    led = person.client.get("/sign-in", query_string={"next": away})
    assert led.headers["Location"] == "/"


@pytest.mark.parametrize("name", ["\x00", "clinic.75\x00", "<b>", "ก" * 10_000, "😀", "' OR 1=1--"])
def test_an_odd_name_or_password_is_a_wrong_one(client: FlaskClient, name: str) -> None:
    form = Visitor(client).get("/sign-in").form()
    for field in ("username", "password"):
        sent = {**form, "username": "nobody.x", "password": "x", field: name}
        assert client.post("/sign-in", data=sent).status_code == 422


@pytest.mark.parametrize("cookie", ["", "x", "😀", "..", "a.b.c", "e30.e30.e30", "\xff"])
def test_an_odd_cookie_is_nobody(client: FlaskClient, cookie: str) -> None:
    for name in ("sid", "lang", "theme"):
        client.set_cookie(name, cookie)
    assert client.get("/inbox").status_code == 303
    assert client.get("/sign-in").status_code == 200


def _everywhere(person: Visitor, path: str, odd: str) -> TestResponse:
    """Send a form with something odd in every field that people fill."""
    values = filled(person, path, {})
    ours = ("csrf_token", "version", "digest", "operation_id")
    text = {name: odd for name in (*values, *RESUBMIT, "reason", "due") if name not in ours}
    return person.client.post(path, data={**values, **text})
