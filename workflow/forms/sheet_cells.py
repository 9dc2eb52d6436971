"""What stands in a cell of a sheet, as somebody would type it into the control of its column; and a
stored value as a cell has it."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from workflow.forms.controls import Offered
from workflow.forms.typed import is_money
from workflow.outline.fields import Field
from workflow.outline.kinds import KINDS
from workflow.thai.dates import MONTHS_EN, MONTHS_TH, SHORT_TH
from workflow.thai.text import clean
from workflow.workbooks import Fault, Value

Cell = str | int | float | dt.date | None
Known = Mapping[str, Mapping[str, str]]
"""Codes by the words that stand for them, by column."""
SATANG_PER_BAHT = 100
SEPARATOR = "; "
"""Between several choices in one cell."""
_DOT, _INDENT = "• ", "  "
_DIGITS = ".15g"
"""What a sheet keeps of a number."""
_OF_DISTRICTS = ("อำเภอ", "อ.", "เขต")
_FIRST_MONTH = 10
_BETWEEN = re.compile(r"[;\n]")


def known_words(columns: Sequence[Field], offers: Sequence[Offered]) -> Known:
    """What people may call each choice of some columns: in every language that is offered, or by
    its code."""
    return {one.key: _words(one, offers) for one in columns}


def typed_cell(column: Field, value: Value, known: Known) -> tuple[Any, str | None]:
    """A cell as it would be typed: a text, or texts of a list or of choices; and the code of what
    is wrong with the cell itself."""
    if isinstance(value, Fault):
        return "", value.value
    text = _text(value)
    if column.type == "list":
        return _entries(text), None
    words = known.get(column.key) or {}
    if column.type == "multi_choice":
        return [_code(part, words) for part in _parts(text, words)], None
    if column.type == "month" and isinstance(value, int | float):
        return "", "cell_month"
    return _code(text, words) if words and text.strip() else text, None


def cell_of(column: Field, value: Any, offered: Offered) -> Cell:
    """A stored value as a sheet has it: numbers as numbers, dates as dates, choices in words. What
    a sheet would round is written as text."""
    if value in (None, "", []):
        return None
    if column.type == "list":
        return _lines(value)
    if column.type in ("choice", "multi_choice", "reference", "month"):
        words = dict(offered.of(column) or ())
        codes = value if isinstance(value, list) else [value]
        return SEPARATOR.join(words.get(str(code), str(code)) for code in codes)
    write = _WRITTEN.get(column.type)
    return write(column, value) if write else str(value)


def _words(column: Field, offers: Sequence[Offered]) -> dict[str, str]:
    if column.type == "month":
        return {
            _loose(names[(n - 2 + _FIRST_MONTH) % 12]): str(n)
            for names in (MONTHS_TH, SHORT_TH, MONTHS_EN, [name[:3] for name in MONTHS_EN])
            for n in range(1, 13)
        }
    if column.type not in ("choice", "multi_choice", "reference"):
        return {}
    pairs = [pair for offered in offers for pair in offered.of(column) or ()]
    words = {_loose(label): code for code, label in reversed(pairs)}
    if column.choices_from:
        words |= {_loose(before + label): code for code, label in pairs for before in _OF_DISTRICTS}
    return words | {_loose(code): code for code, _ in pairs}


def _code(text: str, words: Mapping[str, str]) -> str:
    """The code of a choice; of a name that changed since, by the code that it begins with; else
    what stands there."""
    first = text.split()[0] if text.split() else ""
    return words.get(_loose(text)) or _as_code(first, words) or text


def _as_code(text: str, words: Mapping[str, str]) -> str | None:
    return text if words.get(_loose(text)) == text else None


def _parts(text: str, words: Mapping[str, str]) -> list[str]:
    """Several choices of one cell, parted by semicolons or lines; by commas where that helps."""
    found: list[str] = []
    for part in filter(None, map(str.strip, _BETWEEN.split(text))):
        is_one = _loose(part) in words
        found += [part] if is_one else filter(None, map(str.strip, part.split(",")))
    return found


def _loose(text: str) -> str:
    return "".join(clean(text).casefold().split())


def _text(value: Value) -> str:
    """A value as it would be typed. A day that was typed in the Buddhist era stays in it."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, float):
        return f"{Decimal(format(value, _DIGITS)):f}"
    return str(value)


def _entries(text: str) -> list[str]:
    """Texts of a list: one a line; where lines begin with a dot, one a dot."""
    lines = [line for line in text.replace("\r", "").split("\n") if line.strip()]
    if not lines or not lines[0].startswith(_DOT.strip()):
        return lines
    entries: list[str] = []
    for line in text.replace("\r", "").split("\n"):
        if line.startswith(_DOT.strip()) or not entries:
            entries.append(line.removeprefix(_DOT.strip()).strip())
        else:
            entries[-1] += f"\n{line.removeprefix(_INDENT)}"
    return entries


def _lines(entries: Sequence[str]) -> str:
    if not any("\n" in entry or entry.startswith(_DOT.strip()) for entry in entries):
        return "\n".join(entries)
    return "\n".join(_DOT + entry.replace("\n", f"\n{_INDENT}") for entry in entries)


def _number(column: Field, value: Any) -> Cell:
    """A number, if it is one and a sheet keeps all of its digits."""
    try:
        exact = Decimal(str(value)) / (SATANG_PER_BAHT if is_money(column) else 1)
    except InvalidOperation:
        return str(value)
    near = Decimal(format(float(exact), _DIGITS))
    return float(exact) if near == exact else f"{exact:f}"


def _date(column: Field, value: Any) -> Cell:
    kept, wrong = KINDS["date"](column, value)
    return str(value) if wrong else dt.date.fromisoformat(kept)


_WRITTEN: dict[str, Callable[[Field, Any], Cell]] = {
    "int": _number,
    "decimal": _number,
    "year_be": _number,
    "date": _date,
}
"""Other types are texts."""
