"""The standing questions of the page on which moves are made: who may, and what they are told."""

import datetime as dt
from dataclasses import replace

import pytest
from flask import Flask

from tests.conftest import SignInAs
from tests.page import Page
from tests.services.acting import NAKHON, RECOMMENDED, RETURNED, SAMUT_SONGKHRAM, act
from tests.views.deeds import (
    ENDORSE,
    RECOMMEND,
    RETURN,
    REVIEW,
    SEND_BACK,
    Values,
    filled,
    inside,
    send,
    where,
)
from workflow.services.decide import decide
from workflow.services.move_plan import Asked, Moved
from workflow.states.facts import Person


def test_it_works(app: Flask, sign_in_as: SignInAs) -> None:
    reviewer = sign_in_as("clinic.75")
    answer = send(reviewer, REVIEW, RECOMMEND)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/plans/4")
    assert where(app, SAMUT_SONGKHRAM) == ("pcso_endorsement", 3)
    assert "เห็นควรเสนอ" in reviewer.get("/plans/4").text("[role=status]")


def test_a_refused_move_leads_to_who_can_make_it(sign_in_as: SignInAs) -> None:
    visitor = sign_in_as("drafter.55")
    (link,) = visitor.get("/plans/3/moves/endorse").all("main a[href*=explain]")
    assert visitor.get(str(link["href"])).texts("main h3") == ["เห็นชอบ"]


def test_the_colleague_may(app: Flask, sign_in_as: SignInAs) -> None:
    answer = send(sign_in_as("drafter2.75"), "/plans/4/moves/withdraw", {"reason": "ขอถอน"})
    assert answer.status_code == 303
    assert where(app, SAMUT_SONGKHRAM) == ("withdrawn", 3)


@pytest.mark.parametrize("username", ["drafter.75", "pcso.75", "office.75", "secretariat.1"])
def test_the_wrong_post_is_told_why_not(app: Flask, sign_in_as: SignInAs, username: str) -> None:
    page = sign_in_as(username).get(REVIEW)
    assert page.code == 403
    assert "เป็นอำนาจของผู้แทนคลินิก" in page.text(".errors")
    assert not page.has("main form"), "no button that would fail"


def test_the_wrong_post_is_refused_when_it_sends(app: Flask, sign_in_as: SignInAs) -> None:
    reviewer, drafter = sign_in_as("clinic.75"), sign_in_as("drafter.75")
    sent = {**filled(reviewer, REVIEW, RECOMMEND), "csrf_token": drafter.token()}
    page = Page(drafter.client.post(REVIEW, data=sent))
    assert page.code == 403
    assert "เป็นอำนาจของผู้แทนคลินิก" in page.text(".errors")
    assert where(app, SAMUT_SONGKHRAM) == ("clinic_review", 2)


@pytest.mark.parametrize("name", ["recommend", "to_approved", "__class__", "nothing", "approve"])
def test_another_province_reads_like_nothing_there(sign_in_as: SignInAs, name: str) -> None:
    stranger = sign_in_as("clinic.45")
    theirs = stranger.get(f"/plans/{SAMUT_SONGKHRAM}/moves/{name}")
    nothing = stranger.get(f"/plans/999/moves/{name}")
    assert (theirs.code, nothing.code) == (404, 404)
    assert theirs.text("body") == nothing.text("body")


@pytest.mark.parametrize("name", ["to_approved", "to_draft", "nothing", "__class__", "trigger"])
def test_a_move_that_the_procedure_lacks_is_not_there(sign_in_as: SignInAs, name: str) -> None:
    reviewer = sign_in_as("clinic.75")
    path = f"/plans/{SAMUT_SONGKHRAM}/moves/{name}"
    assert reviewer.get(path).code == 404
    sent = {"csrf_token": reviewer.token()}
    assert reviewer.client.post(path, data=sent).status_code == 404


def test_a_stale_page_says_what_changed_and_keeps_the_text(
    app: Flask, sign_in_as: SignInAs
) -> None:
    reviewer = sign_in_as("clinic.75")
    sent = filled(reviewer, REVIEW, RECOMMEND, opinion="ความเห็นที่พิมพ์ไว้")
    inside(app, act, "clinic.75", SAMUT_SONGKHRAM, "clinic_return", RETURNED)
    page = Page(reviewer.client.post(REVIEW, data=sent))
    assert page.code == 409
    assert "ส่งคืนเพื่อแก้ไข" in page.text(".notice--warn")
    assert page.text("#opinion") == "ความเห็นที่พิมพ์ไว้"
    assert not page.has("main form .btn-primary"), "the plan has moved on"


def test_after_a_harmless_change_the_same_page_sends_again(
    app: Flask, sign_in_as: SignInAs
) -> None:
    reviewer = sign_in_as("clinic.75")
    sent = filled(reviewer, REVIEW, RECOMMEND)
    page = Page(reviewer.client.post(REVIEW, data={**sent, "version": "1"}))
    assert page.code == 409
    assert page.form(REVIEW)["version"] == "2"
    assert page.form(REVIEW)["opinion"] == RECOMMEND["opinion"]
    again = {**sent, **page.form(REVIEW)}
    assert reviewer.client.post(REVIEW, data=again).status_code == 303


def test_whoever_loses_a_race_reads_what_the_winner_did(
    app: Flask, sign_in_as: SignInAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviewer = sign_in_as("clinic.75")

    def overtaken(asked: Asked, person: Person, at: dt.datetime) -> Moved:
        inside(app, act, "clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
        return decide(asked, person, at)

    monkeypatch.setattr("workflow.views.moves.decide", overtaken)
    page = Page(send(reviewer, REVIEW, RECOMMEND))
    assert page.code == 409
    assert "เห็นควรเสนอ" in page.text(".notice--warn")
    assert where(app, SAMUT_SONGKHRAM) == ("pcso_endorsement", 3)


def test_twice_is_harmless(app: Flask, sign_in_as: SignInAs) -> None:
    reviewer = sign_in_as("clinic.75")
    sent = filled(reviewer, REVIEW, RECOMMEND)
    answers = [reviewer.client.post(REVIEW, data=sent) for _ in range(3)]
    assert {(a.status_code, a.headers["Location"]) for a in answers} == {(303, "/plans/4")}
    assert where(app, SAMUT_SONGKHRAM) == ("pcso_endorsement", 3)
    assert len(reviewer.get("/plans/4").texts("main [role=status]")) == 1


def test_a_signature_twice_is_harmless(app: Flask, sign_in_as: SignInAs) -> None:
    pcso = sign_in_as("pcso.80")
    sent = filled(pcso, ENDORSE, {})
    assert [pcso.client.post(ENDORSE, data=sent).status_code for _ in range(2)] == [303, 303]
    assert where(app, NAKHON) == ("committee_approval", 4)


def test_the_same_operation_with_other_words_is_refused(sign_in_as: SignInAs) -> None:
    reviewer = sign_in_as("clinic.75")
    sent = filled(reviewer, REVIEW, RECOMMEND)
    reviewer.client.post(REVIEW, data=sent)
    page = Page(reviewer.client.post(REVIEW, data={**sent, "opinion": "อย่างอื่น"}))
    assert page.code == 422
    assert "คำขอนี้ถูกใช้กับข้อมูลอื่นแล้ว" in page.text(".errors")


def test_what_the_form_lacks_is_said_with_links_to_the_fields(sign_in_as: SignInAs) -> None:
    page = Page(send(sign_in_as("clinic.75"), REVIEW, {}, opinion=" "))
    assert page.code == 422
    links = [str(link["href"]) for link in page.all(".errors a")]
    assert links == ["#checklist", "#opinion"]
    assert all(page.has(link) for link in links)
    assert page.text(".errors li:last-child") == "ความเห็น: โปรดกรอกช่องนี้"
    assert page.one("#opinion")["aria-invalid"] == "true"
    assert page.text("title").startswith("ข้อผิดพลาด: ")


def test_what_was_typed_and_ticked_stays_after_an_error(sign_in_as: SignInAs) -> None:
    typed: Values = {**RECOMMEND, "checklist-risks_owned": ""}
    del typed["checklist-risks_owned"]
    page = Page(send(sign_in_as("clinic.75"), REVIEW, typed))
    assert page.code == 422
    kept = page.form(REVIEW)
    assert kept["opinion"] == RECOMMEND["opinion"]
    assert {name for name in kept if name.startswith("checklist") and "note" not in name} == {
        name for name in typed if name.startswith("checklist")
    }


def test_an_unreadable_field_comes_last(app: Flask, sign_in_as: SignInAs) -> None:
    reviewer = sign_in_as("clinic.75")
    sent = filled(reviewer, SEND_BACK, RETURN, due="พรุ่งนี้")
    inside(app, act, "clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    page = Page(reviewer.client.post(SEND_BACK, data=sent))
    assert page.code == 409, "what changed is said before what is wrong with the form"
    assert "โปรดกรอกวันที่" in page.text(".errors")


@pytest.mark.parametrize("name", ["approve", "reject", "defer", "committee_return"])
def test_what_a_meeting_decides_is_said_to_be_the_meetings(sign_in_as: SignInAs, name: str) -> None:
    secretary = sign_in_as("secretariat.1")
    page = secretary.get(f"/plans/2/moves/{name}")
    assert page.code == 403
    assert "เป็นมติของที่ประชุมคณะกรรมการร่วม" in page.text(".errors")
    assert page.has('main a[href="/plans/2"]')
    assert page.has('main a[href="/meetings/2/items/1"]')


@pytest.mark.parametrize("name", ["conditions_lapse", "supersede"])
def test_what_the_system_does_nobody_does(app: Flask, sign_in_as: SignInAs, name: str) -> None:
    secretary = sign_in_as("secretariat.1")
    page = secretary.get(f"/plans/2/moves/{name}")
    assert page.code == 409, "the plan is at another stage"
    assert "ระบบดำเนินการเรื่องนี้เอง" in page.text(".errors")


def test_a_stage_that_the_move_does_not_leave_is_409(sign_in_as: SignInAs) -> None:
    page = sign_in_as("pcso.80").get(f"/plans/{NAKHON}/moves/submit")
    assert page.code == 409
    assert "ขณะนี้แผนอยู่ในขั้น “เสนอ PCSO พิจารณาเห็นชอบ”" in page.text(".errors")


def test_looking_with_head_asks_nothing_of_the_form(sign_in_as: SignInAs) -> None:
    assert sign_in_as("clinic.75").client.head(REVIEW).status_code == 200


def test_english_says_it_in_english(sign_in_as: SignInAs) -> None:
    page = sign_in_as("drafter.75").get(REVIEW, "en")
    assert page.text("h1") == "Recommend"
    assert "belongs to the clinic representative of this plan" in page.text(".errors")


def test_a_return_tells_only_what_the_form_took(app: Flask, sign_in_as: SignInAs) -> None:
    both = replace(RETURNED, reason="เหตุผลเดิม")
    inside(app, act, "clinic.75", SAMUT_SONGKHRAM, "clinic_return", both)
    page = sign_in_as("drafter.75").get(f"/plans/{SAMUT_SONGKHRAM}/moves/resubmit")
    assert "เหตุผลเดิม" in page.text("main")
    assert page.texts("main .quote p") == ["เหตุผลเดิม"]
