"""Every main page in both languages and both lights: for everyone, on every width, without a
complaint of the browser."""

from collections.abc import Mapping

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.browsing import Tab
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser

PAGES = {
    "": ["/sign-in"],
    "clinic.75": [
        "/inbox",
        "/notices",
        "/plans/4",
        "/plans/4/text/projects/75-2571-01",
        "/plans/4/text/needs",
        "/plans/4/points/new?section=needs",
        "/plans/4/comments",
        "/plans/4/moves/recommend",
        "/plans/4/moves/clinic_return",
    ],
    "pcso.80": ["/plans/5/moves/endorse", "/plans/5/moves/decline", "/nothing"],
    "drafter.55": ["/plans/3/points", "/plans/3/moves/resubmit"],
    "drafter.95": ["/inbox", "/plans/6/moves/submit", "/plans/6/revisions"],
    "secretariat.1": [
        "/inbox",
        "/plans/1/points",
        "/plans/1/points/1",
        "/plans/1/revisions",
        "/plans/1/revisions/2",
        "/plans/1/timeline",
        "/plans/1/moves/approve",
        "/procedure",
    ],
}
WIDTHS = [320, 390, 640, 768, 1280]
"""640: what is left of 1280 at 200 % zoom."""
EVERYTHING = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
CONTRAST = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("username", PAGES)
def test_a_page_is_for_everyone_on_every_screen(
    looked_at: str, visit: Visit, username: str, language: str
) -> None:
    tab = visit(looked_at, username, language=language)
    for path in PAGES[username]:
        _is_for_everyone(tab.open(path))


@pytest.mark.parametrize("language", ["th", "en"])
def test_so_is_a_page_that_says_what_is_wrong(looked_at: str, visit: Visit, language: str) -> None:
    tab = visit(looked_at, "clinic.75", language=language).open("/plans/4/moves/clinic_return")
    tab.type("#due", "x")
    tab.press("main form button.btn-lg")
    assert tab.find(".errors").get_attribute("role") == "alert"
    _is_for_everyone(tab)
    tab.press('.errors a[href="#due"]')
    assert tab.find("#due").evaluate("it => it === document.activeElement")
    tab.page.context.clear_cookies(name="sid")
    tab.press("main form button.btn-lg")
    _is_for_everyone(tab)


def test_the_device_decides_where_the_person_did_not(looked_at: str, visit: Visit) -> None:
    tab = visit(looked_at, theme="auto")
    for scheme in ("dark", "light", "dark"):
        tab.page.emulate_media(color_scheme=scheme)
        assert tab.open("/sign-in").find("html").get_attribute("data-bs-theme") == scheme
    tab.page.emulate_media(color_scheme="light")
    tab.page.wait_for_selector('html[data-bs-theme="light"]')
    chosen = visit(looked_at, theme="light")
    chosen.page.emulate_media(color_scheme="dark")
    assert chosen.open("/sign-in").find("html").get_attribute("data-bs-theme") == "light"


def test_a_breach_of_the_policy_would_be_heard(looked_at: str, visit: Visit) -> None:
    tab = visit(looked_at).open("/sign-in")
    tab.page.evaluate("document.body.setAttribute('style', 'color: red')")
    assert "Content Security Policy" in tab.complaints.pop()


def _is_for_everyone(tab: Tab) -> None:
    for summary in tab.page.locator("main summary:visible").all():
        summary.click()
    assert _violations(tab, EVERYTHING) == []
    tab.page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    assert _violations(tab, CONTRAST) == []
    for width in WIDTHS:
        tab.page.set_viewport_size({"width": width, "height": 800})
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert tab.page.evaluate(overflow) == 0, f"{tab.path} scrolls sideways at {width}"


def _violations(tab: Tab, options: Mapping[str, object]) -> list[str]:
    found = Axe().run(tab.page, options=dict(options)).response["violations"]
    return [f"{tab.path} {v['id']}: {node['html'][:120]}" for v in found for node in v["nodes"]]
