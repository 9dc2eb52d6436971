"""Which kind of amendment fits what was changed in an approved text.

Clerical: only fields of `clerical.toml`. Minor: no project and no issue added, no indicator's
target lowered, and a total within 10 per cent of the approved one, both ways. Major: anything.
"""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from workflow.outline.diff import CHANGED, Change, diff
from workflow.outline.material import material_changes
from workflow.outline.outline import Outline
from workflow.outline.reading import Sections
from workflow.outline.sentences import sentence
from workflow.outline.spelling import respelled
from workflow.outline.totals import totals
from workflow.thai.numbers import baht
from workflow.thai.words import Words

CLERICAL, MINOR, MAJOR = "clerical", "minor", "major"
KINDS = (CLERICAL, MINOR, MAJOR)
"""From the lightest to the heaviest."""
SHARE = 10
"""Per cent of the approved total by which a minor amendment may change it."""
_NEVER_MINOR = {
    "project_added": "projects.projects",
    "issue_added": "issues.issues",
    "target_lowered": "issues.issues",
}
"""Changes in substance that make an amendment a major one, and where they stand."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """A change that a kind of amendment does not take: its place, and why, to the drafter."""

    code: str
    place: str
    words: Words


def misfits(kind: str, outline: Outline, old: Sections, new: Sections) -> list[Misfit]:
    """Every change from the text in force that an amendment of a kind may not make."""
    return list(_RULES[kind](outline, old, new))


def fitting(outline: Outline, old: Sections, new: Sections) -> str:
    """The lightest kind that takes every change."""
    return next(kind for kind in KINDS if not misfits(kind, outline, old, new))


def _clerical(outline: Outline, old: Sections, new: Sections) -> Iterator[Misfit]:
    """One for each place, however many rows it has."""
    said = set()
    for change in diff(outline, old, new):
        code = _against(change)
        if code and change.place not in said:
            said.add(change.place)
            yield Misfit(code, change.place, sentence(code, label=change.label))


def _against(change: Change) -> str:
    """Why a clerical amendment does not take a change; nothing when it does."""
    allowed = clerical()
    if change.place in allowed["corrected"]:
        return ""
    if change.place not in allowed["spelled"]:
        return "amend_not_listed"
    limits = allowed["share"], allowed["least"]
    fits = change.kind == CHANGED and respelled(change.old, change.new, *limits)
    return "" if fits else "amend_not_spelling"


def _minor(outline: Outline, old: Sections, new: Sections) -> Iterator[Misfit]:
    for found in material_changes(old, new):
        if found.code in _NEVER_MINOR:
            yield Misfit(f"amend_{found.code}", _NEVER_MINOR[found.code], found.words)
    before, after = totals(old).total, totals(new).total
    if abs(after - before) * 100 > SHARE * before:
        values = {"old": baht(before), "new": baht(after), "share": SHARE}
        yield Misfit("amend_total", "projects.projects", sentence("amend_total", **values))


def _major(outline: Outline, old: Sections, new: Sections) -> Iterator[Misfit]:
    yield from ()


@cache
def clerical() -> dict[str, Any]:
    """What a clerical amendment may change, as its file says."""
    return tomllib.loads(Path(__file__).with_name("clerical.toml").read_text(encoding="utf-8"))


_RULES: dict[str, Callable[[Outline, Sections, Sections], Iterator[Misfit]]] = {
    CLERICAL: _clerical,
    MINOR: _minor,
    MAJOR: _major,
}
