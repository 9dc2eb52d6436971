"""A plan's entries as a test tells them, without a database."""

import datetime as dt

from workflow.facts.record import EntryRow
from workflow.thai.words import Words

Told = tuple[str, str | None, str, int]
"""Act, from, to, and the day of November 2026 (the 2nd is a Monday)."""


def chain(*acts: Told) -> tuple[EntryRow, ...]:
    """Entries of a plan, in order."""
    return tuple(entry(n, told) for n, told in enumerate(acts, 1))


def entry(n: int, told: Told, hour: int = 3) -> EntryRow:
    """One of them; hour: of UTC."""
    name, stage_from, stage_to, day = told
    return EntryRow(
        id=n,
        n=n,
        at=dt.datetime(2026, 11, day, hour, 30, tzinfo=dt.UTC),
        act=name,
        actor_id=1,
        actor=Words("ใคร", "Who"),
        post="",
        capacity="own",
        order_no="",
        stage_from=stage_from,
        stage_to=stage_to,
        operation_id=None,
        fingerprint=None,
        content_digest=None,
        hash="",
        body={},
    )
