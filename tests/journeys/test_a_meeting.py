"""A meeting from its date to the plan's approval: the secretariat runs it, the presiding co-chair
certifies on a phone."""

import pytest

from tests.journeys.browsing import Tab
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser

ROI_ET = "/plans/2"


def test_roi_et_is_approved_by_a_meeting_that_the_secretariat_made(
    world: str, visit: Visit
) -> None:
    secretary = visit(world, "secretariat.1")
    _takes_it_off_the_other_agenda(secretary)
    _makes_a_meeting(secretary)
    _announces_and_opens_it(secretary)
    _records_the_votes(secretary)
    chair = visit(world, "chair.MHESI-1", width=390, height=844)
    _certifies_on_a_phone(chair)
    secretary.open("/meetings/3/close").press("main form button.btn-lg")
    assert "ดำเนินการแล้ว: ปิดการประชุม" in secretary.text("[role=status]")
    assert "การประชุมครั้งที่ 6/2569 วาระที่ 5.1: เห็นด้วย 9" in secretary.open(f"{ROI_ET}/timeline").text(
        ".timeline"
    )
    secretary.picture("meeting-9-timeline")


def test_without_scripts_in_english_a_rejection_needs_its_reasons(world: str, visit: Visit) -> None:
    secretary = visit(world, "secretariat.1", language="en", scripts=False)
    secretary.open("/meetings/2/open").tick('[value="MOI-1"]')
    secretary.press("main form button.btn-lg")
    secretary.open("/meetings/2/items/1/record")
    secretary.tick('#seat-MOI-1 [value="for"]')
    for seat in ("MOI-2", "MOI-3", "MOI-4", "MHESI-1", "MHESI-2"):
        secretary.tick(f'#seat-{seat} [value="against"]')
    secretary.press('[name="fill"][value="absent"]')
    secretary.press("main form button.btn-lg")
    chair = visit(world, "chair.MOI-1", language="en", theme="dark", width=390, scripts=False)
    chair.press(".task__act a")
    assert "more against than for" in chair.text(".outcome")
    chair.type("#reason", "Too short")
    chair.press("main form button.btn-lg")
    assert "At least 50 characters are needed" in chair.text(".errors")
    chair.type("#reason", "The projects repeat what the provincial plan already has money for.")
    chair.press("main form button.btn-lg")
    assert "Done: Resolve not to approve" in chair.text("[role=status]")
    chair.picture("meeting-rejected-en-dark")


def _takes_it_off_the_other_agenda(secretary: Tab) -> None:
    secretary.press('.nav-main a[href="/meetings"]')
    secretary.picture("meeting-1-list")
    secretary.press("text=ครั้งที่ 5/2569")
    secretary.press("text=จัดระเบียบวาระ")
    secretary.press("text=ถอดออก")
    assert "ยังไม่มีแผนในระเบียบวาระ" in secretary.text("main")


def _makes_a_meeting(secretary: Tab) -> None:
    secretary.open("/meetings").press("text=นัดประชุม")
    assert secretary.find("#number").input_value() == "6"
    secretary.type("#held_on", "๒๔ พ.ย. ๒๕๖๙")
    secretary.type("#time", "9.30")
    secretary.type("#place_th", "ห้องประชุมสาธิต 4")
    secretary.press("main form button.btn-lg")
    assert secretary.path == "/meetings/3/agenda"
    secretary.press('[value="in-2"]')
    secretary.picture("meeting-2-agenda")


def _announces_and_opens_it(secretary: Tab) -> None:
    secretary.open("/meetings/3").press("text=แจ้งการประชุม")
    secretary.press("main form button.btn-lg")
    secretary.press("text=เปิดการประชุม")
    secretary.press("main form button.btn-lg")
    assert "โปรดเลือกประธานร่วม" in secretary.text(".errors")
    secretary.tick('[value="MHESI-1"]')
    secretary.press("main form button.btn-lg")
    assert "กำลังประชุม" in secretary.text(".masthead")


def _records_the_votes(secretary: Tab) -> None:
    secretary.press(".task__act a")
    secretary.tick('#seat-MHESI-3 [value="absent"]')
    secretary.tick('#seat-MOI-4 [value="declared"]')
    secretary.press('[name="fill"][value="for"]')
    assert secretary.find('#seat-MOI-1 [value="for"]').is_checked()
    secretary.press("main form button.btn-lg")
    assert "โปรดบันทึกเหตุผล" in secretary.text(".errors")
    secretary.type("#why-MOI-4", "เป็นที่ปรึกษาโครงการ")
    secretary.picture("meeting-3-record")
    secretary.press("main form button.btn-lg")
    assert "อยู่ 9 จาก 10 คน" in secretary.text("main")
    secretary.picture("meeting-4-recorded")


def _certifies_on_a_phone(chair: Tab) -> None:
    assert "รอท่านรับรองมติ" in chair.text("main h2")
    chair.press(".task__act a")
    chair.press(".dock a")
    assert "มีมติอนุมัติ" in chair.find("#resolution").input_value()
    chair.picture("meeting-5-certify-phone")
    chair.press("main form button.btn-lg")
    assert "ดำเนินการแล้ว: มติอนุมัติ" in chair.text("[role=status]")
    assert "อนุมัติแล้ว" in chair.open(ROI_ET).text('[aria-current="step"]')
