"""A plan from a blank page to the committee's approval, by five people, returned once on its way.

In Thai every section is typed into its form. In English the draft is begun by the services: its
typing is what `test_a_plan_is_written` shows.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from config import Settings
from tests.cli.conftest import runner_of
from tests.databases import Databases, running
from tests.journeys.browsing import Tab
from tests.journeys.conftest import Visit
from tests.journeys.drafting import SAMPLE, Drafter, for_yala
from tests.journeys.serving import Server
from workflow.demo.replay import begin

pytestmark = pytest.mark.browser

PLAN = "/plans/7"
"""The first that comes after the demo's."""
ITEM = "/meetings/3/items/1"
SIGN = "main form button.btn-lg"
STAGE = '[aria-current="step"]'
WORDS = {
    "th": {
        "reason": "ขอให้ระบุสถานที่จัดเวทีให้ชัดเจน",
        "place": "หอประชุมเทศบาลนครยะลา",
        "reply": "ระบุสถานที่แล้ว",
        "opinion": "แก้ไขครบ เห็นควรเสนอ PCSO พิจารณา",
        "assent": "เห็นชอบ ให้เสนอคณะกรรมการ",
        "date": "๒๔ พ.ย. ๒๕๖๙",
    },
    "en": {
        "reason": "Please say where the forum was held",
        "place": "Yala City Hall",
        "reply": "The place is given now",
        "opinion": "All points are answered; recommended",
        "assent": "Endorsed, for the committee",
        "date": "24 Nov 2026",
    },
}
TOLD = {
    "th": [
        ("เริ่มร่าง", "ผู้จัดทำ"),
        ("ส่งให้ผู้แทนคลินิกพิจารณา", "ผู้จัดทำ"),
        ("ส่งคืนเพื่อแก้ไข", "ผู้แทนคลินิก"),
        ("แก้ไขแล้วส่งใหม่", "ผู้จัดทำ"),
        ("เห็นควรเสนอ", "ผู้แทนคลินิก"),
        ("เห็นชอบ", "PCSO"),
        ("มติอนุมัติ", "ประธานร่วม"),
    ],
    "en": [
        ("Draft begun", "drafter"),
        ("Submit to clinic representative", "drafter"),
        ("Return for revision", "clinic representative"),
        ("Revise and resubmit", "drafter"),
        ("Recommend", "clinic representative"),
        ("Endorse", "PCSO"),
        ("Resolve to approve", "co-chair"),
    ],
}


SAID = ("reason", "reply", "opinion", "assent")
"""Words that the timeline repeats."""


@pytest.fixture
def chosen(server: Server, databases: Databases, tmp_path: Path) -> Iterator[Settings]:
    """Settings of a demo world of the test's own, which it also looks at without a browser."""
    with server.serves(databases, "demo", tmp_path) as settings:
        yield settings


@pytest.fixture
def address(server: Server, chosen: Settings) -> str:
    """Where that world is served."""
    return server.address


def test_a_blank_page_becomes_an_approved_plan(
    address: str, chosen: Settings, visit: Visit
) -> None:
    drafter = visit(address, "drafter.95")
    drafter.press('main a[href="/plans/new"]')
    drafter.press("main form button.btn-primary")
    assert drafter.path == f"{PLAN}/sections"
    Drafter(drafter, drafter.path).everything()
    _goes_on_to_approval(address, visit, drafter, "th")
    _is_in_order(chosen)


def test_so_does_a_draft_in_english(address: str, chosen: Settings, visit: Visit) -> None:
    with running(chosen) as app, app.app_context():
        assert begin({**SAMPLE, "province": "95", "attached": 0, "sections": for_yala()}) == 7
    drafter = visit(address, "drafter.95", language="en")
    _goes_on_to_approval(address, visit, drafter, "en")
    _is_in_order(chosen)


def _goes_on_to_approval(address: str, visit: Visit, drafter: Tab, language: str) -> None:
    words = WORDS[language]
    _submits(drafter)
    reviewer = visit(address, "clinic.95", language=language)
    _returns(reviewer, words)
    _corrects(drafter, words)
    _recommends(reviewer, words)
    pcso = visit(address, "pcso.95", language=language, width=390, height=844)
    _moves(pcso, "endorse", {"#opinion": words["assent"]})
    secretary = visit(address, "secretariat.1", language=language)
    _holds_a_meeting(secretary, words)
    chair = visit(address, "chair.MHESI-1", language=language, width=390, height=844)
    chair.press(".task__act a")
    assert chair.path == f"{ITEM}/certify"
    chair.press(SIGN)
    _tells_it_all(drafter, words, language)


def _submits(drafter: Tab) -> None:
    drafter.open(f"{PLAN}/moves/submit").tick("#warnings input")
    drafter.press(SIGN)
    assert drafter.find(STAGE).get_attribute("data-stage") == "clinic_review"


def _returns(reviewer: Tab, words: dict[str, str]) -> None:
    reviewer.open(f"{PLAN}/moves/clinic_return").choose("#points-0-field", "needs.forums")
    reviewer.type("#points-0-text", words["reason"])
    reviewer.type("#reason", words["reason"])
    reviewer.press(SIGN)
    assert reviewer.find(STAGE).get_attribute("data-stage") == "returned"


def _corrects(drafter: Tab, words: dict[str, str]) -> None:
    drafter.open("/inbox").press(".task__act a")
    drafter.open(f"{PLAN}/sections/needs").type("#forums-0-place", words["place"])
    drafter.press('main form button[name="then"][value="stay"]')
    drafter.open(f"{PLAN}/moves/resubmit").tick('#replies-1 input[value="fixed"]')
    drafter.type("#replies-1-text", words["reply"])
    drafter.type("#summary", words["reply"])
    drafter.tick("#warnings input")
    drafter.press(SIGN)
    assert drafter.find(STAGE).get_attribute("data-stage") == "clinic_review"


def _recommends(reviewer: Tab, words: dict[str, str]) -> None:
    reviewer.open(f"{PLAN}/points")
    assert words["reply"] in reviewer.text("main")
    reviewer.open(f"{PLAN}/moves/recommend").tick("#ticks input")
    reviewer.tick("#checklist input[type=checkbox]")
    reviewer.type("#opinion", words["opinion"])
    reviewer.press(SIGN)


def _moves(tab: Tab, move: str, typed: dict[str, str]) -> None:
    tab.open("/inbox").press(".task__act a")
    tab.press(f'.moves a[href$="/{move}"]')
    for selector, text in typed.items():
        tab.type(selector, text)
    tab.press(SIGN)


def _holds_a_meeting(secretary: Tab, words: dict[str, str]) -> None:
    secretary.open("/meetings/new").type("#held_on", words["date"])
    secretary.type("#time", "9.30")
    secretary.type("#place_th", "ห้องประชุมสาธิต 4")
    secretary.press(SIGN)
    secretary.press('[value="in-7"]')
    for act in ("announce", "open"):
        secretary.open("/meetings/3").press(f'.actions a[href$="/{act}"]')
        if act == "open":
            secretary.tick('[value="MHESI-1"]')
        secretary.press(SIGN)
    secretary.open(f"{ITEM}/record").press('[name="fill"][value="for"]')
    secretary.press(SIGN)
    assert secretary.path == ITEM


def _tells_it_all(tab: Tab, words: dict[str, str], language: str) -> None:
    """What was done, by whom and in which words, oldest first; and where the plan now stands."""
    told = tab.open(f"{PLAN}/timeline").find(".timeline").inner_text()
    tab.picture(f"approved-{language}-timeline")
    acts = tab.page.locator(".timeline > li").all()
    shown = [
        (act.locator("b").first.inner_text(), act.locator(".timeline__who").first.inner_text())
        for act in reversed(acts)
    ]
    assert [(what, who.split(" · ")[1]) for what, who in shown] == TOLD[language]
    assert len({who for _, who in shown}) == 4, "and the secretary, who called the meeting"
    assert not [text for name, text in words.items() if name in SAID and text not in told]
    assert "6/2569" in told
    assert tab.open(PLAN).find(STAGE).get_attribute("data-stage") == "approved"


def _is_in_order(chosen: Settings) -> None:
    """The record, as `flask ledger verify` finds it."""
    with running(chosen) as app:
        checked = runner_of(app)("ledger", "verify")
    assert checked.exit_code == 0
    assert checked.output.endswith("all in order\n")
