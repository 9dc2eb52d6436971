"""Points, threads and comments as people meet them."""

from typing import Any

import pytest
from flask import Flask

from tests.conftest import SignInAs
from tests.page import Page, Visitor
from tests.services.acting import (
    RETURNED,
    SAMUT_SONGKHRAM,
    act,
    count,
    row,
)
from tests.views.deeds import inside
from workflow.models import Comment, Point
from workflow.states.facts import Given

PLAN = f"/plans/{SAMUT_SONGKHRAM}"
NEW = f"{PLAN}/points/new?section=needs"
POINT = {"place": "needs.forums", "comment": "ขอให้เพิ่มเวทีอีกหนึ่งครั้ง"}
ONE = f"{PLAN}/points/1"
SAY = f"{ONE}/comments"


@pytest.fixture
def reviewer(sign_in_as: SignInAs) -> Visitor:
    """The reviewer of Samut Songkhram, who has made a point."""
    person = sign_in_as("clinic.75")
    assert person.post(NEW, **POINT).status_code == 303
    return person


def said(person: Visitor, path: str = SAY, at: str = ONE, **values: Any) -> Page:
    """Send the form of a page, to one of its buttons' places; what comes back."""
    form = dict(person.get(at).form(SAY if at == ONE else at))
    return Page(person.client.post(path, data={**form, **values}, follow_redirects=True))


def test_open_points_stand_by_the_sections_that_they_are_about(sign_in_as: SignInAs) -> None:
    page = sign_in_as("clinic.55").get("/plans/3")
    stands = page.text("section[aria-labelledby=s-projects] .row-of")
    assert stands == "1 ความพร้อมด้านพื้นที่ · 55-2571-01 2 งบประมาณ · 55-2571-01"
    assert len(page.all(".stack .pin")) == 2


def test_a_reviewer_makes_a_point_where_they_read(sign_in_as: SignInAs) -> None:
    ways = 'section > a[href*="points/new?section="]'
    assert len(sign_in_as("clinic.75").get("/plans/4").all(ways)) == 12
    assert not sign_in_as("drafter.75").get("/plans/4").has(ways)


def test_a_section_offers_its_reviewer_a_point(sign_in_as: SignInAs) -> None:
    page = sign_in_as("clinic.75").get(f"{PLAN}/text/needs")
    places = [str(option["value"]) for option in page.all("#place option")]
    assert "needs.forums" in places
    assert all(place.startswith("needs") for place in places)
    assert not sign_in_as("pcso.75").get(f"{PLAN}/text/needs").has("#place")


def test_a_point_is_made_from_the_page_of_a_section(app: Flask, sign_in_as: SignInAs) -> None:
    person = sign_in_as("clinic.75")
    form = dict(person.get(f"{PLAN}/text/needs").form(NEW))
    answer = person.client.post(NEW, data={**form, **POINT, "advisory": "y"})
    assert (answer.status_code, answer.location) == (303, f"{PLAN}/points#point-1")
    advice = (Point.blocking.is_(False), Point.plan_id == SAMUT_SONGKHRAM)
    assert inside(app, count, Point, *advice) == 1
    page = person.get(f"{PLAN}/points")
    assert "จะส่งไปพร้อมการส่งคืน" in page.text("#point-1")
    assert person.get(f"{PLAN}/text/needs").texts("#about + ul a") == [POINT["comment"]]


def test_a_point_about_a_row_keeps_the_row(app: Flask, sign_in_as: SignInAs) -> None:
    person = sign_in_as("clinic.75")
    path = f"{PLAN}/points/new?section=projects&row=75-2571-01"
    place = {"place": "projects.projects.budget", "comment": "ควรทบทวนราคา"}
    assert person.post(path, **place).status_code == 303
    assert inside(app, count, Point, Point.row == "75-2571-01") == 1


def test_the_same_form_twice_makes_one_point(app: Flask, sign_in_as: SignInAs) -> None:
    person = sign_in_as("clinic.75")
    form = {**person.get(NEW).form(NEW), **POINT}
    assert [person.client.post(NEW, data=form).status_code for _ in range(2)] == [303, 303]
    assert inside(app, count, Point, Point.plan_id == SAMUT_SONGKHRAM) == 1


@pytest.mark.parametrize(
    ("values", "said_so"),
    [
        ({"comment": ""}, "โปรดกรอกช่องนี้"),
        ({"place": "general.title_th"}, "โปรดเลือกส่วนของแผน"),
        ({"place": "<script>"}, "โปรดเลือกส่วนของแผน"),
        ({"comment": "ก" * 2001}, "ต้องไม่เกิน 2000 ตัวอักษร"),
    ],
)
def test_what_is_wrong_with_a_point_is_said_and_kept(
    sign_in_as: SignInAs, values: dict[str, str], said_so: str
) -> None:
    page = Page(sign_in_as("clinic.75").post(NEW, **{**POINT, **values}))
    assert page.code == 422
    assert said_so in page.text(".errors")
    assert page.form(NEW)["comment"] == {**POINT, **values}["comment"]


def test_a_stale_point_says_what_changed_and_keeps_the_words(
    app: Flask, sign_in_as: SignInAs
) -> None:
    person = sign_in_as("clinic.75")
    form = {**person.get(NEW).form(NEW), **POINT}
    inside(app, act, "clinic.75", SAMUT_SONGKHRAM, "clinic_return", RETURNED)
    page = Page(person.client.post(NEW, data=form))
    assert page.code == 409
    assert "ส่งคืนเพื่อแก้ไข" in page.text(".notice--warn")
    assert page.form(NEW)["comment"] == POINT["comment"]


@pytest.mark.parametrize(
    ("username", "path", "code"),
    [
        ("pcso.75", NEW, 403),
        ("drafter.75", NEW, 403),
        ("clinic.55", NEW, 404),
        ("clinic.75", f"{PLAN}/points/new", 404),
        ("clinic.75", f"{PLAN}/points/new?section=nothing", 404),
        ("clinic.75", f"{PLAN}/points/9", 404),
        ("drafter.55", "/plans/3/points/new?section=needs", 409),
    ],
)
def test_the_wrong_person_place_and_time_are_told_so(
    sign_in_as: SignInAs, username: str, path: str, code: int
) -> None:
    assert sign_in_as(username).get(path).code == code


def test_everybody_who_works_on_the_plan_says_something(
    reviewer: Visitor, sign_in_as: SignInAs
) -> None:
    page = said(sign_in_as("office.75"), comment="จังหวัดจะส่งข้อมูลให้")
    assert "จังหวัดจะส่งข้อมูลให้" in page.text(".reply")
    assert "สำนักงานจังหวัด" in page.text(".reply")
    assert "เพิ่มความเห็นประกอบแล้ว" in page.text("[role=status]")
    assert "จังหวัดจะส่งข้อมูลให้" in reviewer.get(f"{PLAN}/points").text("#point-1")


def test_words_are_shown_as_words(reviewer: Visitor) -> None:
    page = said(reviewer, comment="<script>alert(1)</script>\n<b>หนา</b>")
    assert page.text(".reply .said") == "<script>alert(1)</script> <b>หนา</b>"


def test_a_comment_without_words_is_refused(reviewer: Visitor) -> None:
    page = said(reviewer, comment=" ")
    assert page.code == 422
    assert page.has(".field--error #comment")


def test_the_same_comment_twice_is_one(app: Flask, reviewer: Visitor) -> None:
    form = {**reviewer.get(ONE).form(SAY), "comment": "รับทราบ"}
    codes = [reviewer.client.post(SAY, data=form).status_code for _ in range(2)]
    assert codes == [303, 303]
    assert inside(app, count, Comment) == 1


@pytest.mark.parametrize(("username", "code"), [("auditor.1", 403), ("office.45", 404)])
def test_who_may_not_comment_is_told(
    reviewer: Visitor, sign_in_as: SignInAs, username: str, code: int
) -> None:
    person = sign_in_as(username)
    data = {"csrf_token": person.token(), "comment": "ขอถาม", "operation_id": "a" * 24}
    page = Page(person.client.post(SAY, data=data))
    assert page.code == code
    assert code == 404 or page.text(".said[lang=th].quote") == "ขอถาม"


def test_the_reviewer_settles_a_point_and_opens_it_again(reviewer: Visitor) -> None:
    page = said(reviewer, f"{ONE}/tick", settled="yes")
    assert page.has("#point-1.point--done")
    assert "ขอแก้อีกครั้ง" in reviewer.get(ONE).text("form .btn-secondary")
    page = said(reviewer, f"{ONE}/tick", settled="no", comment="ยังขาดภาคผนวก")
    assert not page.has(".point--done")
    assert "ยังขาดภาคผนวก" in page.text("#point-1")


@pytest.mark.parametrize("username", ["drafter.75", "pcso.75"])
def test_nobody_else_settles_it(reviewer: Visitor, sign_in_as: SignInAs, username: str) -> None:
    person = sign_in_as(username)
    assert not person.get(ONE).has("form .btn-secondary")
    page = said(person, f"{ONE}/tick", settled="yes", comment="แก้แล้ว")
    assert page.code == 403
    assert page.form(SAY)["comment"] == "แก้แล้ว"


def test_a_tick_on_a_plan_that_moved_on_is_stale(app: Flask, reviewer: Visitor) -> None:
    form = {**reviewer.get(ONE).form(SAY), "settled": "yes", "comment": "แก้แล้ว"}
    inside(app, act, "clinic.75", SAMUT_SONGKHRAM, "clinic_return", Given(reason="ขอให้แก้ไข"))
    page = Page(reviewer.client.post(f"{ONE}/tick", data=form))
    assert page.code == 409
    assert "ส่งคืนเพื่อแก้ไข" in page.text(".notice--warn")
    assert page.form(SAY)["comment"] == "แก้แล้ว"


def test_comments_on_the_plan_have_a_tab_of_their_own(sign_in_as: SignInAs) -> None:
    office, path = sign_in_as("office.75"), f"{PLAN}/comments"
    assert "ยังไม่มีความเห็นประกอบ" in office.get(path).text(".empty")
    page = said(office, path, path, comment="จังหวัดพร้อมสนับสนุน")
    assert "จังหวัดพร้อมสนับสนุน" in page.text(".reply")
    assert page.has('.tabs [aria-current="page"][href$="/comments"]')
    assert said(office, path, path, comment="").code == 422


def test_who_only_reads_has_no_form(sign_in_as: SignInAs) -> None:
    assert not sign_in_as("auditor.1").get(f"{PLAN}/comments").has("main form")


def test_a_plan_that_ended_keeps_what_was_typed(app: Flask, sign_in_as: SignInAs) -> None:
    office, path = sign_in_as("office.75"), f"{PLAN}/comments"
    form = {**office.get(path).form(path), "comment": "ขอถามเพิ่ม"}
    inside(app, act, "drafter.75", SAMUT_SONGKHRAM, "withdraw", Given(reason="จัดทำใหม่"))
    page = Page(office.client.post(path, data=form))
    assert page.code == 409
    assert page.text("blockquote") == "ขอถามเพิ่ม"


def test_a_long_thread_is_read_page_by_page(app: Flask, reviewer: Visitor) -> None:
    for n in range(8):
        said(reviewer, comment=f"{n} " + "ก" * 1900)
    page = reviewer.get(ONE)
    assert page.texts(".reply .said")[-1].startswith("7 ")
    earlier = page.one(f'a[href^="{ONE}?before="]')
    page = reviewer.get(str(earlier["href"]))
    assert page.texts(".reply .said")[0].startswith("0 ")


def test_many_long_points_still_make_a_light_page(app: Flask, sign_in_as: SignInAs) -> None:
    person = sign_in_as("clinic.75")
    for n in range(12):
        person.post(NEW, **{**POINT, "comment": f"{n} " + "ก" * 1900})
    page = person.get(f"{PLAN}/points")
    assert len(page.texts(".point")) == 4
    assert page.texts("p[id^=point-] a")[-1] == "อ่านข้อ 12"
    assert inside(app, row, SAMUT_SONGKHRAM).version == 2
