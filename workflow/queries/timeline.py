"""A plan's timeline, page by page: what was done to it, the newest first."""

from dataclasses import dataclass

from workflow.facts.record import EntryRow

PAGE = 50
"""Acts on a page."""


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Acts, the newest first. older: number of the oldest when there are more before it."""

    entries: tuple[EntryRow, ...]
    older: int | None


def timeline(entries: tuple[EntryRow, ...], before: int | None = None) -> TimelinePage:
    """A page of a plan's entries, which are given oldest first; before: number of the last seen."""
    earlier = [entry for entry in entries if before is None or entry.n < before]
    shown = tuple(reversed(earlier[-PAGE:]))
    return TimelinePage(shown, shown[-1].n if len(earlier) > PAGE else None)
