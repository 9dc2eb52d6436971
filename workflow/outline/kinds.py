"""What each type of field keeps: a value given, the value stored and what is wrong with it."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import geothai

from workflow.outline.fields import Field
from workflow.thai.numbers import NotANumber, TooPrecise, parse_decimal
from workflow.thai.text import clean, length

Kept = tuple[Any, str | None]
"""The value in stored form, and the code of what is wrong with the value given, or None."""

LARGEST = 10**18 - 1
"""Whole numbers have at most 18 digits, as those that people type."""
FIRST_YEAR, LAST_YEAR = 2400, 9999
DISTRICTS = "districts"
_PASSES = 8
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
REFERENCES = {
    "provinces.dopa_code": re.compile(r"[1-9]\d", re.ASCII),
    "rounds.code": _CODE,
    "representation.institutions.code": _CODE,
    "issues.issues.code": re.compile(r"[1-9]", re.ASCII),
    "files.sha256": re.compile(r"[0-9a-f]{64}", re.ASCII),
}
"""What a reference may point at, and the form of its codes."""


def text(field: Field, given: Any) -> Kept:
    """A text, cleaned. Too long a text is kept, so that nobody loses what they wrote."""
    settled = settle(given)
    if settled is None:
        return "", "wrong_form"
    return settled, "too_long" if too_long(settled, field.max) else None


def settle(given: Any) -> str | None:
    """A cleaned text that cleaning leaves alone; None when it is no text.

    Marks stacked on one letter may need a pass for each; what does not come to rest soon is no
    language, and a digest of it would not be stable.
    """
    if not isinstance(given, str):
        return None
    before = given
    for _ in range(_PASSES):
        after = clean(before)
        if after == before:
            return after
        before = after
    return None


def too_long(settled: str, most: int | str | None) -> bool:
    """Whether a text has more characters than `most`. White space is not counted, but a text may
    not be mostly that.
    """
    if most is None:
        return False
    return len(settled) > 2 * int(most) + 100 or length(settled) > int(most)


def _int(field: Field, given: Any) -> Kept:
    if not isinstance(given, int) or isinstance(given, bool) or abs(given) > LARGEST:
        return None, "not_a_number"
    return _at_most(field, given)


def _decimal(field: Field, given: Any) -> Kept:
    """Lenient in writing (9.50 is 9.5), since equal values must have equal digests."""
    if not isinstance(given, str):
        return None, "not_a_number"
    try:
        kept = parse_decimal(given)
    except NotANumber:
        return None, "not_a_number"
    except TooPrecise:
        return None, "too_precise"
    return (None, "too_small") if kept.startswith("-") else _at_most(field, kept)


def _year(field: Field, given: Any) -> Kept:
    kept, wrong = _int(field, given)
    if kept is None or not FIRST_YEAR <= kept <= LAST_YEAR:
        return None, "not_a_year"
    return kept, wrong


def _month(field: Field, given: Any) -> Kept:
    """1 (October) to 12 (September): what lies outside is no month, whatever the file's limits."""
    kept, wrong = _int(field, given)
    if kept is None or 1 <= kept <= 12:
        return kept, wrong
    return None, "too_small" if kept < 1 else "too_large"


def _date(field: Field, given: Any) -> Kept:
    """ISO, common era. A Buddhist year in this form is a slip, and refused."""
    if not isinstance(given, str) or not _ISO.fullmatch(given) or int(given[:4]) >= FIRST_YEAR:
        return None, "not_a_date"
    try:
        return dt.date.fromisoformat(given).isoformat(), None
    except ValueError:
        return None, "not_a_date"


def _choice(field: Field, given: Any) -> Kept:
    return (given, None) if _chosen(field, given) else (None, "not_a_choice")


def _choices(field: Field, given: Any) -> Kept:
    """Codes in the order given, each once; strangers are left out."""
    if not isinstance(given, list):
        return [], "wrong_form"
    kept = list(dict.fromkeys(code for code in given if _chosen(field, code)))
    if field.max is not None and len(kept) > int(field.max):
        return kept[: int(field.max)], "too_many"
    return kept, None if all(_chosen(field, code) for code in given) else "not_a_choice"


def _reference(field: Field, given: Any) -> Kept:
    form = REFERENCES.get(field.refers_to or "", _CODE)
    known = isinstance(given, str) and form.fullmatch(given)
    return (given, None) if known else (None, "unknown_reference")


def _chosen(field: Field, code: Any) -> bool:
    if not isinstance(code, str):
        return False
    return geothai.district(code) is not None if field.choices_from else code in field.choice


def _at_most(field: Field, value: int | str) -> Kept:
    above = field.max is not None and Decimal(value) > Decimal(field.max)
    return value, "too_large" if above else None


KINDS: dict[str, Callable[[Field, Any], Kept]] = {
    "text": text,
    "longtext": text,
    "int": _int,
    "decimal": _decimal,
    "year_be": _year,
    "month": _month,
    "date": _date,
    "choice": _choice,
    "multi_choice": _choices,
    "reference": _reference,
}
"""How each type is kept; lists and tables hold others and stand in `values.py`."""
