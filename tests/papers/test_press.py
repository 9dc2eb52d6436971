"""Typst at work: the same bytes each time, one page where one is promised, people's text inert."""

import json
from typing import Any

import pytest

from tests.outline import sample
from tests.papers.sample import ADDRESS, matter, strings
from workflow.papers.endorsement import endorsement_content
from workflow.papers.plan import plan_content
from workflow.papers.press import compiled, press
from workflow.papers.qr import qr_svg
from workflow.thai.words import Words

ODD = '#import "x.typ": * $x^2$ *bold* _it_ `raw` \\u{1F600} \\ @ref <label> // no /* = #panic("!")'
LONG = "ทดสอบการตัดคำภาษาไทยในเอกสารราชการของจังหวัด " * 60


def laid(paper: Any, content: dict[str, Any], selector: str) -> list[Any]:
    """Elements of a paper as Typst has laid them."""
    found: list[Any] = json.loads(compiled(paper, content).query(selector))
    return found


def full() -> dict[str, Any]:
    """A plan that is as long as plans get."""
    sections = sample.sections()
    sections["summary"]["executive_summary"] = LONG * 2
    sections["projects"]["projects"] = [
        {**sample.project(), "code": f"50-2571-{n:02}", "name": f"โครงการ {n} " + "ก" * 200}
        for n in range(1, 41)
    ]
    sections["issues"]["issues"] *= 5
    return sections


@pytest.mark.parametrize("kind", ["plan", "summary", "endorsement"])
@pytest.mark.parametrize("edition", ["th", "th-digits", "en"])
def test_the_same_material_gives_the_same_bytes(kind: str, edition: str) -> None:
    first, second = press(matter(kind, edition)), press(matter(kind, edition))
    assert first == second
    assert first.content.startswith(b"%PDF-1.7")
    assert first.pages >= 1


def test_another_digest_gives_another_file() -> None:
    assert press(matter("endorsement")) != press(matter("endorsement", digest="0" * 64))


def test_a_file_says_that_it_can_be_archived_and_read_aloud() -> None:
    content = press(matter("endorsement")).content
    assert b"<pdfaid:part>3</pdfaid:part>" in content
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content


@pytest.mark.parametrize("edition", ["th", "en"])
def test_a_summary_is_one_page_however_long_the_plan(edition: str) -> None:
    warnings = tuple(Words(LONG, LONG) for _ in range(9))
    paper = matter("summary", edition, sections=full(), before={}, warnings=warnings)
    assert press(paper).pages == 1


def test_a_summary_that_no_room_is_small_enough_for_takes_its_pages() -> None:
    place = Words("จังหวัดที่มีชื่อยาวมาก " * 300, "x")
    assert press(matter("summary", place=place)).pages > 1


def test_a_long_plan_takes_its_pages() -> None:
    assert press(matter(sections=full())).pages > 20


@pytest.mark.parametrize("kind", ["plan", "summary", "endorsement"])
def test_an_empty_plan_is_a_paper_too(kind: str) -> None:
    assert press(matter(kind, sections={}, desks=(), address="")).pages >= 1


@pytest.mark.parametrize("kind", ["plan", "summary", "endorsement"])
def test_what_people_write_is_never_code(kind: str) -> None:
    sections = sample.sections()
    sections["general"]["title_th"] = ODD
    sections["summary"]["executive_summary"] = ODD
    sections["swot"]["threats"] = [ODD]
    sections["projects"]["projects"][0]["name"] = ODD
    sections["issues"]["issues"].append({})
    assert press(matter(kind, sections=sections, place=Words(ODD, ODD))).pages >= 1


def test_odd_text_comes_out_letter_by_letter() -> None:
    sections = sample.sections()
    sections["projects"]["projects"][0]["name"] = ODD
    paper = matter(sections=sections)
    headings = laid(paper, plan_content(paper), "heading.where(level: 3)")
    assert any(ODD in _plain(heading["body"]) for heading in headings)


def test_every_section_is_a_heading_and_stands_in_the_contents() -> None:
    paper = matter()
    content = plan_content(paper)
    headings = [_plain(h["body"]) for h in laid(paper, content, "heading.where(level: 2)")]
    assert [f"{s['no']} {s['title']}" for s in content["sections"]] == [
        " ".join(text.split()) for text in headings if text != "สารบัญ"
    ]


def test_every_word_of_a_sheet_reaches_the_paper() -> None:
    paper = matter("endorsement")
    content = endorsement_content(paper)
    found = laid(paper, content, "selector(par).or(heading)")
    laid_out = "".join(_plain(element["body"]) for element in found)
    missing = [text for text in strings(content["blocks"]) if text not in laid_out]
    assert missing == []


def test_the_plan_s_own_text_is_attached() -> None:
    paper = matter()
    (attached,) = laid(paper, plan_content(paper), "pdf.attach")
    assert attached["path"] == "plan.json"


def test_only_a_decided_paper_carries_a_code() -> None:
    decided, open_ = matter("endorsement"), matter("endorsement", address="")
    for paper, number in ((decided, 1), (open_, 0)):
        assert len(laid(paper, endorsement_content(paper), "image")) == number


def test_a_qr_code_is_a_picture_without_anything_else() -> None:
    svg = qr_svg(ADDRESS)
    assert svg.startswith("<svg")
    assert "<script" not in svg
    assert qr_svg(ADDRESS) != qr_svg(ADDRESS + "x")


def _plain(body: Any) -> str:
    """The text of an element."""
    if isinstance(body, str):
        return body
    if isinstance(body, dict):
        found = next((body[k] for k in ("text", "body", "child", "children") if k in body), "")
        return " " if body.get("func") == "space" else _plain(found)
    return "".join(_plain(child) for child in body)
