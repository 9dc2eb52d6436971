"""The ledger's chains, read whole: for verification, export and checkpoints."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.ledger.chain import Entry as ChainEntry
from workflow.ledger.verify import Body
from workflow.models import Entry, EntryBody, Plan

_FIELDS = tuple(name for name in ChainEntry.__dataclass_fields__ if name != "at")


def chained(subject: str | None = None) -> Iterator[tuple[ChainEntry, Body | None]]:
    """Every entry with its body, by subject and place."""
    query = _all if subject is None else _all.where(Entry.subject == subject)
    for row in db.session.execute(query.execution_options(yield_per=1000)):
        yield _entry(row), (row.salt, row.text) if row.salt is not None else None


def heads() -> dict[str, tuple[int, str]]:
    """The end of every chain: its place and hash."""
    last = sa.select(Entry.subject, sa.func.max(Entry.n).label("n")).group_by(Entry.subject)
    ends = last.subquery()
    rows = db.session.execute(
        sa.select(Entry.subject, Entry.n, Entry.hash).join(
            ends, sa.and_(Entry.subject == ends.c.subject, Entry.n == ends.c.n)
        )
    )
    return {row.subject: (row.n, row.hash) for row in rows}


def plan_versions() -> dict[str, int]:
    """Version of every plan, by its subject in the ledger."""
    rows = db.session.execute(sa.select(Plan.id, Plan.version))
    return {f"plan:{row.id}": row.version for row in rows}


def _entry(row: Any) -> ChainEntry:
    at: dt.datetime = row.at
    values = {name: getattr(row, name) for name in _FIELDS}
    return ChainEntry(**values, at=at.astimezone(dt.UTC).isoformat(timespec="microseconds"))


_all = (
    sa.select(Entry.__table__, EntryBody.salt, EntryBody.text)
    .outerjoin(EntryBody, EntryBody.entry_id == Entry.id)
    .order_by(Entry.subject, Entry.n)
)
