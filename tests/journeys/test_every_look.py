"""Every main page in both languages and both lights: for everyone, on every width, without a
complaint of the browser."""

from pathlib import Path

import pytest

from tests.journeys.accessible import CONTRAST, violations
from tests.journeys.browsing import Tab
from tests.journeys.conftest import Visit
from tests.workbooks_made import FORUMS, workbook

pytestmark = pytest.mark.browser

EDITOR = ["", "/general", "/needs", "/swot", "/projects", "/projects/1", "/projects/1/remove"]
PAGES = {
    "": ["/sign-in", "/forgotten-password", "/set-password/x", "/verify", "/verify/none"],
    "admin.1": ["/profile", "/profile/recovery-codes", "/people", "/people/5", "/people/new"],
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
        "/plans/4/snooze",
    ],
    "pcso.80": ["/plans/5/brief", "/plans/5/moves/endorse", "/plans/5/moves/decline", "/nothing"],
    "drafter.55": [
        "/plans/3/points",
        "/plans/3/explain",
        "/plans/3/files",
        "/plans/3/moves/resubmit",
        "/plans/3/revisions/1/changes/now",
    ],
    "drafter.50": ["/plans/1/amend"],
    "drafter.95": [
        "/inbox",
        "/plans/new",
        "/plans/6/moves/submit",
        "/plans/6/revisions",
        *(f"/plans/6/sections{below}" for below in EDITOR),
        "/plans/6/people",
        "/plans/6/papers",
        "/plans/6/budget",
        "/plans/6/sections/projects/tables/projects/import",
        "/plans/6/print",
    ],
    "secretariat.1": [
        "/notices",
        "/inbox",
        "/plans/1/points",
        "/plans/1/points/1",
        "/plans/1/revisions",
        "/plans/1/revisions/2",
        "/plans/1/revisions/1/changes/2",
        "/plans/1/revisions/1/changes/2/needs",
        "/plans/1/timeline",
        "/plans/1/papers",
        "/plans/1/revisions/2/print",
        "/plans/2/moves/approve",
        "/plans/5/paper-decisions/new",
        "/plans/5/paper-decisions/new?move=pcso_return",
        "/meetings",
        "/meetings/new",
        "/meetings/2",
        "/meetings/2/agenda",
        "/meetings/2/open",
        "/meetings/1/items/1",
        "/meetings/2/items/1/record",
        "/pipeline",
        "/pipeline?province=zz",
        "/pipeline/print",
        "/pipeline/views",
        "/map",
        "/procedure",
    ],
    "chair.MHESI-1": ["/inbox", "/meetings/1/items/1/certify"],
}
WIDTHS = [320, 390, 640, 768, 1280]
"""640: what is left of 1280 at 200 % zoom."""


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("username", PAGES)
def test_a_page_is_for_everyone_on_every_screen(
    world: str, visit: Visit, username: str, language: str
) -> None:
    tab = visit(world, username, language=language)
    for path in PAGES[username]:
        _is_for_everyone(tab.open(path))


@pytest.mark.parametrize("language", ["th", "en"])
def test_so_is_a_page_that_says_what_is_wrong(world: str, visit: Visit, language: str) -> None:
    tab = visit(world, "clinic.75", language=language).open("/plans/4/moves/clinic_return")
    tab.type("#due", "x")
    tab.press("main form button.btn-lg")
    assert tab.find(".errors").get_attribute("role") == "alert"
    assert tab.find(".errors").evaluate("it => it === document.activeElement")
    _is_for_everyone(tab)
    tab.press('.errors a[href="#due"]')
    assert tab.find("#due").evaluate("it => it === document.activeElement")
    tab.page.context.clear_cookies(name="sid")
    tab.press("main form button.btn-lg")
    _is_for_everyone(tab)


@pytest.mark.parametrize("language", ["th", "en"])
def test_so_are_pages_with_something_begun(world: str, visit: Visit, language: str) -> None:
    path = "/plans/4/moves/recommend"
    tab = visit(world, "clinic.75", language=language).open(path)
    tab.type("#opinion", "เห็นควรเสนอ")
    tab.find('[data-kind="good"]')
    _is_for_everyone(tab)
    for again in (path, "/inbox"):
        _is_for_everyone(tab.open(again))


@pytest.mark.parametrize("language", ["th", "en"])
def test_so_are_the_pages_of_an_open_meeting(world: str, visit: Visit, language: str) -> None:
    tab = visit(world, "secretariat.1", language=language).open("/meetings/2/open")
    tab.tick('[value="MHESI-1"]')
    tab.press("main form button.btn-lg")
    _is_for_everyone(tab.open("/meetings/2/items/1/record"))
    tab.press('[name="fill"][value="for"]')
    tab.press("main form button.btn-lg")
    for path in ("/meetings/2", "/meetings/2/items/1", "/meetings/2/items/1/postpone"):
        _is_for_everyone(tab.open(path))
    chair = visit(world, "chair.MHESI-1", language=language)
    _is_for_everyone(chair.open("/meetings/2/items/1/certify"))


def test_so_are_the_answers_to_a_file(world: str, visit: Visit, tmp_path: Path) -> None:
    tab = visit(world, "drafter.95")
    wrong, right = (tmp_path / f"{name}.xlsx" for name in ("wrong", "right"))
    wrong.write_bytes(workbook(A=[FORUMS, ["เมื่อวาน", "วัด", "x"]]))
    right.write_bytes(workbook(A=[FORUMS, ["17/06/2569", "ศาลากลาง", 0]]))
    for path, answer in ((wrong, ".errors .cells"), (right, ".diff")):
        tab.open("/plans/6/sections/needs/tables/forums/import")
        tab.page.set_input_files("#file", path)
        tab.press("main form button.btn-primary")
        tab.find(answer)
        _is_for_everyone(tab)
    tab.press("main form button.btn-primary")
    assert tab.find("#forums-0-place").input_value() == "ศาลากลาง"


@pytest.mark.parametrize("language", ["th", "en"])
def test_so_are_the_editor_s_answers(world: str, visit: Visit, language: str) -> None:
    path, save = "/plans/6/sections/risks", 'button[name="then"][value="stay"]'
    one, two = (visit(world, f"{name}.95", language=language) for name in ("drafter", "drafter2"))
    for number, tab in enumerate((one.open(path), two.open(path))):
        tab.type("#risks-0-owner", f"{number}")
    one.press(save)
    two.press(save)
    assert two.page.locator(".pick").count() == 2
    _is_for_everyone(two)
    two.open(path).type("#risks-0-due", "x")
    two.press(save)
    two.press('.errors a[href="#risks-0-due"]')
    assert two.find("#risks-0-due").evaluate("it => it === document.activeElement")
    _is_for_everyone(two)


def test_the_device_decides_where_the_person_did_not(world: str, visit: Visit) -> None:
    tab = visit(world, theme="auto")
    for scheme in ("dark", "light", "dark"):
        tab.page.emulate_media(color_scheme=scheme)
        assert tab.open("/sign-in").find("html").get_attribute("data-bs-theme") == scheme
    tab.page.emulate_media(color_scheme="light")
    tab.page.wait_for_selector('html[data-bs-theme="light"]')
    chosen = visit(world, theme="light")
    chosen.page.emulate_media(color_scheme="dark")
    assert chosen.open("/sign-in").find("html").get_attribute("data-bs-theme") == "light"


def test_a_breach_of_the_policy_would_be_heard(world: str, visit: Visit) -> None:
    tab = visit(world).open("/sign-in")
    tab.page.evaluate("document.body.setAttribute('style', 'color: red')")
    assert "Content Security Policy" in tab.complaints.pop()


def _is_for_everyone(tab: Tab) -> None:
    tab.page.evaluate("document.querySelectorAll('main details').forEach(it => it.open = true)")
    assert violations(tab) == []
    tab.page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    assert violations(tab, CONTRAST) == []
    for width in WIDTHS:
        tab.page.set_viewport_size({"width": width, "height": 800})
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert tab.page.evaluate(overflow) == 0, f"{tab.path} scrolls sideways at {width}"
