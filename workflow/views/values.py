"""A stored value of a plan as people read it."""

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import geothai

from workflow.outline.fields import Field, Section
from workflow.outline.outline import Outline
from workflow.queries.areas import province_names
from workflow.queries.reference import institution_names, round_titles
from workflow.states.refusals import NotFound
from workflow.thai.dates import (
    MONTHS_EN,
    MONTHS_TH,
    english_date,
    thai_date,
)
from workflow.thai.numbers import baht
from workflow.thai.words import Words

NOTHING = "–"
_FIRST_MONTH = 10
LONGEST_PAGE = 11_000
"""Characters of a plan's text on one page: Thai weighs three bytes each."""
_FRAME = 200
"""What the frame of something said weighs, in characters."""


def shown(field: Field, value: Any, language: str) -> str:
    """A value in words: choices by name, money in baht, dates in the language's era."""
    if value in (None, "", []):
        return NOTHING
    if field.type in ("choice", "multi_choice"):
        return _chosen(field, value, language)
    if field.key.endswith("_satang"):
        return baht(value)
    if field.type == "date":
        day = dt.date.fromisoformat(value)
        return thai_date(day, short=True) if language == "th" else english_date(day, short=True)
    if field.type == "month":
        return _month(value, language)
    if field.type == "reference":
        return _referred(field, value, language)
    return f"{value:,}" if field.type == "int" else str(value)


@dataclass(frozen=True, slots=True)
class Part:
    """A section as a page shows it: its text, or only the way to it when the page is full."""

    section: Section
    body: dict[str, Any]
    shown: bool
    length: int


def parts(outline: Outline, sections: Mapping[str, Any]) -> list[Part]:
    """Lay a plan out on one page: sections in order until the page is full. What has a page of
    its own for each row is listed, and weighs little.
    """
    laid, used = [], 0
    for section in outline.sections:
        body = sections.get(section.key, {})
        length = sum(_length(field, body.get(field.key)) for field in section.fields)
        shown = used + length <= LONGEST_PAGE
        used += length if shown else 0
        laid.append(Part(section, body, shown, length))
    return laid


@dataclass(frozen=True, slots=True)
class Place:
    """A section of a plan, or one row of it that has a page of its own."""

    section: Section
    body: dict[str, Any]
    field: Field | None = None
    row: dict[str, Any] | None = None


def place(outline: Outline, sections: Mapping[str, Any], key: str, row: str | None) -> Place:
    """Find a section, or a row of it by its key. Raises NotFound."""
    section = outline.section.get(key)
    if section is None:
        raise NotFound(f"section {key}")
    body = sections.get(key, {})
    if row is None:
        return Place(section, body)
    for field in section.fields:
        for found in body.get(field.key) or () if field.row_page else ():
            if found.get(field.row_key) == row:
                return Place(section, body, field, found)
    raise NotFound(f"section {key} row {row}")


class Spoken(Protocol):
    """Something with words that somebody said."""

    @property
    def text(self) -> str:
        """The words."""
        ...


S = TypeVar("S", bound=Spoken)


def window(said: Sequence[S], before: int | None = None) -> tuple[Sequence[S], int | None]:
    """The newest of what was said that fill a page, oldest first, and how many lie before them;
    before: how many there are in all, for the page before."""
    end = min(before or len(said), len(said))
    start, used = end, 0
    while start and used + len(said[start - 1].text) <= LONGEST_PAGE:
        start -= 1
        used += len(said[start].text) + _FRAME
    return said[start:end], start or None


def _length(field: Field, value: Any) -> int:
    if field.row_page:
        return len(value or ()) * 100
    if isinstance(value, list):
        return sum(len(str(item)) for item in value)
    return len(str(value or ""))


def is_number(field: Field) -> bool:
    """Whether a column stands to the right."""
    return field.type in ("int", "decimal") or field.key.endswith("_satang")


def _chosen(field: Field, value: Any, language: str) -> str:
    codes = value if isinstance(value, list) else [value]
    if field.choices_from == "districts":
        return ", ".join(_district(code).text(language) for code in codes)
    return ", ".join(
        field.choice[code].label.text(language) if code in field.choice else str(code)
        for code in codes
    )


@functools.lru_cache(maxsize=1024)
def _district(code: str) -> Words:
    found = geothai.district(code)
    return Words(found.name_th, found.name_en) if found else Words(code, code)


def _month(value: int, language: str) -> str:
    names = MONTHS_TH if language == "th" else MONTHS_EN
    return names[(value - 1 + _FIRST_MONTH - 1) % 12]


def _referred(field: Field, value: str, language: str) -> str:
    names = {
        "provinces.dopa_code": province_names,
        "rounds.code": round_titles,
        "representation.institutions.code": institution_names,
    }.get(field.refers_to or "")
    found = names().get(value) if names else None
    return found.text(language) if found else value
