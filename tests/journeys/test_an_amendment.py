"""The approved Chiang Mai plan is amended: its text is in force until the amendment is approved."""

import pytest

from tests.journeys.accessible import violations
from tests.journeys.browsing import Tab
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser

OLD, NEW = "/plans/1", "/plans/7"
"""The approved plan, and the first that comes after the demo's."""
SIGN = "main form button.btn-lg"
CONTACT = "นางสาวผู้ประสานงาน คนใหม่"


def test_a_minor_amendment_takes_the_place_of_the_approved_plan(world: str, visit: Visit) -> None:
    drafter = visit(world, "drafter.50", width=390, height=844).open(OLD)
    _begins(drafter)
    _changes_the_contact(drafter)
    _sends(drafter, "submit", {}, '[name^="warnings-"]')
    clinic = visit(world, "clinic.50")
    said = {"#opinion": "เปรียบเทียบกับฉบับเดิมแล้ว เห็นควรเสนอ"}
    _sends(clinic, "recommend", said, "#checklist input[type=checkbox]")
    _is_in_force(clinic.open(OLD))
    pcso = visit(world, "pcso.50", width=390, height=844)
    _sends(pcso, "endorse", {"#opinion": "เห็นชอบการแก้ไข"})
    pcso.open(NEW).picture("amendment-5-in-force")
    assert "ฉบับที่มีผลใช้บังคับ" in pcso.text(".kin .tag--good")
    _has_given_way(drafter.open(OLD))


def _begins(drafter: Tab) -> None:
    drafter.picture("amendment-1-approved")
    drafter.press(f'.kin a[href="{OLD}/amend"]')
    drafter.page.locator('input[name="kind"][value="minor"]').check()
    drafter.type("#reason", "ผู้ประสานงานของจังหวัดเปลี่ยนตัว")
    _looks(drafter, "amendment-2-kinds")
    drafter.press(SIGN)
    assert drafter.path == NEW
    assert "แก้ไขเล็กน้อย" in drafter.text(".kin")


def _changes_the_contact(drafter: Tab) -> None:
    drafter.open(f"{NEW}/sections/general")
    drafter.type("#contact_name", CONTACT)
    drafter.press("main form button.btn-primary")
    drafter.open(f"{NEW}/amendment-kind")
    _looks(drafter, "amendment-3-kind")
    drafter.open(f"{NEW}/in-force/changes")
    _looks(drafter, "amendment-3-changes")
    assert CONTACT in drafter.text("ins")


def _sends(tab: Tab, move: str, typed: dict[str, str], ticked: str = "") -> None:
    """Open a move of the amendment, fill its form in, send it."""
    tab.open(f"{NEW}/moves/{move}")
    if ticked:
        tab.tick(ticked)
    for selector, text in typed.items():
        tab.type(selector, text)
    tab.press(SIGN)
    assert tab.path == NEW


def _looks(tab: Tab, name: str) -> None:
    """Nobody is kept out of the page, and it holds on a phone."""
    tab.picture(name)
    assert violations(tab) == []
    assert tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _is_in_force(reader: Tab) -> None:
    _looks(reader, "amendment-4-under-way")
    assert "ฉบับที่มีผลใช้บังคับ" in reader.text(".kin .tag--good")
    assert "อยู่ระหว่างแก้ไขเพิ่มเติม" in reader.text(".kin .tag--warn")
    assert CONTACT not in reader.text("main")


def _has_given_way(reader: Tab) -> None:
    reader.picture("amendment-6-superseded")
    assert "ถูกแทนที่ด้วยฉบับแก้ไข" in reader.text('[aria-current="step"]')
    assert CONTACT not in reader.text("main")
    reader.press(f'.kin a[href="{NEW}"]')
    assert CONTACT in reader.text("main")
