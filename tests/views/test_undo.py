"""Asking that an act be undone, and answering as the second person, as people meet it."""

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from tests.conftest import SignInAs
from tests.page import Page, Visitor
from tests.services.acting import NAKHON, act, by_hand, count
from tests.views.deeds import inside, where
from workflow.models import Session, UndoRequest
from workflow.states.facts import Given

PLAN = f"/plans/{NAKHON}"
ASK = f"{PLAN}/undo"
WISH = f"{ASK}/4"
WHY = "กดผิดปุ่ม"
_REASON = Given(reason="จัดทำใหม่")


@pytest.fixture
def pcso(app: Flask, sign_in_as: SignInAs) -> Visitor:
    """A PCSO who has just endorsed by mistake."""
    inside(app, act, "pcso.80", NAKHON, "endorse")
    return sign_in_as("pcso.80")


@pytest.fixture
def second(pcso: Visitor, sign_in_as: SignInAs) -> Visitor:
    """The secretary whose consent is asked."""
    assert pcso.post(ASK, reason=WHY).location == WISH
    return sign_in_as("secretariat.1")


def answered(person: Visitor, answer: str, **values: str) -> Page:
    """Answer the request; the page that follows."""
    form = {**person.get(WISH).form(WISH), "answer": answer, **values}
    return Page(person.client.post(WISH, data=form, follow_redirects=True))


def test_whoever_just_acted_finds_the_way_on_the_plan_s_page(pcso: Visitor) -> None:
    assert pcso.get(PLAN).has(f'a[href="{ASK}"]')
    page = pcso.get(ASK)
    assert "เสนอ PCSO พิจารณาเห็นชอบ" in page.text("#after + dl")
    assert "ฝ่ายเลขานุการ" in page.text("main form")


def test_a_request_is_shown_to_all_and_is_a_task_of_the_second(
    pcso: Visitor, second: Visitor, sign_in_as: SignInAs
) -> None:
    assert "กดผิดปุ่ม" in pcso.get(WISH).text("#why + blockquote")
    assert not pcso.get(WISH).has("main form")
    assert not pcso.get(PLAN).has(f'a[href="{ASK}"]')
    assert second.get("/inbox").has(f'#main a[href="{WISH}"]')
    assert not sign_in_as("pcso.75").get("/inbox").has(f'a[href="{WISH}"]')
    assert second.get(PLAN).has(f'.masthead .notice a[href="{WISH}"]')


def test_consent_brings_the_plan_back(app: Flask, second: Visitor) -> None:
    page = answered(second, "consent")
    assert "ยกเลิกแล้ว" in page.text("[role=status]")
    assert inside(app, where, app, NAKHON) == ("pcso_endorsement", 5)
    assert "ยกเลิกการดำเนินการ" in second.get(f"{PLAN}/timeline").text(".timeline")
    assert second.get(WISH).has(".notice--good")


def test_a_refusal_needs_a_note_and_leaves_the_plan(app: Flask, second: Visitor) -> None:
    assert answered(second, "refuse").code == 422
    assert answered(second, "refuse", note="ขอให้คงไว้").code == 200
    assert "ขอให้คงไว้" in second.get(WISH).text(".notice--warn")
    assert inside(app, where, app, NAKHON) == ("committee_approval", 4)


def test_twice_asks_once(app: Flask, pcso: Visitor) -> None:
    form = {**pcso.get(ASK).form(ASK), "reason": WHY}
    assert [pcso.client.post(ASK, data=form).location for _ in range(2)] == [WISH, WISH]
    assert inside(app, count, UndoRequest) == 1
    page = pcso.get(ASK)
    assert (page.code, page.has(f'a[href="{WISH}"]')) == (409, True)


def test_without_a_reason_nothing_is_asked_and_without_proof_the_words_are_kept(
    app: Flask, pcso: Visitor
) -> None:
    assert Page(pcso.post(ASK, reason="")).has(".field--error #reason")
    inside(app, by_hand, sa.update(Session).values(fresh_until=Session.created_at))
    page = Page(pcso.post(ASK, reason=WHY))
    assert page.code == 403
    assert page.form(ASK)["reason"] == WHY
    assert pcso.get(ASK).has("#password")


def test_once_somebody_acted_the_words_are_kept_and_nothing_is_undone(
    app: Flask, pcso: Visitor, second: Visitor
) -> None:
    form = {**second.get(WISH).form(WISH), "answer": "refuse", "note": "ขอให้คงไว้"}
    inside(app, act, "pcso.80", NAKHON, "pcso_withdraw", _REASON)
    page = Page(second.client.post(WISH, data=form))
    assert page.code == 409
    assert "ขอให้คงไว้" in page.text("main")
    assert "สิ้นผล" in second.get(WISH).text(".notice--warn")


def test_after_a_day_it_is_too_late(
    clock: time_machine.Traveller, pcso: Visitor, sign_in_as: SignInAs
) -> None:
    clock.shift(25 * 3600)
    page = sign_in_as("pcso.80").get(ASK)
    assert page.code == 200
    assert "24 ชั่วโมง" in page.text(".errors")
    assert not page.has("main form")


@pytest.mark.parametrize(
    ("username", "path", "code"),
    [
        ("secretariat.1", ASK, 409),
        ("clinic.80", ASK, 409),
        ("pcso.75", ASK, 404),
        ("pcso.75", WISH, 404),
        ("secretariat.1", f"{ASK}/3", 404),
        ("auditor.1", WISH, 200),
    ],
)
def test_others_read_or_find_nothing(
    second: Visitor, sign_in_as: SignInAs, username: str, path: str, code: int
) -> None:
    page = sign_in_as(username).get(path)
    assert page.code == code
    assert not page.has("main form")


def test_who_did_not_act_is_told_so(pcso: Visitor, sign_in_as: SignInAs) -> None:
    assert sign_in_as("secretariat.1").get(ASK).code == 403


def test_in_english_too(second: Visitor) -> None:
    assert "Request to undo" in second.get(WISH, "en").text("h1")
    assert "For you as the second person" in second.get("/inbox", "en").text("#second")
