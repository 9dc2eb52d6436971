"""The one-page summary: what stands on it, what is cut and said to be."""

import pytest

from tests.outline import sample
from tests.papers.sample import desks, matter, signed, strings
from workflow.papers.summary import ROOMS, _cut, summary_content
from workflow.thai.words import Words

WIDE, NARROW = ROOMS[0], ROOMS[-1]


def test_the_plan_in_numbers() -> None:
    figures = summary_content(matter("summary"), WIDE)["figures"]
    assert [label for label, _, _ in figures][:3] == ["งบประมาณทั้งสิ้น", "งบจังหวัด", "โครงการ"]
    assert figures[2][1] == "1"


def test_the_clinic_s_opinion_comes_with_its_writer() -> None:
    opinion = summary_content(matter("summary"), WIDE)["opinion"]
    assert opinion["text"] == "เห็นชอบตามเสนอ"
    assert opinion["by"].startswith("นายอนุชา ตัวอย่างดี")


def test_before_the_clinic_has_decided_there_is_no_opinion() -> None:
    content = summary_content(matter("summary", desks=desks(None, signed())), WIDE)
    assert content["opinion"]["by"] == ""


def test_a_first_text_has_changed_from_nothing() -> None:
    assert summary_content(matter("summary"), WIDE)["changes"] == ["เป็นฉบับแรก"]


def test_what_changed_is_counted_by_section() -> None:
    before = sample.sections()
    before["swot"]["threats"] = ["น้ำท่วม"]
    content = summary_content(matter("summary", before=before), WIDE)
    assert content["changes"][0].startswith("การวิเคราะห์สภาพแวดล้อม (SWOT): ")


def test_a_text_that_only_was_sent_again_has_not_changed() -> None:
    content = summary_content(matter("summary", before=sample.sections()), WIDE)
    assert content["changes"] == ["ไม่มีข้อความใดเปลี่ยน"]


@pytest.mark.parametrize(("number", "lines"), [(0, 1), (2, 2), (5, 3)])
def test_warnings_that_have_no_room_are_counted(number: int, lines: int) -> None:
    warnings = tuple(Words(f"ข้อ {n}", f"No. {n}") for n in range(number))
    assert len(summary_content(matter("summary", warnings=warnings), NARROW)["warnings"]) == lines


def test_projects_that_have_no_room_are_counted() -> None:
    sections = sample.sections()
    sections["projects"]["projects"] *= 9
    found = summary_content(matter("summary", sections=sections), NARROW)["projects"]
    assert len(found["rows"]) == 3
    assert found["more"] == "และอีก 6 โครงการ"


def test_an_empty_plan_has_a_summary_too() -> None:
    content = summary_content(matter("summary", sections={}), WIDE)
    assert (content["gist"], content["indicators"], content["total"]) == ("", [], "0.00")


def test_an_indicator_without_numbers_is_shown_as_one() -> None:
    sections = sample.sections()
    sections["issues"]["issues"][0]["indicators"] = [{"name": "ตัวชี้วัด"}]
    content = summary_content(matter("summary", sections=sections), WIDE)
    assert content["indicators"] == [["ตัวชี้วัด", "", "–", "–"]]


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [("กก", 2, "กก"), ("กกก", 2, "กก …"), ("กน้ำ", 2, "ก …"), ("น้ำ", 1, " …"), ("a\n b", 9, "a b")],
)
def test_a_cut_text_keeps_letters_and_marks_together(text: str, most: int, cut: str) -> None:
    assert _cut(text, most) == cut


def test_it_is_said_in_english_where_the_plan_is_not() -> None:
    content = summary_content(matter("summary", "en"), WIDE)
    assert "Nothing" not in strings(content["figures"])
    assert content["figures"][0][0] == "Budget in all"
