"""What is begun on the page of a move: kept by a button or by itself, shown to its author alone,
and gone once it is sent or thrown away."""

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from tests.conftest import TODAY, SignInAs
from tests.page import Page, Visitor
from tests.services.acting import (
    SAMUT_SONGKHRAM,
    act,
    actor,
    also,
    count,
    end,
    row,
    statements,
)
from tests.views.deeds import (
    ENDORSE,
    RETURN,
    REVIEW,
    SEND_BACK,
    filled,
    fingerprint,
    inside,
    send,
)
from tests.views.keeping import BEGUN, OPINION, keep
from workflow.extensions import db
from workflow.models import Unsent
from workflow.queries.demo import PASSWORD
from workflow.services.keep_unsent import LONGEST, NewUnsent, keep_unsent

QUIET = {"Accept": "application/json"}
COLLEAGUE = "ของเพื่อนร่วมงาน"


@pytest.fixture
def reviewer(sign_in_as: SignInAs) -> Visitor:
    return sign_in_as("clinic.75")


def test_a_button_keeps_it_and_the_page_opens_with_it(reviewer: Visitor) -> None:
    answer = keep(reviewer, SEND_BACK, {**RETURN, "due": "ยังไม่แน่"})
    assert (answer.status_code, answer.headers["Location"]) == (303, SEND_BACK)
    page = reviewer.get(SEND_BACK)
    assert page.text("[role=status]") == "เก็บไว้แล้ว 10:00"
    assert "24 พ.ย. 2569 10:00" in page.text(BEGUN)
    assert {name: page.form(SEND_BACK)[name] for name in RETURN} == RETURN
    assert page.form(SEND_BACK)["due"] == "ยังไม่แน่"


def test_a_page_that_asks_for_no_words_keeps_nothing(sign_in_as: SignInAs) -> None:
    drafter = sign_in_as("drafter.75")
    path = "/plans/4/moves/recall"
    assert not drafter.get(path).has(f'[formaction="{path}/unsent"]')
    assert not drafter.get(path).has("[data-autosave]")


def test_it_is_kept_by_itself_and_its_answer_lets_the_form_go_on(
    app: Flask, reviewer: Visitor
) -> None:
    form = filled(reviewer, REVIEW, OPINION)
    for words in ("ก", "กข", "กขค"):
        told = _quietly(reviewer, {**form, "opinion": words}).json
        assert told is not None
        assert told["said"] == ["เก็บไว้แล้ว 10:00"]
        form["unsent"] = told["unsent"]
    assert reviewer.get(REVIEW).text("#opinion") == "กขค"
    assert inside(app, count, Unsent) == 1


def test_no_password_is_kept(app: Flask, sign_in_as: SignInAs) -> None:
    pcso = sign_in_as("pcso.80")
    keep(pcso, ENDORSE, {**OPINION, "password": "ลับสุดยอด", "code": "123456"})
    kept = inside(app, lambda: db.session.scalar(sa.select(Unsent.fields)))
    assert OPINION["opinion"] in kept
    assert not [word for word in ("ลับ", "123456", "csrf") if word in kept]


def test_another_page_of_the_same_person_is_told_and_overwrites_nothing(reviewer: Visitor) -> None:
    old = filled(reviewer, REVIEW, OPINION)
    keep(reviewer, REVIEW, {"opinion": "ของอีกหน้าหนึ่ง"})
    quiet = _quietly(reviewer, old)
    told: Any = quiet.json
    assert (quiet.status_code, told["conflict"]) == (409, True)
    assert "24 พฤศจิกายน 2569 เวลา 10:00 น." in told["said"][0].replace("\u00a0", " ")
    page = Page(reviewer.client.post(f"{REVIEW}/unsent", data=old))
    assert (page.code, page.text("#opinion")) == (409, OPINION["opinion"])
    assert page.has(f'.errors a[href="{REVIEW}"]')
    assert reviewer.get(REVIEW).text("#opinion") == "ของอีกหน้าหนึ่ง"


def test_twice_is_harmless(app: Flask, reviewer: Visitor) -> None:
    form = filled(reviewer, REVIEW, OPINION)
    codes = [reviewer.client.post(f"{REVIEW}/unsent", data=form).status_code for _ in range(2)]
    assert (codes, inside(app, count, Unsent)) == ([303, 303], 1)


def test_what_is_too_long_is_refused_with_the_text_kept_on_the_page(reviewer: Visitor) -> None:
    form = filled(reviewer, REVIEW, {"opinion": "ก" * LONGEST})
    assert _quietly(reviewer, form).status_code == 422
    answer = reviewer.client.post(f"{REVIEW}/unsent", data=form)
    assert answer.status_code == 422
    assert f"ยาวเกิน {LONGEST} ตัวอักษร" in answer.text
    assert "ก" * LONGEST in answer.text


@pytest.mark.parametrize("username", ["clinic.75", "drafter.75", "secretariat.1", "auditor.1"])
def test_nobody_else_sees_it(app: Flask, sign_in_as: SignInAs, username: str) -> None:
    inside(app, _kept_by_a_colleague)
    person = sign_in_as(username)
    for path in (REVIEW, SEND_BACK, "/inbox", "/plans/4", "/plans/4/timeline"):
        text = person.get(path).response.text
        assert COLLEAGUE not in text
        assert "เริ่มไว้แล้ว" not in text


@pytest.mark.parametrize(("username", "code"), [("pcso.45", 404), ("pcso.75", 403)])
def test_who_may_not_make_the_move_keeps_nothing(
    app: Flask, sign_in_as: SignInAs, reviewer: Visitor, username: str, code: int
) -> None:
    person, before = sign_in_as(username), fingerprint(app)
    sent = {**filled(reviewer, REVIEW, OPINION), "csrf_token": person.token()}
    assert person.client.post(f"{REVIEW}/unsent", data=sent).status_code == code
    assert person.client.post(f"{REVIEW}/unsent", data=sent, headers=QUIET).status_code == code
    assert fingerprint(app) == before


def test_where_a_plan_is_not_there_nothing_is_thrown_away(sign_in_as: SignInAs) -> None:
    person = sign_in_as("pcso.45")
    sent = {"csrf_token": person.token()}
    assert person.client.post(f"{REVIEW}/unsent/forget", data=sent).status_code == 404


def test_who_lost_the_post_sees_it_no_more(app: Flask, reviewer: Visitor) -> None:
    keep(reviewer)
    inside(app, end, "clinic.75")
    assert reviewer.get(REVIEW).code == 404


def test_it_is_thrown_away(app: Flask, reviewer: Visitor) -> None:
    keep(reviewer)
    path = f"{REVIEW}/unsent/forget"
    form = reviewer.get(REVIEW).form(path)
    assert reviewer.client.post(path, data=form).headers["Location"] == REVIEW
    page = reviewer.get(REVIEW)
    assert page.text("[role=status]") == "ทิ้งข้อความที่เริ่มไว้ในหน้านี้แล้ว"
    assert (page.has(BEGUN), page.text("#opinion")) == (False, "")
    assert inside(app, count, Unsent) == 0


def test_what_is_sent_is_kept_no_longer(app: Flask, reviewer: Visitor) -> None:
    keep(reviewer, SEND_BACK, {"reason": "ที่เก็บไว้"})
    assert send(reviewer, SEND_BACK, {**RETURN, "reason": "ที่ส่งจริง"}).status_code == 303
    assert inside(app, count, Unsent) == 0
    assert "ที่ส่งจริง" in reviewer.get("/plans/4/timeline").text()


def test_what_is_refused_stays_kept_and_the_page_shows_what_was_sent(reviewer: Visitor) -> None:
    keep(reviewer)
    page = Page(send(reviewer, REVIEW, {"opinion": "ที่เพิ่งพิมพ์"}))
    assert (page.code, page.text("#opinion")) == (422, "ที่เพิ่งพิมพ์")
    assert page.form(REVIEW)["unsent"] == reviewer.get(REVIEW).form(REVIEW)["unsent"] != ""
    assert page.has("form[data-unsaved]")


def test_what_can_be_kept_no_more_stays_on_the_page(app: Flask, reviewer: Visitor) -> None:
    form = filled(reviewer, REVIEW, OPINION)
    inside(app, act, "drafter.75", SAMUT_SONGKHRAM, "recall")
    page = Page(reviewer.client.post(f"{REVIEW}/unsent", data=form))
    assert (page.code, page.text("#opinion")) == (409, OPINION["opinion"])
    assert "ดึงเรื่องกลับ" in page.text(".notice--warn")
    quiet = _quietly(reviewer, form)
    told: Any = quiet.json
    assert (quiet.status_code, told["conflict"]) == (409, False)


def test_what_the_session_outlived_is_kept_at_a_press(
    reviewer: Visitor, clock: time_machine.Traveller
) -> None:
    form = filled(reviewer, REVIEW, OPINION)
    clock.shift(dt.timedelta(hours=9))
    assert _quietly(reviewer, form).status_code == 401
    ended = Page(reviewer.client.post(f"{REVIEW}/unsent", data=form))
    values = {**ended.form(), "username": "clinic.75", "password": PASSWORD}
    shown = Page(reviewer.client.post("/sign-in", data=values))
    reviewer.client.post(f"{REVIEW}/unsent", data=shown.form(f"{REVIEW}/unsent"))
    assert reviewer.get(REVIEW).text("#opinion") == OPINION["opinion"]


def test_ninety_days_later_it_is_forgotten(
    app: Flask, reviewer: Visitor, clock: time_machine.Traveller
) -> None:
    keep(reviewer)
    clock.move_to(TODAY + dt.timedelta(days=91))
    again = Visitor(reviewer.client).signed_in("clinic.75")
    assert not again.get(REVIEW).has(BEGUN)
    assert "เริ่มไว้แล้ว" not in again.get("/inbox").text()


def test_the_inbox_says_what_is_begun_and_leads_there(reviewer: Visitor) -> None:
    assert not reviewer.get("/inbox").has(".task__meta a")
    keep(reviewer)
    link = reviewer.get("/inbox").one(".task__meta a")
    assert (link.text.strip(), link["href"]) == ("เริ่มไว้แล้ว", REVIEW)


def test_looking_writes_nothing_and_asks_once_more(app: Flask, reviewer: Visitor) -> None:
    keep(reviewer)
    reviewer.get(REVIEW)
    before = fingerprint(app)
    with app.app_context():
        sent = [one for one in statements(lambda: reviewer.client.get(REVIEW)) if one != "COMMIT"]
    assert len(sent) <= 9, sent
    assert len([one for one in sent if "FROM unsent" in one]) == 1
    assert fingerprint(app) == before


def _quietly(person: Visitor, form: dict[str, Any]) -> TestResponse:
    return person.client.post(f"{REVIEW}/unsent", data=form, headers=QUIET)


def _kept_by_a_colleague() -> None:
    """Somebody else who holds the reviewer's post has begun both moves."""
    also("clinic.45", "clinic_rep")
    plan, fields = row(SAMUT_SONGKHRAM), (("opinion", COLLEAGUE), ("reason", COLLEAGUE))
    seen = {"version": plan.version, "digest": plan.digest, "mark": ""}
    for move in ("recommend", "clinic_return"):
        new = NewUnsent(plan_id=SAMUT_SONGKHRAM, move=move, fields=fields, **seen)
        keep_unsent(new, actor("clinic.45"), TODAY)
