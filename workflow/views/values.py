"""A stored value of a plan as people read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from workflow.outline import shown as outline_shown
from workflow.outline.fields import Field, Section
from workflow.outline.kinds import KINDS
from workflow.outline.outline import Outline
from workflow.states.refusals import NotFound
from workflow.views.attaching import names

LONGEST_PAGE = 11_000
"""Characters of a plan's text on one page: Thai weighs three bytes each."""
_FRAME = 200
"""What the frame of something said weighs, in characters."""


def shown(field: Field, value: Any, language: str) -> str:
    """A value in words; what only was typed where a number or a date belongs, as it was typed."""
    if value not in (None, "", []) and is_odd(field, value):
        return str(value)
    return outline_shown.shown(field, value, language, names)


def is_odd(field: Field, value: Any) -> bool:
    """Whether something is only a text that was typed where a number or a date belongs."""
    if not isinstance(value, str) or field.type not in ("int", "year_be", "month", "date"):
        return False
    return field.type != "date" or KINDS["date"](field, value)[0] is None


@dataclass(frozen=True, slots=True)
class Part:
    """A section as a page shows it: its text, or only the way to it when the page is full."""

    section: Section
    body: dict[str, Any]
    shown: bool
    length: int


def parts(outline: Outline, sections: Mapping[str, Any], longest: int = LONGEST_PAGE) -> list[Part]:
    """Lay a plan out on one page: sections in order until the page is full, which takes so many
    characters. What has a page of its own for each row is listed, and weighs little.
    """
    laid, used = [], 0
    for section in outline.sections:
        body = sections.get(section.key, {})
        length = sum(length_of(field, body.get(field.key)) for field in section.fields)
        shown = used + length <= longest
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


def length_of(field: Field, value: Any) -> int:
    """How many characters a field takes on a page, roughly."""
    if field.row_page:
        return len(value or ()) * 100
    if isinstance(value, list):
        return sum(len(str(item)) for item in value)
    return len(str(value or ""))
