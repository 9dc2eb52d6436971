"""Signature blocks: for each post and capacity the lines that official papers have."""

import datetime as dt

import pytest

from tests.papers.sample import desks, matter, signed
from workflow.papers.endorsement import endorsement_content
from workflow.papers.matter import Desk
from workflow.papers.signing import block, title_lines
from workflow.thai.words import Words

DEPUTY = "รองผู้ว่าราชการจังหวัดเชียงใหม่"
PCSO = "ผู้บริหารวิทยาศาสตร์จังหวัดระดับสูง (PCSO)"
COMMITTEE = "คณะกรรมการพัฒนาจังหวัดด้าน วทน."


@pytest.mark.parametrize(
    ("post", "capacity", "lines"),
    [
        ("pcso", "own", [DEPUTY, PCSO]),
        ("pcso", "acting", ["รักษาราชการแทน", PCSO, "จังหวัดเชียงใหม่"]),
        ("pcso", "delegated", ["ปฏิบัติราชการแทน", PCSO, "จังหวัดเชียงใหม่"]),
        ("clinic_rep", "own", ["ผู้แทนคลินิกเทคโนโลยี", "จังหวัดเชียงใหม่"]),
        ("chair", "own", ["ประธานร่วม", COMMITTEE]),
        ("chair", "acting", ["รักษาราชการแทน", "ประธานร่วม", COMMITTEE]),
        ("secretariat", "own", ["ฝ่ายเลขานุการ", COMMITTEE]),
        ("stranger", "own", ["stranger", "จังหวัดเชียงใหม่"]),
    ],
)
def test_the_lines_under_a_name(post: str, capacity: str, lines: list[str]) -> None:
    assert title_lines(matter(), post, capacity) == lines


def test_in_english_too() -> None:
    paper = matter(edition="en")
    assert title_lines(paper, "pcso", "own")[0] == "Deputy Governor of Chiang Mai"
    assert title_lines(paper, "pcso", "acting")[0] == "acting"


def test_bangkok_is_no_province() -> None:
    paper = matter(place=Words("กรุงเทพมหานคร", "Bangkok"))
    assert title_lines(paper, "pcso", "own")[0] == "รองผู้ว่าราชการกรุงเทพมหานคร"


@pytest.mark.parametrize(
    ("capacity", "order", "line"),
    [
        ("own", "คำสั่งที่ 50/2568", ""),
        ("acting", "คำสั่งจังหวัดน่าน ที่ 2345/2569", "ตามคำสั่งจังหวัดน่าน ที่ 2345/2569"),
        ("delegated", "9/2569", "ตามคำสั่งที่ 9/2569"),
        ("acting", "", ""),
    ],
)
def test_who_stands_in_names_the_order(capacity: str, order: str, line: str) -> None:
    by = signed(capacity=capacity, order_no=order)
    (desk, *_) = desks(by)
    assert block(matter(), desk)["order"] == line


def test_a_signed_desk_says_who_when_and_which_entry() -> None:
    found = block(matter(), desks(signed())[0])
    assert found["name"] == "นายอนุชา ตัวอย่างดี"
    assert found["at"].replace("\u00a0", " ") == "18 พฤศจิกายน 2569 เวลา 09:14 น."
    assert "รายการที่ 6" in found["recorded"]
    assert found["hash"] == "506a4ed1 … 506a4ed1"


def test_a_desk_that_waits_has_lines_to_sign_on_for_its_own_post() -> None:
    _, pcso, committee = desks()
    assert block(matter(), pcso)["lines"] == [DEPUTY, PCSO]
    assert block(matter(), committee)["lines"] == ["ประธานร่วม", COMMITTEE]


def test_the_sheet_binds_the_revision_and_has_a_block_for_every_desk() -> None:
    content = endorsement_content(matter("endorsement"))
    assert "ฉบับที่ 2" in content["bound"]
    assert [it["signed"] for it in content["blocks"]] == [True, True, False]


def test_a_desk_of_another_procedure_is_signed_as_what_it_is() -> None:
    desk = Desk(title=Words("ขั้น", "Stage"), post="provincial_office", signed=None)
    assert block(matter(), desk)["lines"][-1] == "จังหวัดเชียงใหม่"


def test_a_decision_on_paper_names_its_document() -> None:
    plain, on_paper = signed(), signed(document=(dt.date(2026, 11, 24), "นศ 0017/1234"))
    blocks = [block(matter(), desk) for desk in desks(plain, on_paper)]
    assert blocks[0]["document"] == ""
    said = blocks[1]["document"].replace("\u00a0", " ")
    assert said == "ตามเอกสารลงวันที่ 24 พฤศจิกายน 2569 ที่ นศ 0017/1234"
