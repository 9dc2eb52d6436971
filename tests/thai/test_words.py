"""Texts in both languages, and what is filled into them."""

import pytest

from workflow.thai.words import Words, area_th

PLAN = Words("แผน{province}", "Plan of {province}")


@pytest.mark.parametrize(
    ("language", "text"), [("th", "แผน{province}"), ("en", "Plan of {province}")]
)
def test_a_text_is_said_in_the_language_asked_for(language: str, text: str) -> None:
    assert PLAN.text(language) == text


@pytest.mark.parametrize(("language", "text"), [("th", "แผนน่าน"), ("en", "Plan of น่าน")])
def test_placeholders_are_filled(language: str, text: str) -> None:
    assert PLAN.filled(language, {"province": "น่าน", "more": 1}) == text


def test_what_nobody_filled_stays_empty() -> None:
    assert PLAN.filled("en", {}) == "Plan of "


@pytest.mark.parametrize(("name", "area"), [("น่าน", "จังหวัดน่าน"), ("กรุงเทพมหานคร", "กรุงเทพมหานคร")])
def test_bangkok_is_no_province(name: str, area: str) -> None:
    assert area_th(name) == area
    text = Words("แผน วทน. จังหวัด{province} ({reason})", "")
    assert text.filled("th", {"province": name, "reason": "ก"}) == f"แผน วทน. {area} (ก)"


def test_what_somebody_wrote_is_left_as_it_is() -> None:
    reason = "รวมกลุ่มจังหวัดกรุงเทพมหานครและปริมณฑล"
    values = {"province": "กรุงเทพมหานคร", "reason": reason}
    assert Words("จังหวัด{province}: {reason}", "").filled("th", values).endswith(reason)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"th": "ก", "en": "a"}, Words("ก", "a")),
        ({"th": "ก"}, Words("ก", "")),
        ({"en": None}, Words("", "")),
        ({}, Words("", "")),
        (None, Words("", "")),
        ("ก", Words("", "")),
    ],
)
def test_what_is_missing_reads_as_an_empty_text(data: object, words: Words) -> None:
    assert Words.read(data) == words


@pytest.mark.parametrize(
    ("words", "complete"),
    [
        (Words("ก", "a"), True),
        (Words("ก", ""), False),
        (Words("", "a"), False),
        (Words(" ", "a"), False),
    ],
)
def test_words_are_complete_when_both_languages_say_something(words: Words, complete: bool) -> None:
    assert words.complete is complete
