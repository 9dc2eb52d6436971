"""A stored value of a plan in words, in either language: on a page, and on a paper."""

import datetime as dt
import functools
from collections.abc import Callable, Mapping
from typing import Any

import geothai

from workflow.outline.fields import Field
from workflow.outline.outline import Outline
from workflow.outline.totals import computed, totals
from workflow.thai.dates import MONTHS_EN, MONTHS_TH, english_date, thai_date
from workflow.thai.numbers import baht
from workflow.thai.words import Words

NOTHING = "–"
_FIRST_MONTH = 10

Names = Callable[[str], Mapping[str, Words]]
"""Names by code of what a reference points at, as `Field.refers_to` calls it; empty if it is not
known."""


def shown(field: Field, value: Any, language: str, names: Names) -> str:
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
        found = names(field.refers_to or "").get(value)
        return found.text(language) if found else str(value)
    return f"{value:,}" if field.type == "int" else str(value)


def is_number(field: Field) -> bool:
    """Whether a column stands to the right."""
    return field.type in ("int", "decimal") or field.key.endswith("_satang")


def summed(
    field: Field,
    outline: Outline,
    sections: Mapping[str, Any],
    language: str,
    row: Mapping[str, Any] | None = None,
) -> list[tuple[str, int]]:
    """A computed field as lines of label and satang; row: the project that it is of."""
    read = sections if row is None else {"projects": {"projects": [row]}}
    value = computed(totals(read), field.of or "", (0,))
    if isinstance(value, int):
        return [(field.label.text(language), value)]
    known = summed_names(outline, sections, language)
    return [(known.get(str(key), str(key)), amount) for key, amount in value.items()]


def summed_names(outline: Outline, sections: Mapping[str, Any], language: str) -> dict[str, str]:
    """Names of what budgets are summed by: sources, categories, issues."""
    found = {}
    for place in ("source", "category"):
        field = outline.field(f"projects.projects.budget.{place}")
        for choice in field.choices if field else ():
            found[choice.code] = choice.label.text(language)
    for issue in sections.get("issues", {}).get("issues", ()):
        found[str(issue.get("code"))] = f"{issue.get('code')} {issue.get('name') or ''}".strip()
    return found


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
