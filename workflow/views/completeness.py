"""How complete a plan is, section by section, and what is to be done next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workflow.outline.fields import Section
from workflow.outline.findings import Finding, Findings
from workflow.outline.values import empty_section
from workflow.queries.plan_page import PlanPage
from workflow.states.procedure import Move
from workflow.views.editing import FIXED

EMPTY, BEGUN, COMPLETE, COMPUTED, OPTIONAL = "empty", "begun", "complete", "computed", "optional"
_OTHER_WAY = frozenset({"change_material", "change_not_material"})
"""Reasons why a plan goes on by another move than the one refused."""


@dataclass(frozen=True, slots=True)
class Line:
    """A section of the list. state: empty, begun, complete, computed or optional."""

    section: Section
    state: str
    errors: int
    warnings: int
    filled: tuple[tuple[Any, int], ...]
    """Tables that have rows: field and number."""

    @property
    def is_done(self) -> bool:
        """Whether nothing stands in the way of sending."""
        return not self.errors


@dataclass(frozen=True, slots=True)
class Progress:
    """The list: a line a section, what was found, and the move that sends the plan on."""

    lines: tuple[Line, ...]
    findings: Findings
    move: Move | None
    is_open: bool
    """Whether the move can be made: nothing is left that stands in its way."""

    @property
    def done(self) -> int:
        """How many sections are complete."""
        return sum(1 for line in self.lines if line.is_done)

    @property
    def next(self) -> Finding | None:
        """The first thing to do."""
        return self.findings.errors[0] if self.findings.errors else None


def progress(page: PlanPage) -> Progress:
    """How complete a plan is."""
    text = page.case.text
    findings = text.findings if text else Findings()
    move = _onward(page)
    return Progress(
        tuple(_line(page, section, findings) for section in page.case.outline.sections),
        findings,
        move,
        move in page.open_moves,
    )


def _onward(page: PlanPage) -> Move | None:
    """The move that sends the plan on: the one that can be made, else the one that its text is
    heading for."""
    ready: Sequence[Move] = [move for move in page.open_moves if move.freezes]
    heading = [
        move
        for move, reasons in page.refused
        if move.freezes and not _OTHER_WAY.intersection(reason.code for reason in reasons)
    ]
    return next(iter([*ready, *heading]), None)


def _line(page: PlanPage, section: Section, findings: Findings) -> Line:
    body = page.sections[section.key]
    errors = sum(1 for one in findings.errors if one.section == section.key)
    warnings = sum(1 for one in findings.warnings if one.section == section.key)
    filled = tuple(
        (one, len(body[one.key])) for one in section.stored if one.type == "table" and body[one.key]
    )
    return Line(section, _state(page, section, errors), errors, warnings, filled)


def _state(page: PlanPage, section: Section, errors: int) -> str:
    body, empty = page.sections[section.key], empty_section(page.case.outline, section.key)
    theirs = [one.key for one in section.stored if FIXED not in one.rules]
    if any(body[key] != empty[key] for key in theirs):
        return BEGUN if errors else COMPLETE
    if errors:
        return EMPTY
    is_computed = any(one.type == "computed" for one in section.fields)
    return COMPUTED if is_computed else OPTIONAL
