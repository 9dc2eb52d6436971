"""A plan that follows another says so on each of its papers, with the code of the text before."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.papers.sample import matter
from workflow.papers.endorsement import endorsement_content
from workflow.papers.matter import Before, Matter
from workflow.papers.plan import plan_content
from workflow.papers.press import press
from workflow.papers.summary import ROOMS, summary_content
from workflow.papers.wording import in_digits
from workflow.thai.words import Words

MINOR = Before(
    title=Words("แผนน่าน", "Nan plan"),
    revision=2,
    digest="1f" * 32,
    amendment=Words("แก้ไขเล็กน้อย", "minor"),
)
CONTENTS: dict[str, Callable[[Matter], dict[str, Any]]] = {
    "plan": plan_content,
    "endorsement": endorsement_content,
    "summary": lambda paper: summary_content(paper, ROOMS[0]),
}


def said(before: Before, edition: str = "th") -> str:
    """What a paper says of the plan before."""
    (line,) = plan_content(matter(edition=edition, follows=(before,)))["follows"]
    return str(line["said"])


def test_an_amendment_names_its_kind_and_the_text_that_it_amends() -> None:
    assert said(MINOR) == "แผนฉบับแก้ไขเพิ่มเติม (แก้ไขเล็กน้อย) ของแผน “แผนน่าน” ฉบับที่ 2"
    assert said(MINOR, "en") == "Amendment (minor) of revision 2 of the plan “Nan plan”"


def test_a_plan_that_was_begun_again_names_the_one_before() -> None:
    assert said(replace(MINOR, amendment=None)).startswith("แผนที่เริ่มใหม่ ต่อเนื่องจากแผน “แผนน่าน”")
    assert said(replace(MINOR, amendment=None, revision=0)).endswith("ซึ่งยังไม่เคยยื่น")


@pytest.mark.parametrize("kind", CONTENTS)
def test_every_paper_says_it(kind: str) -> None:
    paper = matter(kind, follows=(MINOR,))
    content = CONTENTS[kind](paper)
    assert [line["digest"] for line in content["follows"]] == [MINOR.digest]
    assert press(paper) != press(matter(kind))
    assert press(matter("summary", follows=(MINOR, MINOR))).pages == 1


def test_with_thai_digits_the_code_keeps_its_own() -> None:
    paper = matter(edition="th-digits", follows=(MINOR,))
    (line,) = in_digits(paper, plan_content(paper))["follows"]
    assert line["said"].endswith("ฉบับที่ ๒")
    assert line["digest"] == MINOR.digest
