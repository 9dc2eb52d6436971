"""What takes two people: an endorsement is undone, and then stands as it was signed on paper."""

import pytest

from tests.files import PDF
from tests.journeys.accessible import violations
from tests.journeys.browsing import Tab
from tests.journeys.conftest import Visit
from tests.services.acting import NAKHON

pytestmark = pytest.mark.browser

PLAN = f"/plans/{NAKHON}"
_SCAN = {"name": "หนังสือ นศ 0017-1234.pdf", "mimeType": "application/pdf", "buffer": PDF}


def test_an_endorsement_is_undone_and_then_entered_from_paper(world: str, visit: Visit) -> None:
    pcso = visit(world, "pcso.80", width=390, height=844)
    pcso.open(f"{PLAN}/moves/endorse").press("#decide ~ form .btn-lg")
    pcso.press(f'a[href="{PLAN}/undo"]')
    looked_at(pcso, "undo-1-ask")
    pcso.type("#reason", "กดผิดปุ่ม ยังมิได้หารือผู้ว่าราชการจังหวัด")
    pcso.press("main form .btn-lg")
    looked_at(pcso, "undo-2-waits")
    secretary = visit(world, "secretariat.1", language="en", theme="dark")
    looked_at(secretary, "undo-3-inbox")
    secretary.press(f'section[aria-labelledby=second] a[href^="{PLAN}/undo/"]')
    looked_at(secretary, "undo-4-answer")
    secretary.press("main form .btn-primary")
    looked_at(secretary, "undo-5-plan")
    secretary.press(f'a[href="{PLAN}/paper-decisions/new"]')
    secretary.press('main a[href$="move=endorse"]')
    secretary.page.locator("#decider").select_option(index=1)
    secretary.type("#decided_on", "24/11/2569")
    secretary.type("#number", "นศ 0017/1234")
    secretary.page.locator("#scan").set_input_files(_SCAN)  # type: ignore[arg-type]  # a payload
    looked_at(secretary, "paper-1-new")
    secretary.press("main form .btn-lg")
    looked_at(secretary, "paper-2-entered")
    checker = visit(world, "office.80", width=320, height=700)
    checker.press(f'section[aria-labelledby=second] a[href^="{PLAN}/paper-decisions/"]')
    looked_at(checker, "paper-3-check")
    checker.press("main form .btn-primary")
    checker.open(f"{PLAN}/timeline")
    looked_at(checker, "paper-4-timeline")
    assert "ตามเอกสารลงวันที่" in checker.text(".timeline")


def looked_at(tab: Tab, name: str) -> None:
    """Keep a picture; nothing is wider than the window, and nothing bars anybody."""
    tab.find("h1")
    tab.picture(name)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert tab.page.evaluate(wide) == 0, f"{name} scrolls sideways"
    assert violations(tab) == [], name
