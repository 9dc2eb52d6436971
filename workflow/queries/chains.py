"""The ledger's chains, read whole: for verification, export and checkpoints."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.committee import kept_of
from workflow.facts.subjects import meeting_subject, meeting_subjects, subject_of, subjects_of
from workflow.ledger.chain import Entry as ChainEntry
from workflow.ledger.verify import Body
from workflow.models import Entry, EntryBody, Item, Meeting, Plan
from workflow.states.resolutions import Roster, record_digest

_KEPT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}", re.ASCII)
"""How SQLite keeps an instant, in UTC."""
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
    return {subject_of(row.id): row.version for row in rows}


def meeting_versions() -> dict[str, int]:
    """Version of every meeting, by its subject in the ledger."""
    rows = db.session.execute(sa.select(Meeting.id, Meeting.version))
    return {meeting_subject(row.id): row.version for row in rows}


def strayed_records() -> list[tuple[str, int, str]]:
    """Certificates whose item no longer says who was there, who took no part and how each voted:
    subject and place of the entry, and the item's number."""
    return [
        (meeting_subject(row.meeting_id), row.certificate or 0, f"{row.heading}.{row.n}")
        for row in db.session.execute(_certified).all()
        if _digest_of(row) != row.case_digest
    ]


def _digest_of(item: Any) -> str:
    """Digest of an item's record as the tables have it; of what is no record, none."""
    try:
        kept = kept_of(item)
    except ValueError:
        return ""
    then = Roster(kept.filled, kept.tied, frozenset(), None)
    return record_digest(then, kept.recorded)


def strayed_plans() -> list[str]:
    """Subjects of plans whose row does not say what the newest entry of their chain says: somebody
    wrote past `services.move_plan`. Those that have no record at all are left to the count below.
    """
    return [row.subject for row in db.session.execute(_strayed)]


def unrecorded_plans() -> int:
    """How many plans say that nothing was ever done to them: no service makes such."""
    query = sa.select(sa.func.count()).select_from(Plan).where(Plan.version == 0)
    return db.session.execute(query).scalar_one()


def _entry(row: Any) -> ChainEntry:
    values = {name: getattr(row, name) for name in _FIELDS}
    values["n"] = row.n if isinstance(row.n, int) else 0
    return ChainEntry(**values, at=_instant(row.kept_at))


def _instant(kept: Any) -> str:
    """A database's instant as the chain writes it; what is none stays as it is, and is found."""
    if isinstance(kept, dt.datetime):
        return kept.astimezone(dt.UTC).isoformat(timespec="microseconds")
    written = str(kept)
    return f"{written[:10]}T{written[11:]}+00:00" if _KEPT.fullmatch(written) else written


def _raw(column: Any) -> Any:
    """A column as the database has it: whatever somebody wrote there must be read, not fail."""
    return sa.type_coerce(column, sa.types.NULLTYPE)


_all = (
    sa.select(
        *(column for column in Entry.__table__.columns if column.key != "at"),
        _raw(Entry.at).label("kept_at"),
        _raw(EntryBody.salt).label("salt"),
        _raw(EntryBody.text).label("text"),
    )
    .outerjoin(EntryBody, EntryBody.entry_id == Entry.id)
    .order_by(Entry.subject, Entry.n)
)
_subject = subjects_of(Plan.id)
_strayed = (
    sa.select(_subject.label("subject"))
    .outerjoin(Entry, sa.and_(Entry.subject == _subject, Entry.n == Plan.version))
    .where(
        Plan.version != 0,
        sa.or_(
            Entry.id.is_(None),
            Entry.stage_to != Plan.stage,
            Entry.act != Plan.last_act,
            Entry.at != Plan.last_at,
        ),
    )
    .order_by(Plan.id)
)
_certified = (
    sa.select(
        *Item.__table__.columns,
        Entry.case_digest,
    )
    .join(
        Entry,
        sa.and_(
            Entry.subject == meeting_subjects(Item.meeting_id),
            Entry.n == Item.certificate,
        ),
        isouter=True,
    )
    .where(Item.ended == "certified")
    .order_by(Item.id)
)
