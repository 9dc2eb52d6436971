"""Notices of a person, newest first, each with the words of what it tells."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.around import of_province, province_of
from workflow.facts.published import procedure_of
from workflow.facts.subjects import meeting_subjects
from workflow.models import Entry, Meeting, Notice, Person, Plan, Province, table
from workflow.states.procedure import events
from workflow.thai.words import Words

PAGE = 30
"""Notices on a page."""
FIRST = 5
"""Unread notices beside one's work."""


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
    query = _notices if before is None else _notices.where(_notice.id < before)
    return tuple(_row(row) for row in db.session.execute(query.limit(PAGE), {"person": person_id}))


def unread_notices(person_id: int) -> tuple[NoticeRow, ...]:
    """The newest notices that a person has not marked read."""
    return tuple(_row(row) for row in db.session.execute(_unread, {"person": person_id}))


def _row(row: Any) -> NoticeRow:
    return NoticeRow(
        id=row.id,
        title=_title(row),
        plan_id=row.plan_id,
        plan=row.title or "",
        province=province_of(row),
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


_notice, _entry, _meeting = table(Notice).c, table(Entry).c, table(Meeting).c
_plan, _province, _person = table(Plan).c, table(Province).c, table(Person).c
_of_meeting = _entry.subject == meeting_subjects(_meeting.id)
_notices = (
    sa.select(
        _notice.id,
        _notice.kind,
        _notice.made_at,
        _notice.read_at,
        _plan.id.label("plan_id"),
        _plan.title,
        _plan.procedure_id,
        *of_province,
        _person.name_th,
        _person.name_en,
        _meeting.id.label("meeting_id"),
        _meeting.number,
        _meeting.year,
    )
    .join_from(table(Notice), table(Entry), _entry.id == _notice.entry_id)
    .outerjoin(table(Plan), _plan.id == _notice.plan_id)
    .outerjoin(table(Province), _province.code == _plan.province_code)
    .outerjoin(table(Person), _person.ref == _entry.actor)
    .outerjoin(table(Meeting), _of_meeting)
    .where(_notice.person_id == sa.bindparam("person"))
    .order_by(_notice.id.desc())
)
_unread = _notices.where(_notice.read_at.is_(None)).limit(FIRST)
