"""Two who draft one plan together, from a blank page: one by invitation, both saving by themselves,
colliding in a section; both texts survive, and the plan is sent. And what is typed while there is
no connection."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import Tab
from tests.journeys.conftest import Visit
from tests.journeys.drafting import Drafter

pytestmark = pytest.mark.browser

SUMMARY = "/plans/3/sections/summary"
FIELD, STATE = "#executive_summary", "[data-state]"
GUEST = "drafter.45"
"""A drafter of another province."""
FIRST, SECOND = "บทสรุปที่ผู้จัดทำเขียน " * 8, "บทสรุปที่ผู้ร่วมจัดทำเขียน " * 8
SAVED = re.compile(r"บันทึกแล้ว \d\d:\d\d")


def test_from_blank_to_submitted_by_two_who_collide(world: str, visit: Visit) -> None:
    host, guest = visit(world, "drafter.95"), visit(world, GUEST, width=390, height=844)
    host.press('main a[href="/plans/new"]')
    host.press("main form button.btn-primary")
    drafter = Drafter(host, host.path)
    _invite(host, drafter.plan.removesuffix("/sections"))
    guest.open("/inbox").press(f'a[href="{drafter.plan}"]')
    _collide(host, guest, f"{drafter.plan}/summary")
    drafter.everything(lambda key: host.picture(f"write-1280-{key}"))
    host.open(drafter.plan).press("aside .btn-primary")
    host.tick("#warnings input")
    host.press("main form button.btn-lg")
    assert host.find('[aria-current="step"]').get_attribute("data-stage") == "clinic_review"


def _collide(host: Tab, guest: Tab, path: str) -> None:
    for tab in (host, guest):
        tab.open(path)
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
    host.open(path)
    assert host.find(FIELD).input_value().split() == [*FIRST.split(), *SECOND.split()]


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


def _invite(host: Tab, plan: str) -> None:
    host.open(plan).press(f'.tabs a[href="{plan}/people"]')
    host.type("#who", GUEST)
    host.picture("together-0-people")
    host.press("main form .btn-primary")
    assert "ร่วมเขียนแผนนี้ได้แล้ว" in host.text("[role=status]")


def _write(tab: Tab, text: str) -> None:
    """Type as a person does, so that the form hears of it, and look elsewhere."""
    tab.type(FIELD, text)
    tab.find(FIELD).blur()
