"""A plan's text as blocks: nothing is left out, nothing is read as markup."""

from typing import Any

import pytest

from tests.outline import sample
from tests.papers.sample import matter, strings
from workflow.papers.plan import plan_content
from workflow.papers.text import prose

ODD = '#import "x.typ" $x^2$ *bold* _it_ `code` \\n @ref <label> // no = heading'


def written(value: Any) -> list[str]:
    """Every text that people wrote into the sample plan."""
    return [text for text in strings(value) if any("\u0e00" <= c <= "\u0e7f" for c in text)]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("หนึ่ง", ["หนึ่ง"]),
        ("หนึ่ง\n\nสอง", ["หนึ่ง", "สอง"]),
        ("- ก\n- ข", [["ก", "ข"]]),
        ("นำ\n- ก\n-ข\nตาม", ["นำ", ["ก", "ข"], "ตาม"]),
        ("ก\nข", ["ก\nข"]),
        ("", []),
        ("\n\n \n\n", []),
        (ODD, [ODD]),
    ],
)
def test_long_text_becomes_paragraphs_and_lists(text: str, blocks: list[object]) -> None:
    assert [block.get("text", block.get("items")) for block in prose(text)] == blocks


@pytest.mark.parametrize("edition", ["th", "en"])
def test_everything_that_was_written_stands_on_the_paper(edition: str) -> None:
    sections = sample.sections()
    content = plan_content(matter(edition=edition, sections=sections))
    said = "\n".join(strings(content["sections"]))
    missing = [t for t in written(sections) if " ".join(t.split()) not in " ".join(said.split())]
    assert missing == []


def test_sections_come_in_the_order_of_the_outline() -> None:
    paper = matter()
    titles = [section["title"] for section in plan_content(paper)["sections"]]
    assert titles == [section.title.th for section in paper.text.outline.sections]


def test_an_empty_section_says_so() -> None:
    (section, *_) = plan_content(matter(sections={}))["sections"][1:]
    assert section["blocks"] == [{"t": "soft", "text": "ไม่ได้ระบุ"}]


def test_the_budget_is_laid_out_by_year_source_and_issue() -> None:
    content = plan_content(matter())
    (budget,) = [s for s in content["sections"] if s["title"] == "งบประมาณรวม"]
    table = budget["blocks"][-1]
    total = table["foot"][-1]
    assert table["head"][:2] == ["ปีงบประมาณ", "แหล่งงบประมาณ"]
    assert sum(int(row[-1].replace(",", "")) for row in table["rows"]) == int(
        total.replace(",", "")
    )


def test_a_line_that_says_nothing_is_still_counted() -> None:
    sections = sample.sections()
    sections["projects"]["projects"].append(
        {"code": "x", "name": "ไม่ครบ", "budget": [{"amount_satang": 100}, {}]}
    )
    content = plan_content(matter(sections=sections))
    assert "ไม่ระบุประเด็น" in strings(content)


def test_columns_that_nobody_filled_in_take_no_room() -> None:
    sections = sample.sections()
    for line in sections["projects"]["projects"][0]["budget"]:
        line.update(item="", unit="", quantity=None, unit_cost_satang=None)
    (tables,) = [
        [b for b in s["blocks"] if b["t"] == "table"]
        for s in plan_content(matter(sections=sections))["sections"]
        if s["title"] == "โครงการ"
    ]
    assert "รายการ" not in tables[-1]["head"]


def test_a_computed_field_is_summed_where_it_stands() -> None:
    said = strings(plan_content(matter()))
    assert any(text.endswith("บาท") and text[0].isdigit() for text in said)
