"""Dates as people write them, in either era and either script; and as the product says them."""

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.thai.patience import PATIENT
from workflow.thai.dates import (
    MONTHS_EN,
    MONTHS_TH,
    SHORT_TH,
    NotADate,
    NotAYear,
    buddhist_year,
    english_date,
    fiscal_year,
    local_day,
    local_time,
    parse_date,
    parse_year,
    thai_date,
    weekday,
)
from workflow.thai.numbers import thai_digits

DAY = dt.date(2026, 6, 7)
DAYS = st.dates(dt.date(1857, 1, 1), dt.date(2399, 12, 31))
"""Days that have a year of four digits in both eras, of which one can tell which it is."""
BAD = [
    "",
    "today",
    "17/06",
    "17/06/69",
    "17/13/2569",
    "0/1/2569",
    "31/04/2569",
    "29/02/2570",
    "30/02/2567",
    "17/06-2569",
    "17 / 06 / 2569",
    "2026/06/17",
    "2026-6",
    "2026-06-17T00:00",
    "20260617",
    "17/06/25690",
    "117/06/2569",
    "17 มิถุนา 2569",
    "17 มิถุนายน",
    "17 มิถุนายน 69",
    "มิถุนายน 2569",
    "17 June",
    "17 Juni 2026",
    "17 june 2026",
    "17 มิถุนายน พ.ศ. 2026",
    "17 มิถุนายน ค.ศ. 2569",
    "17 พ.ศ. 2569",
    "17 มิถุนายน ฮ.ศ. 2569",
    "๑๗/๐๖/๒๕๖๙ น.",
    "١٧/٠٦/٢٠٢٦",
    "１７/０６/２５６９",
    "17/06/²569",
    "17/6/0000",
    "-17/06/2569",
    "17//06/2569",
    "x" * 10_000,
    "1" * 10_000,
]


def forms(day: dt.date, year: int) -> list[str]:
    """Ways to write a day, its year given."""
    return [
        f"{day.day}/{day.month}/{year}",
        f"{day.day:02}/{day.month:02}/{year}",
        f"{day.day:02}-{day.month:02}-{year}",
        f"{day.day}.{day.month}.{year}",
        f"{year}-{day.month:02}-{day.day:02}",
        f"{year}-{day.month}-{day.day}",
        f"{day.day} {MONTHS_TH[day.month - 1]} {year}",
        f"{day.day}\u00a0{SHORT_TH[day.month - 1]}\u00a0{year}",
        f"{day.day}{SHORT_TH[day.month - 1]}{year}",
        f"  {day.day}   {MONTHS_EN[day.month - 1]}\t{year} ",
        f"{day.day} {MONTHS_EN[day.month - 1][:3]} {year}",
    ]


@PATIENT
@given(DAYS)
def test_every_way_to_write_a_day_is_read_in_both_eras_and_scripts(day: dt.date) -> None:
    for text in forms(day, day.year) + forms(day, day.year + 543):
        assert parse_date(text) == day
        assert parse_date(thai_digits(text)) == day


@PATIENT
@given(DAYS, st.booleans())
def test_what_the_product_says_it_can_read(day: dt.date, short: bool) -> None:
    assert parse_date(thai_date(day, short=short)) == day
    assert parse_date(thai_date(day, short=short, numerals=True)) == day
    assert parse_date(english_date(day, short=short)) == day
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    ["7 มิถุนายน พ.ศ. 2569", "7 มิ.ย. พ.ศ.2569", "7มิถุนายนพ.ศ.2569", "7 มิถุนายน ค.ศ. 2026"],
)
def test_an_era_may_be_named(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(NotADate):
        parse_date(text)


@PATIENT
@given(st.text() | st.from_regex(r"[0-9๐-๙]{1,4}.[0-9๐-๙]{1,3}.[0-9๐-๙]{1,5}"))
def test_whatever_is_typed_is_a_date_or_is_refused(text: str) -> None:
    with suppress(NotADate):
        assert isinstance(parse_date(text), dt.date)


@pytest.mark.parametrize(("text", "year"), [("2399", 2399), ("2400", 1857), ("2942", 2399)])
def test_years_from_2400_on_are_buddhist(text: str, year: int) -> None:
    assert parse_date(f"1/1/{text}") == dt.date(year, 1, 1)
    era = "ค.ศ." if int(text) == year else "พ.ศ."
    assert parse_date(f"1 มกราคม {era} {text}") == dt.date(year, 1, 1)


@pytest.mark.parametrize("text", ["29/2/2567", "29/2/2024", "2567-02-29", "29 ก.พ. 2567"])
def test_a_leap_day_is_one_of_the_common_era(text: str) -> None:
    assert parse_date(text) == dt.date(2024, 2, 29)


@pytest.mark.parametrize(("text", "year"), [("2569", 2569), (" ๒๕๖๙ ", 2569), ("2400", 2400)])
def test_a_buddhist_year_is_read(text: str, year: int) -> None:
    assert parse_year(text) == year


@pytest.mark.parametrize("text", ["", "2399", "2026", "69", "25690", "-2569", "²569", "٢٥٦٩", "ปี"])
def test_what_is_no_buddhist_year_is_refused(text: str) -> None:
    with pytest.raises(NotAYear):
        parse_year(text)


def test_a_day_is_said_in_both_languages() -> None:
    assert thai_date(DAY) == "7\u00a0มิถุนายน\u00a02569"
    assert thai_date(DAY, short=True) == "7\u00a0มิ.ย.\u00a02569"
    assert thai_date(DAY, numerals=True) == "๗\u00a0มิถุนายน\u00a0๒๕๖๙"
    assert english_date(DAY) == "7\u00a0June\u00a02026"
    assert english_date(DAY, short=True) == "7\u00a0Jun\u00a02026"


@pytest.mark.parametrize(
    ("day", "th", "en"), [(23, "จันทร์", "Monday"), (24, "อังคาร", "Tuesday"), (29, "อาทิตย์", "Sunday")]
)
def test_a_day_of_the_week_has_its_name(day: int, th: str, en: str) -> None:
    assert weekday(dt.date(2026, 11, day), "th") == th
    assert weekday(dt.date(2026, 11, day), "en") == en


@pytest.mark.parametrize(
    ("day", "fiscal"),
    [
        (dt.date(2026, 9, 30), 2569),
        (dt.date(2026, 10, 1), 2570),
        (dt.date(2026, 12, 31), 2570),
        (dt.date(2027, 1, 1), 2570),
        (dt.date(2027, 9, 30), 2570),
    ],
)
def test_the_fiscal_year_turns_on_the_first_of_october(day: dt.date, fiscal: int) -> None:
    assert fiscal_year(day) == fiscal
    assert buddhist_year(day) == day.year + 543


@pytest.mark.parametrize(
    ("hour", "minute", "day", "time"),
    [
        (16, 59, dt.date(2026, 11, 24), "23:59"),
        (17, 0, dt.date(2026, 11, 25), "00:00"),
        (0, 0, dt.date(2026, 11, 24), "07:00"),
        (2, 14, dt.date(2026, 11, 24), "09:14"),
    ],
)
def test_a_day_begins_at_midnight_in_bangkok(
    hour: int, minute: int, day: dt.date, time: str
) -> None:
    at = dt.datetime(2026, 11, 24, hour, minute, tzinfo=dt.UTC)
    assert local_day(at) == day
    assert local_time(at) == time


@pytest.mark.parametrize("read", [local_day, local_time])
def test_an_instant_without_a_zone_is_none(read: type) -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        read(dt.datetime(2026, 11, 24))  # noqa: DTZ001 - what it is about
