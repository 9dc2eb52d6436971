"""The parts of an outline: sections, fields and columns, choices, checks."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from workflow.thai.words import Words

TEXTS = frozenset({"text", "longtext"})
ENTRIES = frozenset({"list", "table", "multi_choice"})
"""Types whose min and max count entries."""
NUMBERS = frozenset({"int", "decimal", "year_be", "month"})
LONG = frozenset({"longtext", "list", "table", "computed"})
"""Types that a page shows below each other, each with a heading; the others stand side by side."""
TYPES = TEXTS | ENTRIES | NUMBERS | {"date", "choice", "reference", "computed"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a choice field."""

    code: str
    label: Words


@dataclass(frozen=True)
class Field:
    """One field of a section, or one column of a table.

    min, max: characters without white space (text), the value (numbers; a string for decimals) or
    the number of entries (list, table, multi_choice); None means no limit.
    """

    key: str
    type: str
    label: Words
    hint: Words
    required: bool
    min: int | str | None
    max: int | str | None
    item_min: int | None
    item_max: int | None
    rules: tuple[str, ...]
    choices: tuple[Choice, ...]
    choices_from: str | None
    refers_to: str | None
    of: str | None
    """For a computed field: what it is the sum of."""
    row_page: bool
    row_key: str | None
    columns: tuple["Field", ...]

    @cached_property
    def column(self) -> dict[str, "Field"]:
        """Columns by key."""
        return {column.key: column for column in self.columns}

    @cached_property
    def choice(self) -> dict[str, Choice]:
        """Choices by code."""
        return {choice.code: choice for choice in self.choices}

    @cached_property
    def stored(self) -> tuple["Field", ...]:
        """Columns that a row keeps: all but the computed ones."""
        return _stored(self.columns)

    @property
    def empty(self) -> Any:
        """What is stored while nobody has filled the field in."""
        if self.type in ENTRIES:
            return []
        return "" if self.type in TEXTS else None


@dataclass(frozen=True)
class Section:
    """One section of a plan: one page, one stored body, one digest."""

    key: str
    title: Words
    hint: Words
    fields: tuple[Field, ...]

    @cached_property
    def field(self) -> dict[str, Field]:
        """Fields by key."""
        return {field.key: field for field in self.fields}

    @cached_property
    def stored(self) -> tuple[Field, ...]:
        """Fields that the body keeps: all but the computed ones."""
        return _stored(self.fields)


@dataclass(frozen=True, slots=True)
class Check:
    """A rule across fields. level: error (blocks) or warning (needs an acknowledgement)."""

    code: str
    level: str
    where: str
    sentence: Words
    rule: str
    """How it is computed, for whoever reads the file."""


def _stored(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    return tuple(field for field in fields if field.type != "computed")
