"""Numbers as people type them, and money as papers say it."""

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.thai.patience import PATIENT
from workflow.thai.numbers import (
    NotANumber,
    TooPrecise,
    arabic,
    baht,
    baht_text,
    grouped,
    million_baht,
    parse_baht,
    parse_decimal,
    parse_int,
    thai_digits,
)

READERS: list[Callable[[str], object]] = [parse_int, parse_decimal, parse_baht]
NO_NUMBER = [
    "",
    " ",
    "-",
    "--1",
    "+1",
    "1-",
    "1 000",
    "1,00",
    "1,0000",
    ",100",
    "1,,000",
    "0x10",
    "1e3",
    "1_000",
    "∞",
    "nan",
    "Infinity",
    "สิบ",
    "12บาท",
    "²",
    "1²",
    "①",
    "½",
    "١٢٣",
    "۱۲۳",
    "१२३",
    "１２３",
    "໑໒໓",
    "៣",
    "Ⅳ",
    "三",
    "๏",
    "฿5",
    "1.2.3",
    "9" * 19,
    "9" * 5_000,
    "1\n2",
    "\u200b1",
]
SATANG = st.integers(min_value=-(10**15), max_value=10**15)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("text", NO_NUMBER)
def test_what_is_no_number_is_refused(read: Callable[[str], object], text: str) -> None:
    with pytest.raises(NotANumber):
        read(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("-0", 0),
        ("007", 7),
        ("๑๒๓", 123),
        ("1๒3", 123),
        (" 42 ", 42),
        ("-5", -5),
        ("1,234,567", 1_234_567),
        ("-๑,๒๓๔", -1_234),
        ("9" * 18, 10**18 - 1),
    ],
)
def test_a_whole_number_is_read(text: str, number: int) -> None:
    assert parse_int(text) == number


@pytest.mark.parametrize("text", ["1.0", "1.", ".5", "๑.๕"])
def test_a_whole_number_has_no_point(text: str) -> None:
    with pytest.raises(NotANumber):
        parse_int(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("9.5", "9.5"),
        ("๙.๕๐", "9.5"),
        ("9.50000000", "9.5"),
        ("10", "10"),
        ("10.000", "10"),
        ("0.0", "0"),
        ("-0.00", "0"),
        ("-00.50", "-0.5"),
        ("0012", "12"),
        ("1,234.5678", "1234.5678"),
    ],
)
def test_a_measured_value_is_kept_in_one_form(text: str, kept: str) -> None:
    assert parse_decimal(text) == kept


@pytest.mark.parametrize("text", ["1.", ".5", "1,000.", "-.5"])
def test_a_point_stands_between_digits(text: str) -> None:
    with pytest.raises(NotANumber):
        parse_decimal(text)


@pytest.mark.parametrize(("text", "places"), [("0.12345", 4), ("1.234", 2), ("1.5", 0)])
def test_more_places_than_are_kept_are_refused(text: str, places: int) -> None:
    with pytest.raises(TooPrecise):
        parse_decimal(text, places)


def test_four_places_are_kept_unless_said_otherwise() -> None:
    assert parse_decimal("0.12340") == "0.1234"
    with pytest.raises(TooPrecise):
        parse_decimal("0.12345")


@PATIENT
@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_a_measured_value_is_the_same_number_and_is_kept_as_it_is(number: Decimal) -> None:
    kept = parse_decimal(f"{number:f}")
    assert Decimal(kept) == number
    assert parse_decimal(kept) == parse_decimal(thai_digits(kept)) == kept


@PATIENT
@given(st.text())
def test_whatever_is_typed_is_a_number_or_is_refused(text: str) -> None:
    for read in READERS:
        with suppress(NotANumber, TooPrecise):
            assert set(str(read(text))) <= set("-.0123456789")


@PATIENT
@given(SATANG)
def test_an_amount_is_read_as_it_is_said(satang: int) -> None:
    assert parse_baht(baht(satang)) == satang
    assert parse_baht(thai_digits(baht(satang))) == satang


@pytest.mark.parametrize(
    ("text", "satang"),
    [("5,860,000", 586_000_000), ("0.05", 5), ("๑๒.๕", 1_250), ("-1.25", -125), ("1.10", 110)],
)
def test_baht_are_read_as_satang(text: str, satang: int) -> None:
    assert parse_baht(text) == satang


def test_less_than_a_satang_is_refused() -> None:
    with pytest.raises(TooPrecise):
        parse_baht("1.005")


@pytest.mark.parametrize(
    ("satang", "text"),
    [(0, "0"), (5, "0.05"), (-5, "-0.05"), (100, "1"), (123_456_789, "1,234,567.89")],
)
def test_satang_are_said_as_baht(satang: int, text: str) -> None:
    assert baht(satang) == text


@pytest.mark.parametrize(
    ("satang", "text"),
    [
        (0, "0.00"),
        (586_000_000, "5.86"),
        (499_999, "0.00"),
        (500_000, "0.01"),
        (-499_999, "0.00"),
        (-500_000, "-0.01"),
        (123_456_789_000_000, "1,234,567.89"),
    ],
)
def test_satang_are_said_as_millions_of_baht(satang: int, text: str) -> None:
    assert million_baht(satang) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0", "ศูนย์บาทถ้วน"),
        ("1", "หนึ่งบาทถ้วน"),
        ("10", "สิบบาทถ้วน"),
        ("11", "สิบเอ็ดบาทถ้วน"),
        ("20", "ยี่สิบบาทถ้วน"),
        ("21", "ยี่สิบเอ็ดบาทถ้วน"),
        ("22", "ยี่สิบสองบาทถ้วน"),
        ("100", "หนึ่งร้อยบาทถ้วน"),
        ("101", "หนึ่งร้อยเอ็ดบาทถ้วน"),
        ("111", "หนึ่งร้อยสิบเอ็ดบาทถ้วน"),
        ("1,234", "หนึ่งพันสองร้อยสามสิบสี่บาทถ้วน"),
        ("56,789", "ห้าหมื่นหกพันเจ็ดร้อยแปดสิบเก้าบาทถ้วน"),
        ("200,001", "สองแสนเอ็ดบาทถ้วน"),
        ("1,000,000", "หนึ่งล้านบาทถ้วน"),
        ("1,000,001", "หนึ่งล้านเอ็ดบาทถ้วน"),
        ("5,860,000", "ห้าล้านแปดแสนหกหมื่นบาทถ้วน"),
        ("11,000,000", "สิบเอ็ดล้านบาทถ้วน"),
        ("21,000,021", "ยี่สิบเอ็ดล้านยี่สิบเอ็ดบาทถ้วน"),
        ("1,000,000,000,000", "หนึ่งล้านล้านบาทถ้วน"),
        ("2,000,001,000,000", "สองล้านเอ็ดล้านบาทถ้วน"),
        ("0.01", "หนึ่งสตางค์"),
        ("0.11", "สิบเอ็ดสตางค์"),
        ("0.25", "ยี่สิบห้าสตางค์"),
        ("1.21", "หนึ่งบาทยี่สิบเอ็ดสตางค์"),
        ("100.50", "หนึ่งร้อยบาทห้าสิบสตางค์"),
        ("-101", "ลบหนึ่งร้อยเอ็ดบาทถ้วน"),
    ],
)
def test_an_amount_is_said_in_words(text: str, words: str) -> None:
    assert baht_text(parse_baht(text)) == words


@PATIENT
@given(st.integers(min_value=0, max_value=10**14))
def test_two_amounts_are_never_said_alike(satang: int) -> None:
    assert baht_text(satang) != baht_text(satang + 1)


@pytest.mark.parametrize("text", ["๐๑๒๓๔๕๖๗๘๙", "0123456789", "ก-1²١"])
def test_only_digits_of_the_two_scripts_change(text: str) -> None:
    assert arabic(thai_digits(text)) == arabic(text)
    assert thai_digits(arabic(text)) == thai_digits(text)
    assert [c for c in arabic(text) if not c.isascii()] == [c for c in text if c in "ก²١"]


def test_a_number_is_written_in_thai_digits() -> None:
    assert thai_digits(2569) == "๒๕๖๙"


@pytest.mark.parametrize(
    ("kept", "read"),
    [("0", "0"), ("9.5", "9.5"), ("62000", "62,000"), ("1234567.0001", "1,234,567.0001")],
)
def test_a_measured_value_is_read_with_separators(kept: str, read: str) -> None:
    assert grouped(kept) == read
