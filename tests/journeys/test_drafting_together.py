"""Two who draft one plan together: one by invitation, saving by themselves, colliding in a section;
both texts survive, and the plan is sent. And what is typed while there is no connection."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import Tab
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser

SUMMARY = "/plans/3/sections/summary"
FIELD, STATE = "#executive_summary", "[data-state]"
GUEST = "drafter.45"
"""A drafter of another province."""
FIRST, SECOND = "บทสรุปที่ผู้จัดทำเขียน " * 8, "บทสรุปที่ผู้ร่วมจัดทำเขียน " * 8
SAVED = re.compile(r"บันทึกแล้ว \d\d:\d\d")


def test_two_co_drafters_collide_with_both_saved_by_itself(world: str, visit: Visit) -> None:
    host, guest = visit(world, "drafter.55"), visit(world, GUEST, width=390, height=844)
    _invite(host)
    guest.open("/inbox").press('a[href="/plans/3/sections"]')
    for tab in (host, guest):
        tab.open(SUMMARY)
    _write(host, FIRST)
    expect(host.find(STATE)).to_have_text(SAVED)
    host.picture("together-1-saved")
    _write(guest, SECOND)
    expect(guest.find(STATE)).to_contain_text("บันทึกหมวดนี้ไปแล้วระหว่างที่ท่านพิมพ์")
    assert guest.find(FIELD).input_value() == SECOND
    assert "กำลังเขียนหมวดนี้" in guest.text("[data-beside]")
    guest.picture("together-2-collision")
    guest.press("[data-merge]")
    assert guest.find(FIELD).input_value().strip() == SECOND.strip()
    assert FIRST.strip() in guest.text(".sides")
    guest.type(FIELD, f"{FIRST} {SECOND}")
    guest.press("text=บันทึกตามที่เลือก")
    host.open(SUMMARY)
    assert host.find(FIELD).input_value().split() == [*FIRST.split(), *SECOND.split()]
    _send(host)


def test_what_is_typed_without_a_connection_is_saved_when_there_is_one(
    world: str, visit: Visit
) -> None:
    tab = visit(world, "drafter.55").open(SUMMARY)
    tab.page.context.set_offline(True)
    _write(tab, FIRST)
    expect(tab.find(STATE)).to_contain_text("ไม่มีการเชื่อมต่อ")
    tab.page.context.set_offline(False)
    expect(tab.find(STATE)).to_have_text(SAVED)
    tab.complaints.clear()
    assert tab.open(SUMMARY).find(FIELD).input_value().strip() == FIRST.strip()


def test_what_is_typed_after_the_session_ended_is_kept_and_sent(world: str, visit: Visit) -> None:
    tab = visit(world, "drafter.55").open(SUMMARY)
    signed_in = [c for c in tab.page.context.cookies() if c.get("name") != "sid"]
    tab.page.context.clear_cookies()
    tab.page.context.add_cookies(signed_in)  # type: ignore[arg-type]  # as they were given
    _write(tab, FIRST)
    expect(tab.find(STATE)).to_contain_text("การใช้งานของท่านสิ้นสุดแล้ว")
    assert tab.find(FIELD).input_value() == FIRST
    tab.picture("together-3-ended")


def _invite(host: Tab) -> None:
    host.open("/plans/3").press('.tabs a[href="/plans/3/people"]')
    host.type("#who", GUEST)
    host.picture("together-0-people")
    host.press("main form .btn-primary")
    assert "ร่วมเขียนแผนนี้ได้แล้ว" in host.text("[role=status]")


def _write(tab: Tab, text: str) -> None:
    """Type as a person does, so that the form hears of it, and look elsewhere."""
    tab.type(FIELD, text)
    tab.find(FIELD).blur()


def _send(host: Tab) -> None:
    host.open("/plans/3/moves/resubmit")
    for no in (1, 2):
        host.page.locator(f'[name="replies-{no}"]').first.check()
        host.type(f'[name="replies-{no}-text"]', "แก้ไขแล้ว")
    host.type("#summary", "แก้ไขตามข้อสั่งการ")
    host.tick("#warnings input")
    host.press("main form button.btn-lg")
    assert host.find('[aria-current="step"]').get_attribute("data-stage") == "pcso_endorsement"
