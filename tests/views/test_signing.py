"""A signature asks for proof of identity in place, when the last is older than ten minutes."""

import datetime as dt

import time_machine
from flask import Flask

from tests.conftest import SignInAs
from tests.page import Page
from tests.services.acting import NAKHON
from tests.views.deeds import ENDORSE, filled, send, where
from workflow.queries.demo import PASSWORD

OPINION = {"opinion": "เห็นชอบตามที่เสนอ"}
LATER = dt.timedelta(minutes=11)


def test_just_after_signing_in_no_password_is_asked(app: Flask, sign_in_as: SignInAs) -> None:
    pcso = sign_in_as("pcso.80")
    assert not pcso.get(ENDORSE).has("#password")
    assert send(pcso, ENDORSE, OPINION).status_code == 303
    assert where(app, NAKHON) == ("committee_approval", 4)


def test_ten_minutes_later_it_is_asked_in_place(
    app: Flask, sign_in_as: SignInAs, clock: time_machine.Traveller
) -> None:
    pcso = sign_in_as("pcso.80")
    clock.shift(LATER)
    field = pcso.get(ENDORSE).one("#password")
    assert (field["type"], field["autocomplete"]) == ("password", "current-password")
    assert send(pcso, ENDORSE, OPINION, password=PASSWORD).status_code == 303
    assert where(app, NAKHON) == ("committee_approval", 4)


def test_without_the_password_nothing_is_signed(
    app: Flask, sign_in_as: SignInAs, clock: time_machine.Traveller
) -> None:
    pcso = sign_in_as("pcso.80")
    clock.shift(LATER)
    page = Page(send(pcso, ENDORSE, OPINION))
    assert page.code == 403
    assert page.has('.errors a[href="#password"]')
    assert page.text("#opinion") == OPINION["opinion"]
    assert where(app, NAKHON) == ("pcso_endorsement", 3)


def test_a_wrong_password_keeps_the_text_and_is_never_shown_again(
    app: Flask, sign_in_as: SignInAs, clock: time_machine.Traveller
) -> None:
    pcso = sign_in_as("pcso.80")
    clock.shift(LATER)
    page = Page(send(pcso, ENDORSE, OPINION, password="not the password"))
    assert page.code == 422
    assert page.text("#opinion") == OPINION["opinion"]
    assert "รหัสผ่านไม่ถูกต้อง ข้อความของท่านยังอยู่ครบ" in page.text(".errors")
    assert not page.one("#password").get("value")
    assert "not the password" not in page.response.text
    assert where(app, NAKHON) == ("pcso_endorsement", 3)


def test_a_right_password_counts_although_something_else_lacks(
    sign_in_as: SignInAs, clock: time_machine.Traveller
) -> None:
    pcso, path = sign_in_as("pcso.80"), f"/plans/{NAKHON}/moves/decline"
    clock.shift(LATER)
    page = Page(send(pcso, path, {"reason": "สั้นไป"}, password=PASSWORD))
    assert page.code == 422
    assert not page.has("#password"), "proven a moment ago"


def test_too_many_wrong_passwords_stop_the_next_and_keep_the_text(
    sign_in_as: SignInAs, clock: time_machine.Traveller
) -> None:
    pcso = sign_in_as("pcso.80")
    clock.shift(LATER)
    sent = filled(pcso, ENDORSE, OPINION, password="not the password")
    codes = [pcso.client.post(ENDORSE, data=sent).status_code for _ in range(10)]
    last = pcso.client.post(ENDORSE, data=sent)
    assert (set(codes), last.status_code, last.headers["Retry-After"]) == ({422}, 429, "300")
    page = Page(last)
    assert OPINION["opinion"] in page.text(".typed")
    assert "not the password" not in last.text


def test_no_password_is_tried_for_a_move_that_is_not_theirs(
    sign_in_as: SignInAs, clock: time_machine.Traveller
) -> None:
    secretary, pcso = sign_in_as("secretariat.1"), sign_in_as("pcso.80")
    sent = {**filled(pcso, ENDORSE, OPINION), "csrf_token": secretary.token(), "password": "wrong"}
    clock.shift(LATER)
    page = Page(secretary.client.post(ENDORSE, data=sent))
    assert page.code == 403
    assert "เป็นอำนาจของ PCSO" in page.text(".errors")


def test_the_page_says_which_text_is_signed_and_in_what_capacity(sign_in_as: SignInAs) -> None:
    panel = sign_in_as("pcso.80").get(ENDORSE).text(".fresh")
    assert "รหัสเนื้อความ 392f 0ff4" in panel
    assert "PCSO จังหวัดนครศรีธรรมราช" in panel
