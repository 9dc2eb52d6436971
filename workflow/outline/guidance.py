"""What a good answer has, and an example, for a field of the outline: shown beside it, and of no
digest."""

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workflow.outline.fields import Field, Section
from workflow.outline.outline import Outline
from workflow.thai.words import Words


@dataclass(frozen=True, slots=True)
class Guidance:
    """An example of what stands in a field. guide: what a good answer has; empty where the hint
    says it all."""

    example: Words
    guide: Words


def guidance_for(place: str) -> Guidance | None:
    """The guidance for a field or column by its dotted place, if there is any."""
    return _all().get(place)


def guided(section: Section) -> tuple[str, ...]:
    """The places of a section that have guidance, in its order."""
    return tuple(place for place in _within(section.key, section.stored) if place in _all())


def strangers(outline: Outline) -> list[str]:
    """Places with guidance that the outline does not have."""
    return sorted(set(_all()) - set(_places(outline)))


@functools.cache
def _all() -> Mapping[str, Guidance]:
    text = Path(__file__).with_name("guidance.toml").read_text(encoding="utf-8")
    return {place: _read(row) for place, row in tomllib.loads(text).items()}


def _read(row: Mapping[str, str]) -> Guidance:
    guide = Words(row.get("guide_th", ""), row.get("guide_en", ""))
    return Guidance(Words(row["th"], row["en"]), guide)


def _places(outline: Outline) -> Iterator[str]:
    for section in outline.sections:
        yield from _within(section.key, section.stored)


def _within(above: str, fields: tuple[Field, ...]) -> Iterator[str]:
    for field in fields:
        place = f"{above}.{field.key}"
        yield place
        yield from _within(place, field.stored)
