"""A review of five points over two rounds: answered, settled, asked again, and recommended."""

import pytest

from tests.journeys.browsing import Tab
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser

PLAN = "/plans/4"


def test_five_points_over_two_rounds(world: str, visit: Visit) -> None:
    reviewer = visit(world, "clinic.75", scripts=False)
    drafter = visit(world, "drafter.75", width=390, scripts=False)
    _return_with(reviewer, 3)
    _answer(drafter, {1: "fixed", 2: "explained", 3: "contested"})
    for number in (1, 2):
        reviewer.open(f"{PLAN}/points/{number}").press('button[name="settled"][value="yes"]')
        assert "ปิดแล้ว" in reviewer.text(f"#point-{number}")
    reviewer.open(f"{PLAN}/points/1").press('button[name="settled"][value="no"]')
    _return_with(reviewer, 2)
    assert "ข้อสังเกต 5" in reviewer.text(".tabs")
    _answer(drafter, {1: "fixed", 3: "fixed", 4: "fixed", 5: "explained"})
    _recommend(reviewer)
    assert "เสนอ PCSO พิจารณาเห็นชอบ" in reviewer.text('[aria-current="step"]')


def _return_with(reviewer: Tab, points: int) -> None:
    reviewer.open(f"{PLAN}/moves/clinic_return")
    reviewer.type("#reason", "ขอให้แก้ไขตามข้อสังเกต")
    for number in range(points):
        if number == 2:
            reviewer.press("text=เพิ่มข้อ")
        reviewer.choose(f"#points-{number}-field", "needs.forums")
        reviewer.type(f"#points-{number}-text", f"ข้อความของข้อสังเกต {number + 1}")
    reviewer.press("main form button.btn-lg")
    assert reviewer.find('[aria-current="step"]').get_attribute("data-stage") == "returned"


def _answer(drafter: Tab, replies: dict[int, str]) -> None:
    drafter.open(f"{PLAN}/moves/resubmit")
    for number, answer in replies.items():
        drafter.tick(f'#replies-{number} input[value="{answer}"]')
        drafter.type(f"#replies-{number}-text", "ดำเนินการแล้วตามที่ระบุ")
    drafter.type("#summary", "แก้ไขตามข้อสังเกตทุกข้อ")
    drafter.tick("#warnings input")
    drafter.press("main form button.btn-lg")
    assert drafter.find('[aria-current="step"]').get_attribute("data-stage") == "clinic_review"


def _recommend(reviewer: Tab) -> None:
    reviewer.open(f"{PLAN}/moves/recommend")
    reviewer.press("main form button.btn-lg")
    assert "1, 3, 4, 5" in reviewer.text(".errors")
    reviewer.tick("#ticks input")
    reviewer.tick("#checklist input[type=checkbox]")
    reviewer.type("#opinion", "แก้ไขครบทุกข้อ เห็นควรเสนอ PCSO พิจารณา")
    reviewer.press("main form button.btn-lg")
