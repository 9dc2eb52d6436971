"""The editor of a plan's text: the list, the forms, the buttons of rows, who may, and what is kept
when a save is refused."""

import datetime as dt

import pytest
import time_machine
from flask import Flask

from tests.conftest import SignInAs
from tests.page import Page
from tests.services.acting import NAN, PATTANI, SAMUT_SONGKHRAM, WARNINGS, act
from tests.views.deeds import inside
from tests.views.writing import PLAN, kept, press, send, sent, write
from workflow.queries.demo import PASSWORD
from workflow.states.facts import Given

SUMMARY = {"executive_summary": "บทสรุปที่เขียนใหม่"}
RISK = {"risks-1-risk": "น้ำท่วม", "risks-1-likelihood": "๓", "risks-1-due": "๑๗/๐๖/๒๕๗๐"}


def test_the_list_says_how_complete_each_section_is(sign_in_as: SignInAs) -> None:
    page = sign_in_as("drafter.95").get(PLAN)
    states = page.texts(".sections__state")
    assert len(states) == 12
    assert states[1] == "ครบถ้วน"
    assert states[2].startswith("ต้องแก้ 1 จุด")
    assert states[8] == "ระบบคำนวณให้"
    assert states[10] == "ยังไม่เริ่ม"
    assert "9 จาก 12 หมวด" in page.text("aside")


def test_the_list_leads_to_what_is_to_be_done_next(sign_in_as: SignInAs) -> None:
    drafter = sign_in_as("drafter.95")
    page = drafter.get(PLAN)
    links = [str(a["href"]) for a in page.all("aside a")]
    assert links[0] == f"{PLAN}/area#baseline"
    assert f"/plans/{PATTANI}/moves/submit" in links
    assert drafter.get(f"{PLAN}/area").has("#baseline")


def test_the_list_of_a_returned_plan_leads_to_the_move_that_its_text_is_heading_for(
    sign_in_as: SignInAs,
) -> None:
    page = sign_in_as("drafter.55").get(f"/plans/{NAN}/sections")
    links = [str(a["href"]) for a in page.all("aside a")]
    assert f"/plans/{NAN}/moves/resubmit" in links
    assert f"/plans/{NAN}/points" in links


def test_what_was_typed_is_saved(app: Flask, sign_in_as: SignInAs) -> None:
    answer = send(sign_in_as("drafter.95"), f"{PLAN}/summary", **SUMMARY)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PLAN}/summary")
    assert inside(app, kept, "summary")[:2] == (SUMMARY, 3)


def test_one_may_save_and_go_on(sign_in_as: SignInAs) -> None:
    drafter = sign_in_as("drafter.95")
    on = send(drafter, f"{PLAN}/summary", then="next")
    last = send(drafter, f"{PLAN}/attachments", then="next")
    row = send(drafter, f"{PLAN}/projects/1", then="next")
    ways = [answer.headers["Location"] for answer in (on, last, row)]
    assert ways == [f"{PLAN}/area", PLAN, f"{PLAN}/projects"]
    assert "บันทึกแล้ว" in drafter.get(PLAN).text("[role=status]")


def test_a_draft_may_be_saved_with_anything_missing(app: Flask, sign_in_as: SignInAs) -> None:
    emptied = dict.fromkeys(("title_th", "contact_name", "fiscal_year_end", "contact_email"), "")
    assert send(sign_in_as("drafter.95"), f"{PLAN}/general", **emptied).status_code == 303
    body = inside(app, kept, "general")[0]
    assert (body["title_th"], body["fiscal_year_end"], body["province"]) == ("", None, "94")


def test_what_is_set_when_a_plan_is_begun_is_shown_and_not_asked(
    app: Flask, sign_in_as: SignInAs
) -> None:
    drafter = sign_in_as("drafter.95")
    assert "จังหวัด ปัตตานี" in drafter.get(f"{PLAN}/general").text(".facts")
    assert send(drafter, f"{PLAN}/general", province="50", round="x").status_code == 303
    assert inside(app, kept, "general")[0]["province"] == "94"


def test_a_row_is_added_from_what_was_typed_without_saving(
    app: Flask, sign_in_as: SignInAs
) -> None:
    page = press(
        sign_in_as("drafter.95"), f"{PLAN}/risks", "add", "risks", **{"risks-0-owner": "ก"}
    )
    assert page.one("#risks-0-owner")["value"] == "ก"
    assert page.has("#risks-1-owner")
    assert inside(app, kept, "risks")[1] == 2


def test_rows_are_moved_and_removed_by_buttons(app: Flask, sign_in_as: SignInAs) -> None:
    drafter = sign_in_as("drafter.95")
    first = inside(app, kept, "risks")[0]["risks"][0]["risk"]
    up = press(drafter, f"{PLAN}/risks", "up", "risks-1", **RISK)
    assert (up.one("#risks-0-risk").text.strip(), up.one("#risks-1-risk").text.strip()) == (
        "น้ำท่วม",
        first,
    )
    gone = press(drafter, f"{PLAN}/risks", "remove", "risks-0", **RISK)
    assert (gone.one("#risks-0-risk").text.strip(), gone.has("#risks-1")) == ("น้ำท่วม", False)


@pytest.mark.parametrize(
    ("button", "value"),
    [
        ("add", "nothing"),
        ("remove", "risks-99"),
        ("up", "risks"),
        ("up", "x" * 5000),
        ("add", ""),
    ],
)
def test_a_button_that_names_nothing_changes_nothing(
    sign_in_as: SignInAs, button: str, value: str
) -> None:
    page = press(sign_in_as("drafter.95"), f"{PLAN}/risks", button, value)
    assert (page.code, page.has("#risks-0"), page.has("#risks-1")) == (200, True, False)


def test_empty_rows_are_not_saved_and_the_others_are(app: Flask, sign_in_as: SignInAs) -> None:
    rows = {"risks-7-risk": "", "risks-7-owner": " ", **RISK}
    assert send(sign_in_as("drafter.95"), f"{PLAN}/risks", **rows).status_code == 303
    risks = inside(app, kept, "risks")[0]["risks"]
    assert [(row["likelihood"], row["due"]) for row in risks[1:]] == [(3, "2027-06-17")]


def test_what_cannot_be_kept_is_said_beside_its_field_and_stays_typed(
    app: Flask, sign_in_as: SignInAs
) -> None:
    wrong = {**RISK, "risks-1-likelihood": "บ่อย", "risks-1-due": "เร็ว ๆ นี้"}
    page = Page(send(sign_in_as("drafter.95"), f"{PLAN}/risks", **wrong))
    assert page.code == 422
    links = [str(a["href"]) for a in page.all(".errors a")]
    assert links == ["#risks-1-likelihood", "#risks-1-due"]
    assert page.one("#risks-1-due")["value"] == "เร็ว ๆ นี้"
    assert page.one("#risks-1-due")["aria-describedby"] == "risks-1-due-error"
    assert inside(app, kept, "risks")[1] == 2


def test_many_places_that_are_chosen_are_said_in_a_line(app: Flask, sign_in_as: SignInAs) -> None:
    drafter = sign_in_as("drafter.95")
    places = [f"94{n:02}" for n in range(1, 9)]
    send(drafter, f"{PLAN}/needs", **{"needs-0-districts": places})
    assert inside(app, kept, "needs")[0]["needs"][0]["districts"] == places
    line = drafter.get(f"{PLAN}/needs").text("#needs-0-districts summary")
    assert line.startswith("เมืองปัตตานี, ")
    assert line.endswith(" +2")
    send(drafter, f"{PLAN}/needs", **{"needs-0-districts": []})
    assert drafter.get(f"{PLAN}/needs").text("#needs-0-districts summary") == "เลือก"


def test_a_choice_that_is_offered_no_more_stays_chosen(app: Flask, sign_in_as: SignInAs) -> None:
    body = inside(app, kept, "direction")[0]
    old = [{**body["alignment"][0], "level": "OLD"}, *body["alignment"][1:]]
    inside(app, write, PATTANI, "direction", body | {"alignment": old})
    page = sign_in_as("drafter.95").get(f"{PLAN}/direction")
    assert page.one("#alignment-0-level option[selected]")["value"] == "OLD"


def test_an_error_counts_rows_as_they_then_stand(sign_in_as: SignInAs) -> None:
    wrong = {"risks-1-risk": "", "risks-2-risk": "น้ำท่วม", "risks-2-impact": "มาก"}
    page = Page(send(sign_in_as("drafter.95"), f"{PLAN}/risks", **wrong))
    assert str(page.one(".errors a")["href"]) == "#risks-1-impact"
    assert page.one("#risks-1-impact")["value"] == "มาก"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-5", "จำนวนเงินต้องไม่น้อยกว่า 0.01 บาท"),
        ("1.005", "จำนวนเงินมีทศนิยมได้ไม่เกิน 2 ตำแหน่ง (สตางค์)"),
        ("10,000,000,001", "จำนวนเงินต้องไม่เกิน 10,000,000,000 บาท"),
        ("9" * 40, "จำนวนเงินต้องเป็นตัวเลข"),
        ("ห้าแสน", "จำนวนเงินต้องเป็นตัวเลข"),
    ],
)
def test_an_absurd_amount_is_answered_in_words(sign_in_as: SignInAs, typed: str, said: str) -> None:
    field = "projects-0-budget-1-amount_satang"
    page = Page(send(sign_in_as("drafter.95"), f"{PLAN}/projects/1", **{field: typed}))
    assert (page.code, page.texts(".errors a")) == (422, [f"งบประมาณ 2: {said}"])
    assert page.one(f"#{field}")["value"] == typed


def test_a_section_that_is_not_there_is_not_found(sign_in_as: SignInAs) -> None:
    drafter = sign_in_as("drafter.95")
    for path in ("nothing", "risks/1", "projects/2", "projects/2/remove", "general/1/remove"):
        assert drafter.get(f"{PLAN}/{path}").code == 404


@pytest.mark.parametrize(
    ("username", "plan", "code"),
    [
        ("drafter.45", PATTANI, 404),
        ("pcso.75", PATTANI, 404),
        ("clinic.95", PATTANI, 403),
        ("secretariat.1", NAN, 403),
        ("drafter.75", SAMUT_SONGKHRAM, 409),
    ],
)
def test_who_may_not_write_is_told_and_writes_nothing(
    app: Flask, sign_in_as: SignInAs, username: str, plan: int, code: int
) -> None:
    person = sign_in_as(username)
    assert person.get(f"/plans/{plan}/sections").code == code
    for path in ("summary", "projects/1", "projects/1/remove"):
        address, before = (
            f"/plans/{plan}/sections/{path}",
            inside(app, kept, path.split("/")[0], plan),
        )
        values = {"csrf_token": person.token(), "version": before[1]}
        assert person.get(address).code == code
        assert person.client.post(address, data=values).status_code == code
        assert inside(app, kept, path.split("/")[0], plan) == before


def test_what_was_typed_stays_in_sight_when_the_plan_moved_on(
    app: Flask, sign_in_as: SignInAs
) -> None:
    drafter = sign_in_as("drafter.75")
    inside(app, act, "drafter.75", SAMUT_SONGKHRAM, "recall")
    path = f"/plans/{SAMUT_SONGKHRAM}/sections/summary"
    values = sent(drafter.get(path))
    values["executive_summary"] = "พิมพ์ค้างไว้"
    inside(app, _submit_again)
    page = Page(drafter.client.post(path, data=values))
    assert page.code == 409
    assert page.text("#executive_summary") == "พิมพ์ค้างไว้"
    assert not page.has("button.btn-primary")


def test_what_was_typed_outlives_the_session(
    app: Flask, sign_in_as: SignInAs, clock: time_machine.Traveller
) -> None:
    drafter = sign_in_as("drafter.95")
    path = f"{PLAN}/projects/1"
    values = sent(drafter.get(path))
    values["projects-0-name"] = "ชื่อที่พิมพ์ทั้งคืน"
    clock.shift(dt.timedelta(hours=9))
    ended = Page(drafter.client.post(path, data=values))
    again = {**ended.form("/sign-in?next=" + path), "username": "drafter.95", "password": PASSWORD}
    shown = Page(drafter.client.post("/sign-in", data=again))
    assert "ชื่อโครงการ 1 ชื่อที่พิมพ์ทั้งคืน" in shown.text(".typed")
    assert drafter.client.post(path, data=sent(shown)).status_code == 303
    assert inside(app, kept, "projects")[0]["projects"][0]["name"] == "ชื่อที่พิมพ์ทั้งคืน"


def test_a_section_without_a_version_is_one_that_nobody_saw(
    app: Flask, sign_in_as: SignInAs
) -> None:
    drafter = sign_in_as("drafter.95")
    for version in ("", "x", "-1", "9" * 40, "๒"):
        assert send(drafter, f"{PLAN}/summary", version=version, **SUMMARY).status_code == 409
    assert inside(app, kept, "summary")[1] == 2


def test_a_plan_page_leads_its_drafter_to_the_forms(sign_in_as: SignInAs) -> None:
    ways = [str(a["href"]) for a in sign_in_as("drafter.95").get("/plans/6").all("main a")]
    assert {PLAN, f"{PLAN}/summary", f"{PLAN}/projects"} <= set(ways)
    others = sign_in_as("clinic.95").get("/plans/6").all("main a")
    theirs = [str(a["href"]) for a in others]
    assert not [way for way in theirs if "/sections" in way and not way.endswith(".xlsx")]


def _submit_again() -> None:
    act("drafter2.75", SAMUT_SONGKHRAM, "submit", Given(warnings=WARNINGS))
