"""Reading a plan's sections without stumbling over what is missing or half filled in."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from workflow.outline.fields import Field
from workflow.outline.outline import Outline

Sections = Mapping[str, Any]
"""A plan's text: the body of each section by key. Some may be missing."""
Row = dict[str, Any]
LONGEST = 10
"""A plan with more years than this has a mistyped one."""


class Leaf(NamedTuple):
    """One field of a plan with its value and where it stands."""

    place: str
    row: tuple[int, ...]
    field: Field
    value: Any


def value(sections: Sections, section: str, key: str) -> Any:
    """A field's value, None where there is none."""
    body = sections.get(section)
    return body.get(key) if isinstance(body, dict) else None


def rows(sections: Sections, section: str, key: str) -> list[Row]:
    """A table's rows; a row that is none reads as an empty one, so that indexes hold."""
    return _rows(value(sections, section, key))


def inner(row: Row, key: str) -> list[Row]:
    """The rows of a table that stands in a row."""
    return _rows(row.get(key))


def whole(found: object) -> int | None:
    """A whole number, or None for anything else."""
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def amount(line: Row) -> int | None:
    """The amount of a budget line in satang, None while it has none."""
    return whole(line.get("amount_satang"))


def years(sections: Sections) -> range:
    """The plan's fiscal years (B.E.); empty while they are not known."""
    start = whole(value(sections, "general", "fiscal_year_start"))
    end = whole(value(sections, "general", "fiscal_year_end"))
    if start is None or end is None or end - start >= LONGEST:
        return range(0)
    return range(start, end + 1)


def leaves(outline: Outline, bodies: Sections) -> Iterator[Leaf]:
    """Every stored field of clean bodies in the outline's order, tables before what they hold."""
    for section in outline.sections:
        yield from _leaves(section.key, (), section.stored, bodies[section.key])


def _leaves(
    above: str, row: tuple[int, ...], fields: tuple[Field, ...], body: Row
) -> Iterator[Leaf]:
    for field in fields:
        place = f"{above}.{field.key}"
        yield Leaf(place, row, field, body[field.key])
        if field.type == "table":
            for number, inside in enumerate(body[field.key]):
                yield from _leaves(place, (*row, number), field.stored, inside)


def _rows(found: object) -> list[Row]:
    if not isinstance(found, list):
        return []
    return [row if isinstance(row, dict) else {} for row in found]
