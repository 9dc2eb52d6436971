"""Numbers as people type them (๐-๙ or 0-9) and as they read them; money in satang."""

import re
from decimal import Decimal

_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_INTEGER = re.compile(r"-?\d{1,18}", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,18}(\.\d+)?", re.ASCII)
_DIGIT_WORDS = ["ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"]
_PLACES = ["", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน"]


class NotANumber(ValueError):
    """What was typed is not a number of the kind asked for."""


class TooPrecise(ValueError):
    """More decimal places than the field keeps."""


def arabic(text: str) -> str:
    """Thai digits as ASCII digits; everything else as it was."""
    return text.translate(_TO_ARABIC)


def thai_digits(value: object) -> str:
    """ASCII digits as Thai digits."""
    return str(value).translate(_TO_THAI)


def parse_int(text: str) -> int:
    """Read a whole number. Other scripts' digits are refused. Raises NotANumber."""
    plain = _plain(text)
    if not _INTEGER.fullmatch(plain):
        raise NotANumber(text)
    return int(plain)


def parse_decimal(text: str, places: int = 4) -> str:
    """Read a measured value as the string we keep: ASCII, no trailing zeros, no exponent.

    Raises NotANumber, or TooPrecise above `places` decimal places.
    """
    plain = _plain(text)
    if not _DECIMAL.fullmatch(plain):
        raise NotANumber(text)
    whole, _, fraction = plain.partition(".")
    fraction = fraction.rstrip("0")
    if len(fraction) > places:
        raise TooPrecise(text)
    whole = whole.lstrip("-").lstrip("0") or "0"
    number = f"{whole}.{fraction}" if fraction else whole
    return f"-{number}" if plain.startswith("-") and number != "0" else number


def parse_baht(text: str) -> int:
    """Read an amount typed in baht; return satang. Raises NotANumber, TooPrecise."""
    return int(Decimal(parse_decimal(text, places=2)) * 100)


def grouped(value: str) -> str:
    """A measured value as it is kept, with separators for reading: 62,000 or 1,234.5."""
    whole, point, fraction = value.partition(".")
    return f"{int(whole):,}{point}{fraction}"


def baht(satang: int) -> str:
    """Satang as baht with separators; satang shown only when there are any: 5,860,000."""
    sign = "-" if satang < 0 else ""
    whole, rest = divmod(abs(satang), 100)
    return f"{sign}{whole:,}" + (f".{rest:02}" if rest else "")


def million_baht(satang: int) -> str:
    """Satang as millions of baht with two places, rounded half up: 5.86."""
    hundredths = (abs(satang) + 500_000) // 1_000_000
    sign = "-" if satang < 0 and hundredths else ""
    return f"{sign}{hundredths // 100:,}.{hundredths % 100:02}"


def baht_text(satang: int) -> str:
    """An amount in Thai words, as on official papers: หนึ่งร้อยบาทถ้วน."""
    if satang < 0:
        return "ลบ" + baht_text(-satang)
    whole, rest = divmod(satang, 100)
    words = f"{_words(whole)}บาท" if whole or not rest else ""
    return words + (f"{_words(rest)}สตางค์" if rest else "ถ้วน")


def _words(number: int) -> str:
    millions, rest = divmod(number, 1_000_000)
    if not millions:
        return _below_million(rest, alone=True)
    return f"{_words(millions)}ล้าน" + (_below_million(rest, alone=False) if rest else "")


def _below_million(number: int, *, alone: bool) -> str:
    if number == 0:
        return _DIGIT_WORDS[0]
    digits = str(number)
    return "".join(
        _place(int(digit), len(digits) - 1 - at, alone and len(digits) == 1)
        for at, digit in enumerate(digits)
        if digit != "0"
    )


def _place(digit: int, place: int, alone: bool) -> str:
    if place == 0 and digit == 1 and not alone:
        return "เอ็ด"
    if place == 1 and digit in (1, 2):
        return ("", "ยี่")[digit - 1] + _PLACES[1]
    return _DIGIT_WORDS[digit] + _PLACES[place]


def _plain(text: str) -> str:
    plain = arabic(text).strip()
    return plain.replace(",", "") if _GROUPED.fullmatch(plain) else plain
