"""A return that is written over several sittings: begun on a phone, gone on with elsewhere, sent;
and what somebody throws away, with scripts and without."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.browsing import Tab
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser

PATH, STATE = "/plans/4/moves/clinic_return", "[data-state]"
KEPT = re.compile(r"เก็บไว้แล้ว \d\d:\d\d")
POINT = "ขอให้เพิ่มเวทีอีกหนึ่งครั้ง"


def test_a_return_begun_on_a_phone_is_sent_from_elsewhere(world: str, visit: Visit) -> None:
    phone, desk = visit(world, "clinic.75", width=360, height=740), visit(world, "clinic.75")
    phone.open(PATH).choose("#points-0-field", "needs.forums")
    phone.type("#points-0-text", POINT)
    _is_kept(phone)
    phone.picture("unsent-1-phone")
    phone.page.close(run_before_unload=True)
    desk.open(PATH)
    assert POINT in desk.find("#points-0-text").input_value()
    desk.picture("unsent-2-desk")
    desk.type("#reason", "ขอให้แก้ไข")
    desk.press("main form button.btn-lg")
    assert desk.find('[aria-current="step"]').get_attribute("data-stage") == "returned"


def test_the_page_left_open_does_not_overwrite_the_newer_text(world: str, visit: Visit) -> None:
    old, new = visit(world, "clinic.75").open(PATH), visit(world, "clinic.75").open(PATH)
    new.type("#reason", "ฉบับใหม่")
    _is_kept(new)
    old.type("#reason", "ฉบับเก่า")
    expect(old.find(STATE)).to_contain_text("เก็บไว้จากอีกหน้าหนึ่ง")
    old.page.on("dialog", lambda dialog: dialog.accept())
    old.press("[data-merge]")
    assert old.find("#reason").input_value() == "ฉบับใหม่"


def test_what_is_thrown_away_does_not_come_back(world: str, visit: Visit) -> None:
    tab = visit(world, "clinic.75").open(PATH)
    tab.type("#reason", "เริ่มไว้")
    _is_kept(tab)
    tab.open(PATH).find("#reason").press_sequentially("และต่อ")
    tab.press("form[data-forgets] button")
    assert "ทิ้งข้อความ" in tab.text(".notice--good")
    assert tab.open(PATH).find("#reason").input_value() == ""
    assert tab.page.locator("form[data-forgets]").count() == 0


def test_what_is_typed_before_the_script_is_there_is_kept(world: str, visit: Visit) -> None:
    tab, late = visit(world, "clinic.75"), list[Route]()
    tab.page.route("**/autosave.*.js", lambda route: late.append(route))
    tab.page.goto(PATH, wait_until="commit")
    tab.type("#reason", "พิมพ์ก่อน")
    late.pop().continue_()
    tab.page.unroute("**/autosave.*.js")
    _is_kept(tab)
    assert tab.open(PATH).find("#reason").input_value() == "พิมพ์ก่อน"


def test_without_scripts_a_button_keeps_and_another_throws_away(world: str, visit: Visit) -> None:
    tab = visit(world, "clinic.75", scripts=False).open(PATH)
    tab.type("#points-1-text", POINT)
    tab.press("[formaction]")
    assert "เก็บไว้แล้ว" in tab.text(".notice--good")
    assert tab.find("#points-0-text").input_value() == POINT
    tab.press("form[data-forgets] button")
    assert tab.find("#points-0-text").input_value() == ""


def _is_kept(tab: Tab) -> None:
    expect(tab.find(STATE)).to_have_text(KEPT)
