"""A stored value as a person types it, and what was typed as the value that the outline judges.

What cannot be read goes on as it was typed: the outline says what is wrong with it, and the page
shows it again.
"""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from workflow.outline.fields import Field
from workflow.thai.dates import ERA, NotADate, NotAYear, parse_date, parse_year
from workflow.thai.numbers import NotANumber, TooPrecise, arabic, baht, parse_baht, parse_int

Read = tuple[Any, str | None]
"""The value to judge, and the code of what is wrong if the outline could not say it as well."""

TOO_FINE, NEGATIVE = "baht_too_fine", "too_small"
_DIGITS = re.compile(r"[0-9]+", re.ASCII)
_IN_NUMBERS = re.compile(r"[\s().-]")


def typed(field: Field, value: Any, language: str) -> Any:
    """A stored value as a form shows it: text, texts of a list, codes, or rows of a table."""
    if field.type == "table":
        return [typed_row(field.stored, row, language) for row in value or ()]
    if field.type in ("list", "multi_choice"):
        return list(value or ())
    if value is None or isinstance(value, str) and field.type != "date":
        return value or ""
    if field.type == "date":
        return _typed_date(value, language)
    return baht(value) if is_money(field) else str(value)


def typed_row(fields: tuple[Field, ...], body: dict[str, Any], language: str) -> dict[str, Any]:
    """A stored body, or a row of a table, as a form shows it."""
    return {field.key: typed(field, body.get(field.key), language) for field in fields}


def given(field: Field, text: str) -> Read:
    """What was typed into one control. Nothing typed is nothing given."""
    if not text.strip():
        return None, None
    read = _READ.get(field.type)
    return read(field, text) if read else (text, None)


def is_money(field: Field) -> bool:
    """Whether people type baht where satang are stored."""
    return field.type == "int" and field.key.endswith("_satang")


def _typed_date(value: str, language: str) -> str:
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        return value
    return f"{day:%d/%m}/{day.year + ERA}" if language == "th" else day.isoformat()


def _text(field: Field, text: str) -> Read:
    """A telephone number may be typed with dashes and spaces; other texts are as they are."""
    if "digits" not in field.rules:
        return text, None
    plain = _IN_NUMBERS.sub("", arabic(text))
    return (plain if _DIGITS.fullmatch(plain) else text), None


def _int(field: Field, text: str) -> Read:
    try:
        value = parse_baht(text) if is_money(field) else parse_int(text)
    except TooPrecise:
        return text, TOO_FINE
    except NotANumber:
        return text, None
    negative = value < 0 <= int(field.min or 0)
    return (text, NEGATIVE) if negative else (value, None)


def _whole(field: Field, text: str) -> Read:
    try:
        return parse_int(text), None
    except NotANumber:
        return text, None


def _year(field: Field, text: str) -> Read:
    try:
        return parse_year(text), None
    except NotAYear:
        return text, None


def _date(field: Field, text: str) -> Read:
    try:
        return parse_date(text).isoformat(), None
    except NotADate:
        return text, None


_READ: dict[str, Callable[[Field, str], Read]] = {
    "text": _text,
    "int": _int,
    "month": _whole,
    "year_be": _year,
    "date": _date,
}
"""Other types are judged as they are typed: texts, decimals, codes."""
