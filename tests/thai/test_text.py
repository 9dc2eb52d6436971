"""Thai text: one stored form, one key for look-alikes, the dictionary's order."""

import unicodedata
from functools import cache
from itertools import pairwise
from typing import Literal

import geothai
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.thai.patience import PATIENT
from workflow.thai.text import (
    apart,
    clean,
    fold,
    keep_years,
    key,
    length,
    normalize,
    sort_key,
    thai_share,
)

THAI = "".join(chr(code) for code in (*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C)))
ODD = "\u200b\u200d\ufeff\u00ad\u202e\x00\r\n \u00a0aAé0Ａ１"
TEXTS = st.text(st.sampled_from(THAI + ODD))
Form = Literal["NFC", "NFD", "NFKC", "NFKD"]
SARA_AM = "\u0e33"
NIKHAHIT_AA = "\u0e4d\u0e32"


@cache
def names() -> tuple[str, ...]:
    """Names of provinces, and of some of their districts."""
    provinces = geothai.provinces()
    districts = [d.name_th for p in provinces for d in geothai.districts(p.code)[:3]]
    return tuple(sorted({*(p.name_th for p in provinces), *districts}))


def reference_order(text: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The order of the helpers that were checked against ICU, which the product's key must give."""
    out: list[str] = []
    at = 0
    while at < len(text):
        if text[at] in "เแโใไ" and at + 1 < len(text) and "ก" <= text[at + 1] <= "ฮ":
            out += [text[at + 1], text[at]]
            at += 2
        else:
            out.append(text[at])
            at += 1
    primary = "".join(
        c for c in out if c not in "็่้๊๋์ํ๎" and (c.isalnum() or unicodedata.category(c) == "Mn")
    )
    return primary, tuple((n, c) for n, c in enumerate(out) if c in "็่้๊๋์ํ๎")


@PATIENT
@given(TEXTS)
def test_the_stored_form_is_left_alone(text: str) -> None:
    stored = normalize(text)
    assert normalize(stored) == stored
    assert unicodedata.is_normalized("NFC", stored)


@PATIENT
@given(TEXTS)
def test_what_was_cleaned_is_clean(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned == cleaned.strip()
    assert not set(cleaned) & set("\u200b\u200d\ufeff\u00ad\u202e\x00\r")


@pytest.mark.parametrize("name", names())
def test_a_name_is_written_in_its_stored_form(name: str) -> None:
    assert normalize(name) == clean(name) == name


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("นํา", "นำ"),
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("เเม่", "แม่"),
        ("ที่", "ที่"),
        ("ท\u0e48\u0e35", "ที่"),
        ("ก\u0e4c\u0e38", "ก\u0e38\u0e4c"),
        ("ก\u0e4b\u0e4a\u0e31", "ก\u0e31\u0e4b\u0e4a"),
        ("ก\u0e33\u0e48\u0e33\u0e49", "ก\u0e48\u0e49\u0e33\u0e33"),
        ("ตำ\u200bบล\ufeff", "ตำบล"),
        ("เ\u200bเม่", "แม่"),
        ("e\u200b\u0301", "é"),
        ("e\u0301", "é"),
        ("１ Ａ ﬁ", "１ Ａ ﬁ"),
        ("", ""),
    ],
)
def test_one_spelling_is_stored(typed: str, stored: str) -> None:
    assert normalize(typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  ก \r\n ข\rค  ", "ก \n ข\nค"),
        ("ก\x00\x08\x1f\x7fข", "กข"),
        ("ก\tข\nค", "ก\tข\nค"),
        ("ก\ud800ข", "กข"),
        ("\u202eลับ\u2066\u200f", "ลับ"),
        ("\u00a0ก\u00a0", "ก"),
        ("เ\x00เม่", "แม่"),
        ("\u200b \u200b", ""),
    ],
)
def test_what_a_person_typed_is_cleaned(typed: str, stored: str) -> None:
    assert clean(typed) == stored


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ต" + SARA_AM + "บล", "ต" + NIKHAHIT_AA + "บล"),
        ("น\u0e49" + SARA_AM, "น\u0e4d\u0e49\u0e32"),
        ("ท\u0e35\u0e48", "ท\u0e48\u0e35"),
        ("ก\u0e34\u0e4d", "ก\u0e4d\u0e34"),
        ("ก\u0e38\u0e31", "ก\u0e31\u0e38"),
        ("สมชาย", "สม\u200bชา\u200dย\ufeff"),
        ("สมชาย", "\u202eสมชาย\u202c"),
        ("แม่", "เเม่"),
        ("admin", "ＡＤＭＩＮ"),
        ("admin", "Admin "),
        ("12", "１２"),
        ("straße", "STRASSE"),
        ("é", "e\u0301"),
        ("ﬁn", "fin"),
    ],
)
def test_names_that_look_alike_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("ขาว", "ข้าว"), ("สมชาย", "สมชัย"), ("a", "b"), ("กา", "กำ"), ("1", "๑")]
)
def test_names_that_differ_have_two_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_the_key_of_a_name_does_not_depend_on_how_it_is_composed(form: Form) -> None:
    for name in names():
        assert key(unicodedata.normalize(form, name)) == key(name) == key(key(name))


def test_all_names_have_keys_of_their_own() -> None:
    assert len({key(name) for name in names()}) == len(names())


def test_names_stand_in_the_order_of_the_dictionary() -> None:
    assert len(names()) > 200
    assert sorted(names(), key=sort_key) == sorted(names(), key=reference_order)


@PATIENT
@given(TEXTS, TEXTS)
def test_the_key_gives_the_reference_order(one: str, other: str) -> None:
    left, right = reference_order(normalize(one)), reference_order(normalize(other))
    assert (sort_key(one) < sort_key(other)) is (left < right)
    assert (sort_key(one) == sort_key(other)) is (left == right)


@pytest.mark.parametrize(
    "ordered",
    [
        ["กรุงเทพมหานคร", "กาญจนบุรี", "เชียงใหม่", "นครปฐม", "เพชรบุรี", "แพร่", "ยะลา"],
        ["กา", "ก่า", "ก้า", "กาก", "เก", "แก", "ขา"],
        ["ไก่", "ขา", "ไข่"],
        ["ปา", "ป่า", "ป้า", "ป่าน"],
        ["ก่ากา", "กาก่า"],
        ["อา", "เฮง", "เฮ้ว"],
    ],
)
def test_words_stand_as_one_expects(ordered: list[str]) -> None:
    assert all(sort_key(one) < sort_key(other) for one, other in pairwise(ordered))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("สมุทรสงคราม", "สมุทรสงคราม"),
        ("อ.เมือง (ใหม่)", "อเมืองใหม"),
        ("กรุงเทพฯ ๑๐", "กรุงเทพ10"),
        ("ต่าง ๆ", "ตาง"),
        ("STI-Plan “2571”", "stiplan2571"),
        ("เเม่", "แม"),
    ],
)
def test_what_is_searched_for_is_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("", 0),
        (" \n\t\u00a0\u3000", 0),
        ("ก ข", 2),
        ("น้ำ", 3),
        ("น" + NIKHAHIT_AA, 2),
        ("\u200b", 0),
    ],
)
def test_white_space_and_what_nobody_sees_has_no_length(text: str, n: int) -> None:
    assert length(text) == n


@pytest.mark.parametrize(
    ("text", "share"),
    [("", 0.0), ("123 ๑๒๓ !", 0.0), ("ไทย", 1.0), ("plan", 0.0), ("กข ab", 0.5), ("ที่ ๑ a", 0.75)],
)
def test_the_share_of_thai_is_of_letters_and_marks(text: str, share: float) -> None:
    assert thai_share(text) == share


def test_a_long_pile_of_marks_is_put_in_order_at_once() -> None:
    assert normalize("\u0e48\u0e34" * 50_000) == "\u0e34" * 50_000 + "\u0e48" * 50_000


@pytest.mark.parametrize(
    ("told", "said"),
    [("ของPCSOของแผน", "ของ PCSO ของแผน"), ("ของ PCSO", "ของ PCSO"), ("ขั้น “A” ๒ข้อ", "ขั้น “A” ๒ข้อ")],
)
def test_latin_words_stand_apart_in_a_thai_sentence(told: str, said: str) -> None:
    assert apart(told) == said


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("พ.ศ. 2571 – 2575", "พ.ศ.\u00a02571\u00a0–\u2060\u00a02575"),
        ("B.E. 2571–2575", "B.E.\u00a02571–\u20602575"),
        ("แผน 5 ปี", "แผน 5 ปี"),
        ("", ""),
    ],
)
def test_no_line_ends_within_a_span_of_years(title: str, kept: str) -> None:
    assert keep_years(title) == kept
