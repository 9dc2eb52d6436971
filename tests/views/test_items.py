"""Pages of an item: its record, its certificate on the spot, its postponement."""

from typing import Any

import pytest
import time_machine
from flask import Flask

from tests.conftest import SignInAs
from tests.page import Page, Visitor
from tests.services.acting import ROI_ET, end
from tests.services.sitting import (
    CALLED,
    CHAIR,
    FREE,
    OTHER,
    REASON,
    SECRETARY,
    TIED,
    certify,
    item,
    opened,
    record,
    recorded,
    votes,
)
from tests.views.deeds import inside, where
from workflow.queries.demo import PASSWORD
from workflow.states.votes import Vote

ITEM = f"/meetings/{CALLED}/items/1"
ALL_FOR = {f"seat-{seat}": "for" for seat in FREE}


@pytest.fixture
def session(app: Flask) -> Flask:
    """The meeting has opened, and votes in favour are recorded."""
    inside(app, opened)
    inside(app, record)
    return app


def seats(page: Page) -> dict[str, str]:
    """How each seat stands to an item, by its code."""
    cells = [row.select("td") for row in page.all("[aria-labelledby=who] tbody tr")]
    return {code.text.strip(): stands.text.strip() for stands, code in cells}


def certifies(person: Visitor, **changed: Any) -> Page:
    """Open the certificate, sign and send it."""
    return Page(person.post(f"{ITEM}/certify", **changed))


def test_votes_are_recorded_by_one_choice_a_seat(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, opened)
    person = sign_in_as(SECRETARY)
    values = {**person.get(f"{ITEM}/record").form(f"{ITEM}/record"), **ALL_FOR}
    answers = [person.client.post(f"{ITEM}/record", data=values).status_code for _ in range(2)]
    assert answers == [303, 303]
    page = person.get(ITEM)
    assert "อยู่ 11 จาก 11 คน" in page.text("main")
    assert inside(app, lambda: item().version) == 2


def test_the_helper_fills_the_form_and_writes_nothing(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, opened)
    person = sign_in_as(SECRETARY)
    page = Page(person.post(f"{ITEM}/record", **{"seat-MOI-2": "absent", "fill": "for"}))
    filled = page.form(f"{ITEM}/record")
    assert (filled["seat-MOI-1"], filled["seat-MOI-2"]) == ("for", "absent")
    assert inside(app, lambda: item().version) == 1


def test_a_tied_seat_is_no_choice(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, opened)
    page = sign_in_as(SECRETARY).get(f"{ITEM}/record")
    assert len(page.all("fieldset.ballot")) == 11
    assert "มีส่วนได้เสียกับแผน" in page.text(".ballots")


def test_what_is_missing_is_said_and_what_is_chosen_kept(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, opened)
    page = Page(sign_in_as(SECRETARY).post(f"{ITEM}/record", **{"seat-MOI-1": "against"}))
    assert page.code == 422
    assert page.has('.errors a[href="#seat-MHESI-1"]')
    assert page.form(f"{ITEM}/record")["seat-MOI-1"] == "against"


@pytest.mark.parametrize(
    "odd",
    [
        {"motion": "submit"},
        {"casting": "for"},
        {"seat-MOI-1": "x"},
        {"seat-MOI-1": "declared"},
        {"motion": "committee_return", "back_to": "x"},
        {"resolution": "ก" * 9_000},
    ],
)
def test_odd_values_are_422(app: Flask, sign_in_as: SignInAs, odd: dict[str, str]) -> None:
    inside(app, opened)
    answer = sign_in_as(SECRETARY).post(f"{ITEM}/record", **{**ALL_FOR, **odd})
    assert answer.status_code == 422


@pytest.mark.parametrize("version", ["", "x", "9" * 40, "0"])
def test_a_record_made_on_what_changed_is_409(
    session: Flask, sign_in_as: SignInAs, version: str
) -> None:
    page = Page(sign_in_as(SECRETARY).post(f"{ITEM}/record", **{**ALL_FOR, "version": version}))
    assert page.code == 409
    assert "บันทึกของวาระนี้เปลี่ยนไป" in page.text(".errors")
    assert page.form(f"{ITEM}/record")["seat-MOI-6"] == "for", "what was chosen is kept"


def test_the_presiding_chair_certifies_with_the_password_in_place(
    session: Flask, sign_in_as: SignInAs, clock: time_machine.Traveller
) -> None:
    chair = sign_in_as(CHAIR)
    clock.shift(660)
    page = chair.get(f"{ITEM}/certify")
    assert "มีมติอนุมัติแผนพัฒนาจังหวัดร้อยเอ็ด" in page.text("#resolution")
    assert certifies(chair).code == 403
    assert certifies(chair, password="wrong").code == 422
    assert where(session, ROI_ET) == ("committee_approval", 4)
    answer = chair.post(f"{ITEM}/certify", password=PASSWORD)
    assert (answer.status_code, answer.location) == (303, ITEM)
    assert where(session, ROI_ET) == ("approved", 5)


def test_pressing_twice_certifies_once(session: Flask, sign_in_as: SignInAs) -> None:
    chair = sign_in_as(CHAIR)
    values = chair.get(f"{ITEM}/certify").form(f"{ITEM}/certify")
    answers = [chair.client.post(f"{ITEM}/certify", data=values).status_code for _ in range(2)]
    assert answers == [303, 303]
    assert where(session, ROI_ET) == ("approved", 5)
    assert "มติอนุมัติ" in chair.get(ITEM).text("[role=status]")


def test_the_other_chair_is_told_why_not(session: Flask, sign_in_as: SignInAs) -> None:
    other = sign_in_as(OTHER)
    page = other.get(f"{ITEM}/certify")
    assert page.code == 403
    assert "ประธานร่วมผู้ทำหน้าที่ประธาน" in page.text(".errors")
    assert not page.has(f'form[action="{ITEM}/certify"]')
    assert other.client.post(
        f"{ITEM}/certify", data={"csrf_token": other.token(), "resolution": "x"}
    ).status_code in (409, 422)
    assert where(session, ROI_ET)[0] == "committee_approval"


def test_a_certificate_of_other_votes_is_409_and_keeps_the_words(
    session: Flask, sign_in_as: SignInAs
) -> None:
    chair = sign_in_as(CHAIR)
    values = chair.get(f"{ITEM}/certify").form(f"{ITEM}/certify")
    inside(session, record, recorded(votes(2, 6)))
    sent = {**values, "resolution": "ข้อความของประธาน"}
    page = Page(chair.client.post(f"{ITEM}/certify", data=sent))
    assert page.code == 409
    assert "บันทึกของวาระนี้เปลี่ยนไป" in page.text(".errors")
    assert "ข้อความของประธาน" in page.text("#resolution")
    assert "มติไม่อนุมัติ" in page.text(".outcome")
    assert page.has("#reason"), "what now follows asks for reasons"


def test_a_rejection_asks_for_reasons(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, opened)
    inside(app, record, recorded(votes(2, 6)))
    chair = sign_in_as(CHAIR)
    page = certifies(chair, reason="สั้น")
    assert page.code == 422
    assert page.has('.errors a[href="#reason"]')
    assert chair.post(f"{ITEM}/certify", reason=REASON).status_code == 303
    assert where(app, ROI_ET)[0] == "rejected"


def test_below_quorum_the_chair_reads_the_sum(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, opened)
    inside(app, record, recorded(votes(5)))
    page = sign_in_as(CHAIR).get(f"{ITEM}/certify")
    assert page.code == 200
    assert "อยู่ 5 จาก 11 ต้องมีอย่างน้อย 6" in page.text(".errors")
    assert not page.has(f'form[action="{ITEM}/certify"]')


def test_a_member_reads_and_finds_no_button(session: Flask, sign_in_as: SignInAs) -> None:
    page = sign_in_as("member.MHESI-2").get(ITEM)
    assert "เห็นด้วย" in page.text("main")
    assert not page.has("main .actions")
    assert not page.has("main form")


def test_each_seat_is_told_how_it_stands(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, opened)
    inside(app, record, recorded(declared={"MOI-6": "เป็นที่ปรึกษาของโครงการ"}))
    told = seats(sign_in_as(SECRETARY).get(ITEM))
    assert told["MHESI-1"] == "เห็นด้วย"
    assert told["MOI-5"] == "ไม่อยู่"
    assert told["MOI-6"].startswith("ไม่ร่วมพิจารณา: แจ้งส่วนได้เสีย")
    assert told[TIED].startswith("ไม่ร่วมพิจารณา: มีส่วนได้เสียกับแผน")


def test_before_a_meeting_a_seat_without_a_holder_is_vacant(
    app: Flask, sign_in_as: SignInAs
) -> None:
    inside(app, end, "member.MHESI-2")
    told = seats(sign_in_as(SECRETARY).get(ITEM))
    assert (told["MHESI-2"], told["MHESI-3"]) == ("ว่าง", "")


def test_a_tie_is_told_to_be_decided_by_the_casting_vote(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, opened)
    inside(app, record, recorded(votes(4, 4), casting=Vote.AGAINST))
    page = sign_in_as(SECRETARY).get(ITEM)
    assert "คะแนนเท่ากัน ประธานในที่ประชุมออกเสียงชี้ขาด" in page.text(".outcome")
    assert "มติไม่อนุมัติ" in page.text(".outcome")


def test_an_item_is_postponed_with_a_reason(session: Flask, sign_in_as: SignInAs) -> None:
    person = sign_in_as(SECRETARY)
    assert person.post(f"{ITEM}/postpone", note=" ").status_code == 422
    assert person.post(f"{ITEM}/postpone", note="รอผลการศึกษา").status_code == 303
    assert "รอผลการศึกษา" in person.get(ITEM).text("main")
    assert "เลื่อนวาระแล้ว" in person.get(f"/meetings/{CALLED}").text("main")
    late = person.client.post(
        f"{ITEM}/postpone", data={"csrf_token": person.token(), "note": "อีกครั้ง", "version": "9"}
    )
    assert late.status_code == 422


def test_an_item_that_has_ended_is_not_recorded(session: Flask, sign_in_as: SignInAs) -> None:
    person = sign_in_as(SECRETARY)
    values = {**person.get(f"{ITEM}/record").form(f"{ITEM}/record"), **ALL_FOR}
    inside(session, certify)
    page = Page(person.client.post(f"{ITEM}/record", data=values))
    assert page.code == 409
    assert "มติของวาระนี้รับรองแล้ว" in page.text(".errors")
    assert not person.get(f"{ITEM}/record").has(f'form[action="{ITEM}/record"]')


def test_the_plan_and_its_timeline_tell_of_the_resolution(
    session: Flask, sign_in_as: SignInAs
) -> None:
    inside(session, certify)
    person, pcso = sign_in_as(SECRETARY), sign_in_as("pcso.45")
    assert person.get(f"/plans/{ROI_ET}").has(f'main a[href="{ITEM}"]')
    assert person.get(f"/plans/{ROI_ET}/timeline").has(f'.timeline a[href="{ITEM}"]')
    told = pcso.get(f"/plans/{ROI_ET}/timeline").text(".timeline")
    assert "การประชุมครั้งที่ 5/2569 วาระที่ 5.1: เห็นด้วย 8" in told
    assert not pcso.get(f"/plans/{ROI_ET}/timeline").has(f'a[href="{ITEM}"]')


def test_english_is_whole(session: Flask, sign_in_as: SignInAs) -> None:
    chair = sign_in_as(CHAIR)
    for path in ("/meetings", f"/meetings/{CALLED}", ITEM, f"{ITEM}/certify"):
        assert chair.get(path, "en").code == 200
    assert "8 votes count: more for than against" in chair.get(ITEM, "en").text(".outcome")
