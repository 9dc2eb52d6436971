"""What the checks look at: the plan's text, and the few facts from outside that they need."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from workflow.outline.outline import Outline
from workflow.outline.reading import Leaf, Row, Sections, leaves, rows, value, whole


@dataclass(frozen=True, slots=True)
class Round:
    """What a planning round says of its plans. Years are Buddhist, money is in satang."""

    fiscal_year_start: int
    fiscal_year_end: int
    plan_types: frozenset[str]
    closes: dt.date
    late_allowed: bool
    ceiling_satang: int | None = None
    """Most that one province may ask of `ceiling_sources` in one fiscal year; None: no ceiling."""
    ceiling_sources: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Context:
    """Facts from outside the plan, on the day of the move."""

    day: dt.date
    """The day in Bangkok."""
    province: str
    """Code of the plan's province, fixed when the plan was made."""
    round: Round
    institution: str | None = None
    """Code of the institution that represents the province, or takes care of it, on that day."""
    files: frozenset[str] = frozenset()
    """SHA-256 of every file that the plan has."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a check speaks: at its own `where` unless a place is named."""

    row: tuple[int, ...] = ()
    place: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """A plan's clean text with its context; given is the text as it came in."""

    outline: Outline
    bodies: Sections
    given: Sections
    context: Context

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """Every stored field with its value."""
        return tuple(leaves(self.outline, self.bodies))

    @cached_property
    def start(self) -> int | None:
        """First fiscal year of the plan, None while nobody has said."""
        return whole(self.value("general", "fiscal_year_start"))

    @cached_property
    def end(self) -> int | None:
        """Last fiscal year of the plan, None while nobody has said."""
        return whole(self.value("general", "fiscal_year_end"))

    @property
    def span(self) -> int | None:
        """Fiscal years that the plan covers, None while they are not known or run backwards."""
        if self.start is None or self.end is None or self.end < self.start:
            return None
        return self.end - self.start + 1

    @cached_property
    def issues(self) -> list[Row]:
        """Rows of the development issues."""
        return self.rows("issues", "issues")

    @cached_property
    def projects(self) -> list[Row]:
        """Rows of the projects."""
        return self.rows("projects", "projects")

    def value(self, section: str, key: str) -> Any:
        """A field's value, None where there is none."""
        return value(self.bodies, section, key)

    def rows(self, section: str, key: str) -> list[Row]:
        """A table's rows."""
        return rows(self.bodies, section, key)

    def outside(self, year: int | None) -> bool:
        """Whether a fiscal year lies outside the plan, as far as both are known."""
        if year is None or self.start is None or self.end is None:
            return False
        return not self.start <= year <= self.end
