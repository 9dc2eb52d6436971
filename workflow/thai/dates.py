"""Dates outside: พ.ศ. or ค.ศ., ๐-๙ or 0-9. Dates inside: datetime.date of the common era.

Babel has no Buddhist calendar, so both languages are formatted here.
"""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from workflow.thai.numbers import arabic, thai_digits

BANGKOK = ZoneInfo("Asia/Bangkok")
ERA = 543
"""Years between the Buddhist era and the common era."""

MONTHS_TH = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]
SHORT_TH = [
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
]
MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS_TH = ["จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์"]
WEEKDAYS_EN = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_NBSP = "\u00a0"
_FIRST_BUDDHIST_YEAR = 2400
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", re.ASCII)
_SPOKEN = re.compile(r"(\d{1,2}) ?([^\d ]+?) ?(พ\.ศ\.|ค\.ศ\.)? ?(\d{4})", re.ASCII)


class NotADate(ValueError):
    """What was typed is not a date."""


class NotAYear(ValueError):
    """What was typed is not a Buddhist year of four digits."""


def parse_date(text: str) -> dt.date:
    """Read 17/06/2569, 17/6/2026, 2026-06-17, 17 มิถุนายน 2569, 17 มิ.ย. 2569 or 17 June 2026.

    Years from 2400 on are Buddhist; one that is said to be of the other era is no date. Raises
    NotADate.
    """
    plain = " ".join(arabic(text).split())
    if found := _ISO.fullmatch(plain):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    elif found := _SLASHED.fullmatch(plain):
        year, month, day = int(found[4]), int(found[3]), int(found[1])
    elif (found := _SPOKEN.fullmatch(plain)) and _is_of(found[3], int(found[4])):
        year, month, day = int(found[4]), _month(found[2], text), int(found[1])
    else:
        raise NotADate(text)
    return _date(year, month, day, text)


def parse_year(text: str) -> int:
    """Read a Buddhist year of four digits. Raises NotAYear."""
    plain = arabic(text).strip()
    if not re.fullmatch(r"\d{4}", plain, re.ASCII) or int(plain) < _FIRST_BUDDHIST_YEAR:
        raise NotAYear(text)
    return int(plain)


def thai_date(day: dt.date, *, short: bool = False, numerals: bool = False) -> str:
    """18 พฤศจิกายน 2569, or short 18 พ.ย. 2569; `numerals` for ๑๘ on papers."""
    month = (SHORT_TH if short else MONTHS_TH)[day.month - 1]
    text = f"{day.day}{_NBSP}{month}{_NBSP}{day.year + ERA}"
    return thai_digits(text) if numerals else text


def english_date(day: dt.date, *, short: bool = False) -> str:
    """18 November 2026, or short 18 Nov 2026."""
    month = MONTHS_EN[day.month - 1]
    return f"{day.day}{_NBSP}{month[:3] if short else month}{_NBSP}{day.year}"


def weekday(day: dt.date, language: str) -> str:
    """Name of the day of the week: พฤหัสบดี or Thursday."""
    return (WEEKDAYS_TH if language == "th" else WEEKDAYS_EN)[day.weekday()]


def fiscal_year(day: dt.date) -> int:
    """Buddhist year in which the fiscal year of a day ends (1 October to 30 September)."""
    return day.year + ERA + (day.month >= 10)


def buddhist_year(day: dt.date) -> int:
    """Calendar year of a day in the Buddhist era."""
    return day.year + ERA


def local_day(at: dt.datetime) -> dt.date:
    """The day in Bangkok of an instant. The instant must be aware."""
    return _in_bangkok(at).date()


def local_time(at: dt.datetime) -> str:
    """Time of day in Bangkok, 09:14. The instant must be aware."""
    return _in_bangkok(at).strftime("%H:%M")


def _in_bangkok(at: dt.datetime) -> dt.datetime:
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return at.astimezone(BANGKOK)


def _is_of(era: str | None, year: int) -> bool:
    """Whether a year can be of the era that it is said to be of."""
    return era is None or (era == "พ.ศ.") == (year >= _FIRST_BUDDHIST_YEAR)


def _month(word: str, typed: str) -> int:
    for names in (MONTHS_TH, SHORT_TH, MONTHS_EN, [name[:3] for name in MONTHS_EN]):
        if word in names:
            return names.index(word) + 1
    raise NotADate(typed)


def _date(year: int, month: int, day: int, typed: str) -> dt.date:
    try:
        return dt.date(year - ERA if year >= _FIRST_BUDDHIST_YEAR else year, month, day)
    except ValueError as wrong:
        raise NotADate(typed) from wrong
