"""A plan's way through real hands: returned, resubmitted, recommended, endorsed by three people."""

import pytest

from tests.journeys.browsing import Tab
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser

PLAN = "/plans/4"


def test_samut_songkhram_is_returned_answered_recommended_and_endorsed(
    world: str, visit: Visit
) -> None:
    reviewer, drafter = visit(world, "clinic.75"), visit(world, "drafter.75")
    _returns_with_two_points(reviewer)
    _answers_both(drafter)
    _recommends(reviewer)
    pcso = visit(world, "pcso.75", width=390, height=844)
    _endorses_on_a_phone(pcso)
    assert "อยู่ที่ขั้นนี้" in drafter.open(PLAN).text('[data-stage="committee_approval"]')
    drafter.picture("15-drafter-sees-it-endorsed")


def test_the_same_in_english_is_shorter(world: str, visit: Visit) -> None:
    reviewer = visit(world, "clinic.75", language="en")
    reviewer.press(".task__act a")
    assert reviewer.text("h1").startswith("Samut Songkhram STI Development Plan")
    reviewer.press("text=Recommend")
    reviewer.tick("#checklist input[type=checkbox]")
    reviewer.type("#opinion", "Complete; recommended.")
    reviewer.picture("en-1-recommend")
    reviewer.press("main form button.btn-lg")
    assert "Done: Recommend" in reviewer.text("[role=status]")
    reviewer.picture("en-2-recommended")
    pcso = visit(world, "pcso.75", language="en", theme="dark").open(f"{PLAN}/moves/endorse")
    assert "Complete; recommended." in pcso.text(".quote")
    pcso.picture("en-3-endorse-dark")
    pcso.press("text=Endorse and sign")
    assert "Done: Endorse" in pcso.text("[role=status]")


def test_without_scripts_every_step_is_a_form_or_a_link(world: str, visit: Visit) -> None:
    reviewer = visit(world, "clinic.75", scripts=False, theme="auto").open(PLAN)
    reviewer.press(".moves details summary")
    assert "เฉพาะผู้ที่ส่งเรื่อง" in reviewer.text(".moves details")
    reviewer.press("text=ส่งคืนเพื่อแก้ไข")
    reviewer.type("#reason", "ขอให้เพิ่มข้อมูล")
    for number in range(3):
        if number == 2:
            reviewer.press("text=เพิ่มข้อ")
        reviewer.choose(f"#points-{number}-field", "needs.forums")
        reviewer.type(f"#points-{number}-text", f"ข้อความของข้อ {number + 1}")
    assert reviewer.find("#reason").input_value() == "ขอให้เพิ่มข้อมูล"
    reviewer.press("main form button.btn-lg")
    assert "ข้อสังเกต 3" in reviewer.text(".tabs")
    reviewer.press(".menu summary")
    reviewer.press('button[value="en"]')
    assert reviewer.find("html").get_attribute("lang") == "en"
    reviewer.press(".menu summary")
    reviewer.press("text=Sign out")
    assert "You are signed out" in reviewer.text("main")


def _returns_with_two_points(reviewer: Tab) -> None:
    reviewer.picture("01-clinic-inbox")
    reviewer.press(".task__act a")
    reviewer.picture("02-clinic-plan")
    reviewer.press("text=ส่งคืนเพื่อแก้ไข")
    reviewer.type("#reason", "ขอให้เพิ่มเวทีรับฟังความคิดเห็น และปรับราคาต่อหน่วย")
    reviewer.choose("#points-0-field", "needs.forums")
    reviewer.type("#points-0-text", "ขอให้เพิ่มเวทีในอำเภออัมพวาอีกหนึ่งครั้ง")
    reviewer.choose("#points-1-field", "projects.projects.budget")
    reviewer.choose("#points-1-row", "75-2571-01")
    reviewer.type("#points-1-text", "ขอใบเสนอราคาของสถานีวัดความเค็ม")
    reviewer.type("#due", "๑๗/๑๒/๒๕๖๙")
    reviewer.picture("03-clinic-return")
    reviewer.press("main form button.btn-lg")
    assert "17 ธ.ค. 2569" in reviewer.text(".holder")
    reviewer.picture("04-clinic-returned")


def _answers_both(drafter: Tab) -> None:
    drafter.open("/inbox").picture("05-drafter-inbox")
    drafter.press(".task__act a")
    drafter.press("text=แก้ไขแล้วส่งใหม่")
    drafter.press("main form button.btn-lg")
    assert "ยังไม่ได้ตอบข้อสังเกตที่ต้องแก้ไข: ข้อ 1, 2" in drafter.text(".errors")
    drafter.picture("06-drafter-what-lacks")
    for number in (1, 2):
        drafter.tick(f'#replies-{number} input[value="{("fixed", "explained")[number - 1]}"]')
        drafter.type(f"#replies-{number}-text", "เพิ่มแล้ว ผู้เข้าร่วม 62 คน")
    drafter.type("#summary", "เพิ่มเวทีที่อัมพวาและแนบใบเสนอราคา")
    drafter.tick("#warnings input")
    drafter.picture("07-drafter-resubmit")
    drafter.press("main form button.btn-lg")
    assert "ผู้แทนคลินิกพิจารณา" in drafter.text('[aria-current="step"]')
    drafter.picture("08-drafter-resubmitted")


def _recommends(reviewer: Tab) -> None:
    reviewer.open("/notices").picture("09-clinic-notices")
    reviewer.open(f"{PLAN}/points").picture("10-clinic-points")
    reviewer.press("text=เห็นควรเสนอ")
    reviewer.tick("#ticks input")
    reviewer.tick("#checklist input[type=checkbox]")
    reviewer.type("#opinion", "แก้ไขครบทั้งสองข้อ เห็นควรเสนอ PCSO พิจารณา")
    reviewer.picture("11-clinic-recommend")
    reviewer.press("main form button.btn-lg")
    assert "เสนอ PCSO พิจารณาเห็นชอบ" in reviewer.text('[aria-current="step"]')


def _endorses_on_a_phone(pcso: Tab) -> None:
    pcso.picture("12-pcso-inbox-phone")
    pcso.press(".task__act a")
    pcso.picture("13-pcso-plan-phone")
    pcso.press(".moves .btn-primary")
    assert "แก้ไขครบทั้งสองข้อ" in pcso.text(".quote")
    pcso.press(".dock a")
    pcso.type("#opinion", "เห็นชอบ ให้เร่งดำเนินการก่อนฤดูน้ำหลาก")
    pcso.picture("14-pcso-endorse-phone")
    pcso.press("text=เห็นชอบและลงนาม")
    assert "ดำเนินการแล้ว: เห็นชอบ" in pcso.text("[role=status]")
