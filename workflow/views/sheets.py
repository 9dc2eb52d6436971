"""A plan's whole text, laid out on sheets for printing: as many as keep each page light."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.outline.fields import Field, Section
from workflow.outline.outline import Outline
from workflow.views.values import LONGEST_PAGE, length_of

_LONG = frozenset({"longtext", "list", "table", "computed"})
_MOST_UNITS = 60
"""On a sheet, however short they are: each has markup of its own."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of a plan that is never parted. field: None for the short fields of a section. row:
    one that has a page of its own. begins: whether the section's heading stands before it."""

    section: Section
    body: Mapping[str, Any]
    length: int
    field: Field | None = None
    row: Mapping[str, Any] | None = None
    begins: bool = False


def sheets(outline: Outline, sections: Mapping[str, Any]) -> list[list[Unit]]:
    """Every piece of a plan in order, in sheets; at least one."""
    laid: list[list[Unit]] = [[]]
    used = 0
    for section in outline.sections:
        for unit in _units(section, sections.get(section.key) or {}):
            full = used + unit.length > LONGEST_PAGE or len(laid[-1]) >= _MOST_UNITS
            if laid[-1] and full:
                laid.append([])
                used = 0
            laid[-1].append(unit)
            used += unit.length
    return laid


def _units(section: Section, body: Mapping[str, Any]) -> Iterator[Unit]:
    short = [field for field in section.fields if field.type not in _LONG]
    yield Unit(section, body, sum(_length(f, body) for f in short), begins=True)
    for field in section.fields:
        if field.row_page:
            for row in body.get(field.key) or ():
                yield Unit(section, body, sum(_length(c, row) for c in field.columns), field, row)
        elif field.type == "computed" or (field.type in _LONG and body.get(field.key)):
            yield Unit(section, body, _length(field, body), field)


def _length(field: Field, body: Mapping[str, Any]) -> int:
    return length_of(field, body.get(field.key)) if body.get(field.key) else 0
