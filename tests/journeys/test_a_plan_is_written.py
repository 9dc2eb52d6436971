"""A plan from a blank page to the clinic, through forms alone; and two who write at once."""

import pytest

from tests.journeys.browsing import Tab
from tests.journeys.conftest import Visit
from tests.journeys.drafting import Drafter

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("width", "scripts", "language"),
    [(390, False, "th"), (1280, False, "en")],
)
def test_a_plan_is_written_from_blank_to_submitted(
    world: str, visit: Visit, width: int, scripts: bool, language: str
) -> None:
    tab = visit(world, "drafter.95", width=width, height=844, scripts=scripts, language=language)
    tab.press('main a[href="/plans/new"]')
    tab.picture(f"write-{width}-1-new")
    tab.press("main form button.btn-primary")
    drafter = Drafter(tab, tab.path)
    tab.picture(f"write-{width}-2-blank")
    drafter.everything(lambda key: tab.picture(f"write-{width}-{key}"))
    tab.open(drafter.plan).picture(f"write-{width}-{language}-8-complete")
    assert tab.find(".bar .fill").get_attribute("width") == "12"
    tab.press("aside .btn-primary")
    tab.tick("#warnings input")
    tab.picture(f"write-{width}-9-submit")
    tab.press("main form button.btn-lg")
    assert tab.find('[aria-current="step"]').get_attribute("data-stage") == "clinic_review"
    assert not tab.page.locator(".moves a[href$=sections]").count(), "it is not written any more"


def test_what_lacks_leads_from_the_submission_to_its_field(world: str, visit: Visit) -> None:
    tab = visit(world, "drafter.95").open("/plans/6/moves/submit")
    tab.picture("lacks-1-submit")
    tab.press(".errors a >> nth=0")
    assert tab.path == "/plans/6/sections/area#baseline"
    assert "ต้องมีอย่างน้อย 3 รายการ" in tab.text("#baseline .field__note")
    tab.picture("lacks-2-field")


def test_two_drafters_collide_and_both_texts_survive(world: str, visit: Visit) -> None:
    reviewed, path = visit(world, "drafter.75"), "/plans/4/sections/projects/1"
    reviewed.open("/plans/4/moves/recall").press("main form button.btn-lg")
    one, two = reviewed, visit(world, "drafter2.75", width=390, height=844, scripts=False)
    for tab in (one, two):
        tab.open(path)
    one.type("#projects-0-name", "ชื่อที่คนแรกตั้ง")
    one.type("#projects-0-site", "สถานที่ของคนแรก")
    one.press('button[name="then"][value="stay"]')
    two.type("#projects-0-name", "ชื่อที่คนที่สองตั้ง")
    two.type("#projects-0-target_group", "กลุ่มเป้าหมายของคนที่สอง")
    two.press('button[name="then"][value="stay"]')
    _sees_both(two)
    two.type("#projects-0-name", "ชื่อที่คนแรกตั้ง และที่คนที่สองตั้ง")
    two.press("text=บันทึกตามที่เลือก")
    one.open(path)
    for field, text in (
        ("name", "ชื่อที่คนแรกตั้ง และที่คนที่สองตั้ง"),
        ("site", "สถานที่ของคนแรก"),
        ("target_group", "กลุ่มเป้าหมายของคนที่สอง"),
    ):
        assert one.find(f"#projects-0-{field}").input_value() == text


def test_enter_in_a_field_saves_and_removes_nothing(world: str, visit: Visit) -> None:
    tab = visit(world, "drafter.95").open("/plans/6/sections/area")
    tab.type("#baseline-0-unit", "กลุ่มเรือ")
    tab.page.keyboard.press("Enter")
    assert "บันทึกแล้ว" in tab.text("[role=status]")
    assert tab.find("#baseline-0-unit").input_value() == "กลุ่มเรือ"


def _sees_both(two: Tab) -> None:
    assert "มีผู้บันทึกก่อนท่าน" in two.text("h1")
    assert two.find("#projects-0-name").input_value() == "ชื่อที่คนที่สองตั้ง"
    assert "ชื่อที่คนแรกตั้ง" in two.text(".sides")
    assert "สถานที่ตั้ง" in two.text(".notice--info")
    two.picture("collide-phone")


def test_an_example_opens_where_it_is_asked_for(world: str, visit: Visit) -> None:
    tab = visit(world, "drafter.95", width=390, height=844)
    tab.open("/plans/6/sections/projects/1").press(".example-of summary")
    assert len(tab.text(".example-of blockquote")) > 10
    assert tab.path == "/plans/6/sections/projects/1"
