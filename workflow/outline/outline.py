"""What an outline file may say, and how it is read. `lint.py` says what is wrong with one."""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from workflow.outline.fields import Check, Choice, Field, Section
from workflow.thai.words import Words

STEP = " › "
"""Stands between the labels of a path."""
Table = dict[str, Any]


@dataclass(frozen=True)
class Outline:
    """A whole outline, as one version of its file says it."""

    name: str
    title: Words
    sections: tuple[Section, ...]
    checks: tuple[Check, ...]
    messages: dict[str, Words]
    """What is said of a single field, by code, with {label}, {min} and {max}."""
    rules: dict[str, str]
    """Rules that something other than a check holds."""
    sha256: str

    @cached_property
    def section(self) -> dict[str, Section]:
        """Sections by key, in the file's order."""
        return {section.key: section for section in self.sections}

    @cached_property
    def check(self) -> dict[str, Check]:
        """Checks by code."""
        return {check.code: check for check in self.checks}

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Every field and column by its dotted place, in the file's order."""
        return {place: field for place, _, field in self._walk()}

    @cached_property
    def position(self) -> dict[str, tuple[int, ...]]:
        """Where each section, field and column stands: indexes from outside in."""
        sections = {section.key: (n,) for n, section in enumerate(self.sections)}
        return sections | {place: way for place, way, _ in self._walk()}

    def field(self, place: str) -> Field | None:
        """The field at a dotted place such as projects.projects.budget.amount_satang, or None."""
        return self.fields.get(place)

    def label(self, place: str) -> Words:
        """The way to a place in both languages: โครงการ › งบประมาณ › จำนวนเงิน.

        A field named like what it stands in is said once; an unknown part is said as its key.
        """
        parts = place.split(".")
        steps = [self._name(".".join(parts[:n])) for n in range(1, len(parts) + 1)]
        return Words(_path(step.th for step in steps), _path(step.en for step in steps))

    def _name(self, place: str) -> Words:
        if place in self.section:
            return self.section[place].title
        key = place.rpartition(".")[2]
        return self.fields[place].label if place in self.fields else Words(key, key)

    def _walk(self) -> Iterator[tuple[str, tuple[int, ...], Field]]:
        for number, section in enumerate(self.sections):
            yield from _below(section.key, (number,), section.fields)


def parse(text: str) -> Outline:
    """Read an outline file that `lint` accepts. Raises tomllib.TOMLDecodeError on bad TOML."""
    data = tomllib.loads(text)
    named = table(data, "choices")
    messages = table(data, "field_messages")
    return Outline(
        name=str(data.get("name", "")),
        title=Words.read(data.get("title")),
        sections=tuple(_section(row, named) for row in rows(data, "section")),
        checks=tuple(_check(row) for row in rows(data, "check")),
        messages={code: Words.read(words) for code, words in messages.items()},
        rules={code: str(rule) for code, rule in table(data, "rules").items()},
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


@lru_cache(maxsize=32)
def read(text: str) -> Outline:
    """Read a published outline; the same text gives the same object."""
    return parse(text)


def default_text() -> str:
    """The text of the outline that comes with the product."""
    return Path(__file__).with_name("sti-plan.toml").read_text(encoding="utf-8")


def first_text() -> str:
    """The text of its first version, under which plans were begun that still follow it."""
    return Path(__file__).with_name("sti-plan-1.toml").read_text(encoding="utf-8")


def rows(data: Table, key: str) -> list[Table]:
    """The tables of an array of tables; whatever else stands there is left to the lint."""
    found = data.get(key)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def table(data: Table, key: str) -> Table:
    """A table; whatever else stands there is left to the lint."""
    found = data.get(key)
    return found if isinstance(found, dict) else {}


def choices(row: Table, named: Table) -> list[Table]:
    """A field's choices as the file gives them: written in place, or the name of a list."""
    given = row.get("choices")
    return rows(named, given) if isinstance(given, str) else rows(row, "choices")


def _section(row: Table, named: Table) -> Section:
    return Section(
        key=str(row.get("key", "")),
        title=Words.read(row.get("title")),
        hint=Words.read(row.get("hint")),
        fields=tuple(_field(field, named) for field in rows(row, "field")),
    )


def _field(row: Table, named: Table) -> Field:
    return Field(
        key=str(row.get("key", "")),
        type=str(row.get("type", "")),
        label=Words.read(row.get("label")),
        hint=Words.read(row.get("hint")),
        required=row.get("required") is True,
        min=_limit(row.get("min")),
        max=_limit(row.get("max")),
        item_min=_whole(row.get("item_min")),
        item_max=_whole(row.get("item_max")),
        rules=_strings(row.get("rules")),
        choices=tuple(
            Choice(str(choice.get("code", "")), Words.read(choice.get("label")))
            for choice in choices(row, named)
        ),
        **{name: _text(row.get(name)) for name in ("choices_from", "refers_to", "of", "row_key")},
        row_page=row.get("row_page") is True,
        columns=tuple(_field(column, named) for column in rows(row, "column")),
    )


def _check(row: Table) -> Check:
    return Check(
        **{name: str(row.get(name, "")) for name in ("code", "level", "where", "rule")},
        sentence=Words.read(row.get("sentence")),
    )


def _limit(found: object) -> int | str | None:
    return found if isinstance(found, str) else _whole(found)


def _whole(found: object) -> int | None:
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _text(found: object) -> str | None:
    return found if isinstance(found, str) else None


def _strings(found: object) -> tuple[str, ...]:
    return tuple(str(item) for item in found) if isinstance(found, list) else ()


def _below(
    above: str, way: tuple[int, ...], fields: Iterable[Field]
) -> Iterator[tuple[str, tuple[int, ...], Field]]:
    for number, field in enumerate(fields):
        place, here = f"{above}.{field.key}", (*way, number)
        yield place, here, field
        yield from _below(place, here, field.columns)


def _path(steps: Iterable[str]) -> str:
    said: list[str] = []
    for step in steps:
        if said[-1:] != [step]:
            said.append(step)
    return STEP.join(said)
