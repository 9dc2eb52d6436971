"""The print view: the whole text, in parts that are light, none of it lost."""

import json

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.conftest import SignInAs
from tests.outline import sample
from tests.page import Page, Visitor
from tests.services.acting import CHIANG_MAI, by_hand
from tests.views.deeds import inside
from workflow.models import Section
from workflow.outline.outline import default_text, read
from workflow.views.sheets import sheets

OUTLINE = read(default_text())
LONG = "ข้อความภาษาไทยที่ยาวมาก " * 60


def printed(person: Visitor, path: str) -> list[Page]:
    """Every part, in order."""
    first = person.get(path)
    parts = len(first.all("nav a[href*='part=']")) or 1
    return [first, *(person.get(f"{path}?part={n}") for n in range(2, parts + 1))]


def grow() -> None:
    """Let the projects of Chiang Mai be many and long."""
    project = {**sample.project(), "rationale": LONG}
    rows = [{**project, "code": f"50-2571-{n:02}"} for n in range(1, 31)]
    body = json.dumps({"projects": rows}, ensure_ascii=False)
    ours = sa.and_(Section.plan_id == CHIANG_MAI, Section.key == "projects")
    by_hand(sa.update(Section).where(ours).values(body=body))


def test_every_section_and_project_stands_in_it_once(sign_in_as: SignInAs) -> None:
    pages = printed(sign_in_as("secretariat.1"), "/plans/1/print")
    headings = [text for page in pages for text in page.texts("main h2")]
    begun = [text for text in headings if "(ต่อ)" not in text]
    assert begun == [f"{n} {section.title.th}" for n, section in enumerate(OUTLINE.sections)]
    codes = [text for page in pages for text in page.texts("h3") if text.startswith("50-2571-")]
    assert len(codes) == len(set(codes)) == 3


def test_a_frozen_text_is_printed_with_its_code(sign_in_as: SignInAs) -> None:
    page = sign_in_as("secretariat.1").get("/plans/1/revisions/1/print")
    assert "ฉบับที่ 1" in page.text(".masthead")
    assert len(page.text(".masthead code")) == 64


def test_a_long_plan_is_parted_and_each_part_is_light(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, grow)
    pages = printed(sign_in_as("secretariat.1"), "/plans/1/print")
    assert len(pages) > 3
    codes = [text.split()[0] for page in pages for text in page.texts("h3") if text[:3] == "50-"]
    assert codes == [f"50-2571-{n:02}" for n in range(1, 31)]
    assert "(ต่อ)" in pages[2].text("h2")


@pytest.mark.parametrize("part", ["0", "99", "x", "๑", ""])
def test_a_part_that_there_is_not(sign_in_as: SignInAs, part: str) -> None:
    assert sign_in_as("secretariat.1").get(f"/plans/1/print?part={part}").code == 404


@pytest.mark.parametrize("path", ["/plans/1/revisions/9/print", "/plans/99/print"])
def test_what_is_not_there_is_not_printed(sign_in_as: SignInAs, path: str) -> None:
    assert sign_in_as("secretariat.1").get(path).code == 404


def test_a_draft_can_be_printed(sign_in_as: SignInAs) -> None:
    page = sign_in_as("drafter.95").get("/plans/6/print")
    assert "ข้อความปัจจุบัน" in page.text(".masthead")


def test_an_empty_plan_has_one_sheet() -> None:
    (only,) = sheets(OUTLINE, {})
    assert [unit.section.key for unit in only if unit.begins] == [
        section.key for section in OUTLINE.sections
    ]


def test_many_short_pieces_do_not_crowd_one_sheet() -> None:
    rows = [{"code": str(n), "name": "x"} for n in range(200)]
    laid = sheets(OUTLINE, {"projects": {"projects": rows}})
    assert max(map(len, laid)) <= 60
    assert sum(1 for sheet in laid for unit in sheet if unit.row) == 200
