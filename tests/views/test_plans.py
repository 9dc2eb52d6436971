"""A plan's page answers above the fold: what, where, who, since when, due when, and what I may."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.conftest import SignInAs
from tests.services.acting import (
    CHIANG_MAI,
    NAN,
    RETURNED,
    SAMUT_SONGKHRAM,
    WARNINGS,
    act,
    answers,
    save,
)
from tests.services.attaching import revision
from tests.views.deeds import RECOMMEND, REVIEW, inside, send
from workflow.extensions import db, writing
from workflow.models import Appointment, Person
from workflow.states.facts import Given

TABS = ["", "/points", "/files", "/revisions", "/timeline"]


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_says_where_the_plan_is(sign_in_as: SignInAs, tab: str) -> None:
    page = sign_in_as("pcso.80").get(f"/plans/5{tab}")
    assert page.text("h1").startswith("แผนพัฒนาจังหวัดนครศรีธรรมราช")
    assert "ฉบับที่ 1 · 11.90 ล้านบาท · 2 โครงการ" in page.text(".masthead")
    assert "อยู่ที่ขั้นนี้" in page.text('[aria-current="step"]')
    assert "นายมนัส สาธิตพงษ์ PCSO จังหวัดนครศรีธรรมราช" in page.text(".holder")
    assert "4 พ.ย. 2569" in page.text(".holder")
    assert "เกินกำหนด 7 วันทำการ" in page.text(".holder")
    assert len(page.all('.tabs [aria-current="page"]')) == 1


def test_every_page_of_a_plan_has_a_title_of_its_own(sign_in_as: SignInAs) -> None:
    visitor, pages = sign_in_as("secretariat.1"), [*TABS, "/comments", "/people", "/papers"]
    below = ("/brief", "/explain", "/print", "/budget", "/moves/approve", "/revisions/1")
    found = [visitor.get(f"/plans/1{path}").text("title") for path in (*pages, *below)]
    assert len(set(found)) == len(found), found
    assert all("เชียงใหม่" in title for title in found)


def test_buttons_are_what_the_person_may_do_and_the_rest_says_why(sign_in_as: SignInAs) -> None:
    page = sign_in_as("pcso.80").get("/plans/5")
    assert page.texts(".moves > a") == ["เห็นชอบ", "ส่งคืนเพื่อแก้ไข", "ไม่เห็นชอบ"]
    assert page.texts(".moves .btn-primary") == ["เห็นชอบ"]
    assert page.texts(".moves .btn-danger") == ["ไม่เห็นชอบ"]
    assert "ถอนเรื่อง" in page.text(".moves details dt")
    assert "เป็นอำนาจของผู้จัดทำ" in page.text(".moves details dd")


def test_every_button_leads_to_an_open_form(sign_in_as: SignInAs) -> None:
    for username, plan in [("pcso.80", 5), ("clinic.75", 4), ("drafter.55", 3)]:
        person = sign_in_as(username)
        for link in person.get(f"/plans/{plan}").all(".moves > a[href*=moves]"):
            assert person.get(str(link["href"])).has("main form button.btn-lg")


def test_who_only_reads_sees_reasons_and_no_button(sign_in_as: SignInAs) -> None:
    page = sign_in_as("auditor.1").get("/plans/5")
    assert not page.has(".moves > a")
    assert len(page.texts(".moves dt")) == 4


def test_moves_refused_for_the_same_reasons_stand_together(sign_in_as: SignInAs) -> None:
    titles = sign_in_as("secretariat.1").get("/plans/2").texts(".moves dt")
    assert titles[0].startswith("มติอนุมัติ, มติอนุมัติโดยมีเงื่อนไข, มติให้แก้ไข")


def test_a_return_is_a_loop_that_says_how_often(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, _return_twice)
    page = sign_in_as("clinic.75").get("/plans/4")
    loop = page.text(".steps__loop")
    assert "ส่งคืน 2 ครั้ง" in loop
    assert "24 พ.ย." in loop


def test_a_returned_plan_stands_at_its_first_step_with_who_has_it(sign_in_as: SignInAs) -> None:
    page = sign_in_as("drafter.55").get("/plans/3")
    assert "ส่งคืน รอแก้ไข" in page.text('[aria-current="step"]')
    assert "ตั้งแต่ 21 ต.ค. 2569" in page.text('[aria-current="step"]')
    assert "และอีก 1 คน" in page.text(".holder")


def test_a_post_that_nobody_holds_is_said_to_be_so(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, _end_posts, "pcso.80")
    page = sign_in_as("secretariat.1").get("/plans/5")
    assert "วันนี้ไม่มีผู้ดำรงตำแหน่งนี้" in page.text(".holder")


def test_the_text_reads_in_sections_with_a_list_of_them(sign_in_as: SignInAs) -> None:
    page = sign_in_as("pcso.80").get("/plans/5")
    assert page.texts("main section > h2")[:3] == [
        "0 ข้อมูลทั่วไป",
        "1 บทสรุปผู้บริหาร",
        "2 ข้อมูลจังหวัด",
    ]
    for link in page.all("aside a"):
        assert page.has(str(link["href"]))


def test_a_project_has_a_page_of_its_own(sign_in_as: SignInAs) -> None:
    page = sign_in_as("pcso.80").get("/plans/5/text/projects/80-2571-01")
    assert page.text("h1") == "80-2571-01 ระบบคาดการณ์และคัดเกรดมังคุดด้วยภาพ"
    assert "รวมงบประมาณโครงการ 5,300,000 บาท" in page.text("main")
    assert [str(a["href"]) for a in page.all(".crumbs a")][1:] == [
        "/plans/5",
        "/plans/5/text/projects",
    ]


@pytest.mark.parametrize(
    "path",
    [
        "/plans/5/text/nothing",
        "/plans/5/text/projects/nothing",
        "/plans/5/text/general/80-2571-01",
        "/plans/5/text/__class__",
        "/plans/5/revisions/2",
        "/plans/5/revisions/1/text/nothing",
        "/plans/5/revisions/1/text/projects/nothing",
        "/plans/5/nothing",
        "/plans/5/",
    ],
)
def test_what_is_not_in_the_plan_is_not_there(sign_in_as: SignInAs, path: str) -> None:
    assert sign_in_as("pcso.80").get(path).code == 404


def test_a_frozen_revision_stays_while_the_text_moves_on(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, save_contact, NAN)
    drafter = sign_in_as("drafter.55")
    assert "ผู้ประสานงานคนใหม่" in drafter.get("/plans/3/text/general").text()
    frozen = drafter.get("/plans/3/revisions/1/text/general")
    assert "ผู้ประสานงานคนใหม่" not in frozen.text()
    assert "ฉบับที่ 1 ตามที่ตรึงไว้" in frozen.text(".masthead")
    assert drafter.get("/plans/3/revisions/1").code == 200


def test_revisions_are_listed_with_the_code_of_their_text(app: Flask, sign_in_as: SignInAs) -> None:
    code = inside(app, lambda: revision(CHIANG_MAI).digest)
    page = sign_in_as("secretariat.1").get("/plans/1/revisions")
    assert page.texts("tbody th") == ["ฉบับที่ 2", "ฉบับที่ 1"]
    assert page.texts("tbody code")[0] == f"{code[:4]} {code[4:8]} … {code[-4:]}"


def test_points_stand_with_replies_who_and_when(sign_in_as: SignInAs) -> None:
    page = sign_in_as("secretariat.1").get("/plans/1/points")
    assert "เปิดอยู่ 0 ข้อ ปิดแล้ว 3 ข้อ" in page.text("main")
    first = page.text("#point-1")
    assert "ปัญหาและความต้องการ › เวทีรับฟังความคิดเห็น" in first
    assert "ผศ. ดร.ธวัช สมมติกุล · ผู้แทนคลินิก" in first
    assert "แก้ไขแล้ว เพิ่มเวที" in page.text("#point-1 .reply")


@pytest.mark.parametrize(
    ("tab", "said"),
    [("/points", "ยังไม่มีข้อสังเกต"), ("/revisions", "ยังไม่มีฉบับที่ตรึงไว้")],
)
def test_an_empty_tab_says_what_will_stand_here(sign_in_as: SignInAs, tab: str, said: str) -> None:
    assert said in sign_in_as("drafter.95").get(f"/plans/6{tab}").text(".empty")


def test_a_long_timeline_is_read_page_by_page(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, _to_and_fro, 26)
    drafter = sign_in_as("drafter.75")
    newest = drafter.get("/plans/4/timeline")
    (older,) = newest.all(".timeline ~ p a")
    oldest = drafter.get(str(older["href"]))
    assert [len(p.all(".timeline > li")) for p in (newest, oldest)] == [50, 4]
    assert "เริ่มร่าง" in oldest.texts(".timeline > li")[-1]
    assert not oldest.has(".timeline ~ p a")
    assert drafter.get("/plans/4/timeline?before=x").texts(".timeline > li")


def test_the_timeline_tells_who_did_what_when_in_what_capacity(sign_in_as: SignInAs) -> None:
    acts = sign_in_as("drafter.55").get("/plans/3/timeline").texts(".timeline > li")
    assert len(acts) == 4
    assert acts[0].startswith("ส่งคืนเพื่อแก้ไข 21 ต.ค. 2569 10:20 น.")
    assert "PCSO · รักษาราชการแทน คำสั่งจังหวัดน่าน ที่ 2345/2569" in acts[0]
    assert "ข้อสังเกต 2 ข้อ" in acts[0]


def test_english_shows_the_english_title_and_leaves_what_officials_wrote(
    sign_in_as: SignInAs,
) -> None:
    page = sign_in_as("pcso.80").get("/plans/5", "en")
    assert page.text("h1") == "Nakhon Si Thammarat STI Development Plan, B.E. 2571–2575"
    assert page.one("h1")["lang"] == "en"
    assert page.one("main .prose")["lang"] == "th"
    assert page.one("html")["lang"] == "en"


def test_a_line_never_ends_within_a_span_of_years(sign_in_as: SignInAs) -> None:
    pcso = sign_in_as("pcso.80")
    assert "2571\u00a0–\u2060\u00a02575" in pcso.get("/plans/5").one("h1").text
    assert "2571–\u20602575" in pcso.get("/plans/5", "en").one("h1").text


def test_a_done_move_is_confirmed_once(sign_in_as: SignInAs) -> None:
    reviewer = sign_in_as("clinic.75")
    send(reviewer, REVIEW, RECOMMEND)
    assert "ดำเนินการแล้ว: เห็นควรเสนอ" in reviewer.get("/plans/4").text(".notice--good")
    assert not reviewer.get("/plans/4").has(".notice--good")


def save_contact(plan_id: int) -> None:
    """Change the working text of a returned plan."""
    save("drafter.55", plan_id, "general", contact_name="ผู้ประสานงานคนใหม่")


def _return_twice() -> None:
    for _ in range(2):
        act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", RETURNED)
        act("drafter.75", SAMUT_SONGKHRAM, "resubmit", answers(SAMUT_SONGKHRAM))


def _end_posts(username: str) -> Any:
    writing()
    mine = sa.select(Person.id).where(Person.username == username).scalar_subquery()
    db.session.execute(sa.delete(Appointment).where(Appointment.person_id == mine))
    db.session.commit()


def _to_and_fro(times: int) -> None:
    for _ in range(times):
        act("drafter.75", SAMUT_SONGKHRAM, "recall")
        act("drafter.75", SAMUT_SONGKHRAM, "submit", Given(warnings=WARNINGS))
