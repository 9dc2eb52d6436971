"""A day's work with nothing but a keyboard, seen at every stop; and another's page that keeps
itself right meanwhile."""

import pytest

from tests.journeys.browsing import Tab
from tests.journeys.conftest import Visit
from workflow.queries.demo import PASSWORD

pytestmark = pytest.mark.browser

MOST_STOPS = 80
STOP = """wanted => {
  const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect();
  return {
    there: it === wanted,
    ringed: style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.left < innerWidth,
    what: it.outerHTML.slice(0, 120),
  };
}"""


def test_a_task_is_opened_and_recommended_while_its_drafter_looks_on(
    world: str, visit: Visit
) -> None:
    drafter = visit(world, "drafter.75")
    drafter.page.clock.install()
    drafter.open("/inbox")
    reviewer = _signed_in(visit(world), "clinic.75")
    _press(reviewer, ".task__act a", "Enter")
    _press(reviewer, ".moves .btn-primary", "Enter")
    reviewer.find("#checklist")
    for box in reviewer.page.locator("#checklist input[type=checkbox]").all():
        _press(reviewer, f"#{box.get_attribute('id')}", "Space")
    _tab_to(reviewer, "#opinion")
    reviewer.page.keyboard.type("ข้อมูลครบถ้วน เห็นควรเสนอ")
    _press(reviewer, "main form button.btn-lg", "Enter")
    assert "ดำเนินการแล้ว: เห็นควรเสนอ" in reviewer.text("[role=status]:not(#news)")
    before = int(drafter.find("#bell").get_attribute("data-unread") or 0)
    drafter.page.clock.fast_forward(61_000)
    drafter.page.wait_for_function("() => document.getElementById('news').textContent")
    assert drafter.find("#bell").get_attribute("data-unread") == str(before + 1)
    assert drafter.page.locator("#news").text_content() == "มีการแจ้งเตือนใหม่ 1 รายการ"


def test_a_decision_needs_nothing_but_a_keyboard(world: str, visit: Visit) -> None:
    pcso = visit(world)
    _signed_in(pcso, "pcso.80", "/sign-in?next=/plans/5")
    pcso.page.wait_for_url(f"{world}/plans/5")
    pcso.page.keyboard.press("Tab")
    assert pcso.text(":focus") == "ข้ามไปยังเนื้อหา", "the skip link comes first"
    _press(pcso, ".moves .btn-primary", "Enter")
    pcso.page.wait_for_url("**/moves/endorse")
    _tab_to(pcso, "#opinion")
    pcso.page.keyboard.type("เห็นชอบตามเสนอ")
    _press(pcso, "main form button.btn-lg", "Enter")
    assert "ดำเนินการแล้ว: เห็นชอบ" in pcso.text("[role=status]:not(#news)")


def _signed_in(tab: Tab, username: str, path: str = "/sign-in") -> Tab:
    tab.open(path)
    for field, typed in (("#username", username), ("#password", PASSWORD)):
        _tab_to(tab, field)
        tab.page.keyboard.type(typed)
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url(lambda url: "/sign-in" not in url)
    return tab


def _press(tab: Tab, selector: str, key: str) -> None:
    _tab_to(tab, selector)
    tab.page.keyboard.press(key)


def _tab_to(tab: Tab, selector: str) -> None:
    """Press Tab until it is there; at every stop a ring shows where one is, in sight."""
    wanted = tab.find(selector)
    for _ in range(MOST_STOPS):
        tab.page.keyboard.press("Tab")
        stop = wanted.evaluate(STOP)
        assert stop["ringed"], stop
        assert stop["seen"], stop
        if stop["there"]:
            return
    raise AssertionError(f"no key leads to {selector}")
