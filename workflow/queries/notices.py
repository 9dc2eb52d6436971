"""Notices of a person, newest first, each with the words of what it tells."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.published import procedure_of
from workflow.models import Entry, Meeting, Notice, Person, Plan, Province
from workflow.states.procedure import events
from workflow.thai.words import Words

PAGE = 30
"""Notices on a page."""


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice: its title, the plan it is about, when, and whether it was read."""

    id: int
    title: Words
    plan_id: int | None
    plan: str
    province: Words
    by: Words
    meeting: str
    """The meeting it is about, n/พ.ศ.; empty when it is about none."""
    meeting_id: int | None
    made_at: dt.datetime
    read_at: dt.datetime | None


def notices(person_id: int, before: int | None = None) -> tuple[NoticeRow, ...]:
    """A page of a person's notices; before: id of the last one seen."""
    query = _notices.where(Notice.person_id == person_id).limit(PAGE)
    if before is not None:
        query = query.where(Notice.id < before)
    return tuple(_row(row) for row in db.session.execute(query))


def _row(row: Any) -> NoticeRow:
    return NoticeRow(
        id=row.id,
        title=_title(row),
        plan_id=row.plan_id,
        plan=row.title or "",
        province=Words(row.province_th or "", row.province_en or ""),
        by=Words(row.name_th or "", row.name_en or ""),
        meeting=f"{row.number}/{row.year}" if row.meeting_id else "",
        meeting_id=row.meeting_id,
        made_at=row.made_at,
        read_at=row.read_at,
    )


def _title(row: Any) -> Words:
    moves = procedure_of(row.procedure_id).move if row.procedure_id else {}
    move = moves.get(row.kind) or events().get(row.kind)
    return move.title if move else Words(row.kind, row.kind)


_notices = (
    sa.select(
        Notice.id,
        Notice.kind,
        Notice.made_at,
        Notice.read_at,
        Plan.id.label("plan_id"),
        Plan.title,
        Plan.procedure_id,
        Province.name_th.label("province_th"),
        Province.name_en.label("province_en"),
        Person.name_th,
        Person.name_en,
        Meeting.id.label("meeting_id"),
        Meeting.number,
        Meeting.year,
    )
    .join(Entry, Entry.id == Notice.entry_id)
    .outerjoin(Plan, Plan.id == Notice.plan_id)
    .outerjoin(Province, Province.code == Plan.province_code)
    .outerjoin(Person, Person.ref == Entry.actor)
    .outerjoin(Meeting, Entry.subject == sa.literal("meeting:") + sa.cast(Meeting.id, sa.String))
    .order_by(Notice.id.desc())
)
