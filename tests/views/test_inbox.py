"""My work: what is mine to decide or to answer, by urgency; and what to do when there is none."""

import datetime as dt

import pytest
import time_machine
from flask import Flask

from tests.conftest import TODAY, SignInAs
from tests.services.acting import NAN, ROI_ET, end, many_plans
from tests.views.deeds import RECOMMEND, REVIEW, inside, send


def test_what_is_late_is_said_first(sign_in_as: SignInAs) -> None:
    said = sign_in_as("pcso.80").get("/inbox").text(".masthead p:last-child")
    assert said == "มี 1 เรื่องรอท่านดำเนินการ เกินกำหนดแล้ว 1 เรื่อง"


def test_what_is_mine_to_decide_stands_first_by_urgency(sign_in_as: SignInAs) -> None:
    page = sign_in_as("secretariat.1").get("/inbox")
    assert page.texts("[aria-labelledby=decide] h4") == ["ร้อยเอ็ด"]
    assert page.text(".masthead p:last-child") == "มี 1 เรื่องรอท่านดำเนินการ"
    assert len(page.all(".btn-primary")) == 1, "one primary button in a view"


def test_the_rest_waits_on_others(sign_in_as: SignInAs) -> None:
    page = sign_in_as("secretariat.1").get("/inbox")
    assert page.texts("tbody th") == ["น่าน", "นครศรีธรรมราช", "สมุทรสงคราม", "ปัตตานี"]


@pytest.mark.parametrize(
    ("username", "heading", "said"),
    [
        ("clinic.75", "รอท่านพิจารณา", "มี 1 เรื่องรอท่านดำเนินการ"),
        ("drafter.55", "รอท่านแก้ไขและชี้แจง", "มี 1 เรื่องรอท่านดำเนินการ"),
        ("drafter.95", "กำลังจัดทำ", "ท่านกำลังจัดทำ 1 แผน"),
        ("admin.1", "รอท่านพิจารณา", "ไม่มีเรื่องรอท่าน"),
    ],
)
def test_the_first_list_is_the_one_that_calls(
    sign_in_as: SignInAs, username: str, heading: str, said: str
) -> None:
    page = sign_in_as(username).get("/inbox")
    assert page.texts("main h2")[0] == heading
    assert said in page.text(".masthead")


def test_nothing_to_do_says_what_will_stand_here(sign_in_as: SignInAs) -> None:
    waiting, nothing = sign_in_as("pcso.45"), sign_in_as("observer.1")
    assert "ด้านล่างบอกว่าแต่ละแผนอยู่ที่ผู้ใด" in waiting.get("/inbox").text(".empty")
    assert "เมื่อมีแผนส่งถึงท่าน แผนจะอยู่ที่นี่" in nothing.get("/inbox").text(".empty")


def test_posts_are_named_with_their_orders_and_what_is_in_care(sign_in_as: SignInAs) -> None:
    posts = sign_in_as("drafter.95").get("/inbox").text("aside")
    assert "ผู้จัดทำ จังหวัดยะลา" in posts
    assert "ผู้จัดทำ จังหวัดปัตตานี ดูแลแทนชั่วคราว" in posts
    assert "ถึง 30 ก.ย. 2571" in posts


def test_the_first_page_is_ones_own_work(sign_in_as: SignInAs) -> None:
    answer = sign_in_as("clinic.75").client.get("/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/inbox")


def test_english_is_whole(sign_in_as: SignInAs) -> None:
    page = sign_in_as("clinic.75").get("/inbox", "en")
    assert page.text("h1") == "My work"
    assert "1 matter waits for you" in page.text(".masthead")
    assert "4 working days left" in page.text(".task")
    assert page.text(".eyebrow") == "Tuesday 24 November 2026"


def test_what_waits_says_who_has_it_since_when_and_until_when(sign_in_as: SignInAs) -> None:
    (row,) = sign_in_as("drafter.75").get("/inbox").texts("tbody tr")
    for said in ("สมุทรสงคราม", "ผู้แทนคลินิกพิจารณา", "ผู้แทนคลินิก", "พ.ย. 2569", "เหลือ 4 วันทำการ"):
        assert said in row


def test_what_moved_lately_says_what_happened_and_by_whom(sign_in_as: SignInAs) -> None:
    send(sign_in_as("clinic.75"), REVIEW, RECOMMEND)
    page = sign_in_as("drafter.75").get("/inbox")
    (moved,) = [s for s in page.all("main section") if s.select_one("#moved")]
    assert "เห็นควรเสนอ" in moved.text
    assert "ผู้แทนคลินิก" in moved.text


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (27, "เหลือ 1 วันทำการ"),
        (30, "ครบกำหนดวันนี้"),
        (31, "เกินกำหนด 1 วันทำการ"),
        (33, "เกินกำหนด 3 วันทำการ"),
    ],
)
def test_days_are_working_days_in_words(
    sign_in_as: SignInAs, clock: time_machine.Traveller, day: int, said: str
) -> None:
    clock.move_to(TODAY + dt.timedelta(days=day - 24))
    page = sign_in_as("clinic.75").get("/inbox")
    assert said in page.text(".task .due")
    assert page.has(".task .due--over") == (day > 30)


def test_who_lost_every_post_is_told_whom_to_ask(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, end, "clinic.75")
    empty = sign_in_as("clinic.75").get("/inbox").text(".empty")
    assert "โปรดแจ้งผู้ดูแลระบบ" in empty


def test_hundreds_make_a_light_page_that_says_how_many_more(
    app: Flask, sign_in_as: SignInAs
) -> None:
    inside(app, many_plans, 120, ROI_ET)
    inside(app, many_plans, 120, NAN)
    page = sign_in_as("secretariat.1").get("/inbox")
    assert "มี 121 เรื่องรอท่านดำเนินการ" in page.text(".masthead")
    assert len(page.all("[aria-labelledby=decide] .task")) == 15
    assert "และอีก 106 แผน" in page.text("[aria-labelledby=decide]")
    assert "และอีก 109 แผน" in page.text("[aria-labelledby=wait]")
