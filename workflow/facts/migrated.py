"""What came before a plan was brought under a newer version of its procedure, as the newer version
calls it: stages by their new names, and the kinds of acts that it may not know any more."""

import datetime as dt
from dataclasses import replace
from typing import Any

from workflow.facts.record import EntryRow, in_force, used_days
from workflow.states import clock
from workflow.states.migrating import MIGRATE
from workflow.states.procedure import Procedure, Stage
from workflow.thai.dates import local_day


def as_now_called(entries: tuple[EntryRow, ...]) -> tuple[EntryRow, ...]:
    """Entries with their stages as the plan's present procedure calls them. A plan that only came
    under another version stays where it is, so its clock goes on."""
    if not any(entry.act == MIGRATE for entry in entries):
        return entries
    names: dict[str, str] = {}
    found = []
    for entry in reversed(entries):
        if entry.act == MIGRATE:
            renamed = entry.body.get("stages", {})
            names |= {old: names.get(new, new) for old, new in renamed.items()}
        found.append(_renamed(entry, names))
    return tuple(reversed(found))


def due_under(
    plan: Any, here: Stage, to: Stage, old: tuple[Procedure, tuple[EntryRow, ...]]
) -> dt.date | None:
    """When a plan would be due at a stage of another version. A day that a returner gave stays,
    and so does everything where the term is the same; else the term counts from when the plan came
    here, less the days that it used before. old: its procedure and its entries till now."""
    procedure, entries = old
    if here.working_days == to.working_days or _was_given(entries, here):
        due: dt.date | None = plan.due_on
        return due
    if to.working_days is None:
        return None
    used = used_days(procedure, entries, here.code)
    return clock.due(local_day(plan.stage_since), to.working_days, used)


def _was_given(entries: tuple[EntryRow, ...], here: Stage) -> bool:
    """Whether whoever sent the plan here named a day."""
    standing = in_force(entries)
    arrivals = [e for e in standing if e.stage_to == here.code and e.stage_from != e.stage_to]
    return bool(arrivals and arrivals[-1].body.get("given", {}).get("due"))


def _renamed(entry: EntryRow, names: dict[str, str]) -> EntryRow:
    before, after = entry.stage_from or "", entry.stage_to or ""
    if before not in names and after not in names:
        return entry
    return replace(
        entry,
        stage_from=names.get(before, entry.stage_from),
        stage_to=names.get(after, entry.stage_to),
    )
