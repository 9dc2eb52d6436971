"""Words of papers: both languages, the same blanks, digits, names of files."""

import re
from string import Formatter

import pytest

from tests.papers.sample import CODE, DIGEST, matter
from workflow.models.paper import EDITIONS as KNOWN_EDITIONS
from workflow.models.paper import KINDS as KNOWN_KINDS
from workflow.papers.press import TEMPLATES
from workflow.papers.wording import EDITIONS, KINDS, file_name, grouped, head, in_digits, sentences
from workflow.thai.words import Words


def blanks(text: str) -> set[str]:
    """What is filled into a sentence."""
    return {name.removesuffix("_small") for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("name", sorted(sentences()))
def test_every_sentence_is_said_alike_in_both_languages(name: str) -> None:
    pair = sentences()[name]
    assert pair.complete
    assert blanks(pair.th) == blanks(pair.en)


def test_every_word_that_a_template_asks_for_is_there() -> None:
    asked = {
        name
        for path in TEMPLATES.glob("*.typ")
        for name in re.findall(r"\bwords\.([a-z_]+)", path.read_text(encoding="utf-8"))
    }
    assert asked <= set(sentences())


def test_kinds_and_editions_are_those_that_can_be_ordered() -> None:
    assert tuple(KINDS) == KNOWN_KINDS
    assert tuple(EDITIONS) == KNOWN_EDITIONS
    assert {path.stem for path in TEMPLATES.glob("*.typ")} == {*KINDS, "common"}


def test_thai_digits_leave_alone_what_is_compared_letter_by_letter() -> None:
    paper = matter(edition="th-digits", digest=DIGEST)
    found = in_digits(paper, {**head(paper), "mail": "a1@b.example", "rows": [["12", 3]]})
    assert found["revision"] == "ฉบับที่ ๒"
    assert found["rows"] == [["๑๒", 3]]
    assert (found["digest"], found["mail"]) == (DIGEST, "a1@b.example")
    assert "SHA-256" in found["words"]["text_code"]


def test_other_editions_keep_their_digits() -> None:
    assert in_digits(matter(), {"a": "12"}) == {"a": "12"}


def test_a_code_is_shown_in_groups_only_where_it_can_be_verified() -> None:
    assert head(matter())["code"] == grouped(CODE)
    assert head(matter(address=""))["code"] == ""


@pytest.mark.parametrize(
    ("edition", "title", "shown"),
    [("th", {"title_en": "Only English"}, "Only English"), ("en", {"title_th": "ไทย"}, "ไทย")],
)
def test_a_title_in_one_language_serves_both(
    edition: str, title: dict[str, str], shown: str
) -> None:
    assert head(matter(edition=edition, sections={"general": title}))["title"] == shown
    kind = "แผนพัฒนาจังหวัดด้าน วทน." if edition == "th" else "STI development plan"
    assert head(matter(edition=edition, sections={}))["title"] == kind


@pytest.mark.parametrize(
    ("edition", "name"),
    [
        ("th-digits", "ใบเห็นชอบ น่าน ฉบับที่ 2.pdf"),
        ("en", "Endorsement sheet Nan Revision 2.pdf"),
    ],
)
def test_a_file_is_called_by_what_it_is(edition: str, name: str) -> None:
    assert file_name("endorsement", edition, Words("น่าน", "Nan"), 2) == name
