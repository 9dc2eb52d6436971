"""What a plan's row must say, read off its entries alone."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from tests.faults.model import DECIDES, FREEZES, HOLDER
from workflow.extensions import db
from workflow.models import Entry, EntryBody

Shown = dict[str, Any]


def shown(plan: Any) -> Shown:
    """What the row says."""
    names = "stage version revision returned_by held_by is_open before_committee due_on stage_since"
    return {name: getattr(plan, name) for name in [*names.split(), "last_act", "last_at", "late"]}


def folded(plan_id: int) -> Shown:
    """What it must say."""
    rows = db.session.execute(_entries, {"subject": f"plan:{plan_id}"}).all()
    standing = in_force(rows)
    stages = [row.stage_to for row in standing]
    last, said = standing[-1], json.loads(standing[-1].text)
    return {
        "stage": last.stage_to,
        "version": len(rows),
        "revision": sum(row.act in FREEZES for row in standing),
        "returned_by": last.stage_from if last.stage_to == "returned" else None,
        "held_by": HOLDER.get(last.stage_to),
        "is_open": last.stage_to in HOLDER,
        "before_committee": "committee_approval" in stages,
        "due_on": dt.date.fromisoformat(said["due"]) if said.get("due") else None,
        "stage_since": last.at,
        "last_act": rows[-1].act,
        "last_at": rows[-1].at,
        "late": any(json.loads(row.text).get("late") for row in standing),
    }


def decided(plan_id: int) -> set[tuple[str, str]]:
    """Who decided at which stage, of what stands."""
    rows = db.session.execute(_entries, {"subject": f"plan:{plan_id}"}).all()
    return {(row.actor, row.stage_from) for row in in_force(rows) if row.act in DECIDES}


def in_force(rows: Sequence[Any]) -> list[Any]:
    """The entries that stand: an undoing takes away the one before it."""
    kept: list[Any] = []
    for row in rows:
        if row.act == "undo":
            del kept[-1]
        else:
            kept.append(row)
    return kept


_entries = (
    sa.select(Entry.act, Entry.actor, Entry.at, Entry.stage_from, Entry.stage_to, EntryBody.text)
    .join(EntryBody, EntryBody.entry_id == Entry.id)
    .where(Entry.subject == sa.bindparam("subject"))
    .order_by(Entry.n)
)
