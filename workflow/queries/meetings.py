"""Meetings of the joint committee: lists, and what waits for one."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.committee import roster_of
from workflow.facts.published import procedure_of
from workflow.models import Item, Meeting, Plan, Province
from workflow.states.resolutions import motions
from workflow.thai.words import Words


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in a list: how many items it has, and how many are undecided."""

    id: int
    no: str
    held_on: dt.date
    time: str
    place: Words
    stage: str
    items: int
    undecided: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A plan that waits for the committee and is on no agenda."""

    plan_id: int
    title: str
    province: Words
    since: dt.datetime


def meetings() -> tuple[MeetingRow, ...]:
    """Every meeting, the newest first: one query."""
    return tuple(_row(row) for row in db.session.execute(_meetings))


def meeting_seen(meeting_id: int) -> Any:
    """Version and stage of a meeting as anyone who acts on it would see them."""
    query = sa.select(Meeting.version, Meeting.stage).where(Meeting.id == meeting_id)
    return db.session.execute(query).one()


def agenda_of(meeting_id: int) -> list[Any]:
    """The items of a meeting in their order, with their plans: one query."""
    return list(db.session.execute(_agenda, {"meeting": meeting_id}))


def item_ties(meeting_id: int, plan_id: int) -> frozenset[str]:
    """Seats that take no part in the item of a plan, without declaring it."""
    meeting = db.session.execute(
        sa.select(*Meeting.__table__.columns).where(Meeting.id == meeting_id)
    ).one()
    province = db.session.execute(
        sa.select(Plan.province_code).where(Plan.id == plan_id)
    ).scalar_one()
    return roster_of(meeting, plan_id, province).tied


def waiting() -> tuple[Waiting, ...]:
    """Plans that wait for the committee and are on no undecided agenda, the longest first: one
    query, and one for a procedure not met before."""
    rows = db.session.execute(_waiting)
    return tuple(
        Waiting(row.id, row.title, Words(row.province_th, row.province_en), row.stage_since)
        for row in rows
        if motions(procedure_of(row.procedure_id), row.stage)
    )


def next_number(year: int) -> int:
    """The number that a year's next meeting takes. year: Buddhist calendar."""
    query = sa.select(sa.func.max(Meeting.number)).where(Meeting.year == year)
    return (db.session.execute(query).scalar_one() or 0) + 1


def _row(row: Any) -> MeetingRow:
    return MeetingRow(
        id=row.id,
        no=f"{row.number}/{row.year}",
        held_on=row.held_on,
        time=row.time,
        place=Words(row.place_th, row.place_en),
        stage=row.stage,
        items=row.items,
        undecided=row.undecided,
    )


_meetings = (
    sa.select(
        *Meeting.__table__.columns,
        sa.func.count(Item.id).label("items"),
        sa.func.count(Item.id).filter(Item.ended.is_(None)).label("undecided"),
    )
    .outerjoin(Item, Item.meeting_id == Meeting.id)
    .group_by(*Meeting.__table__.columns)
    .order_by(Meeting.held_on.desc(), Meeting.id.desc())
)
_agenda = (
    sa.select(
        *Item.__table__.columns,
        Plan.title,
        Plan.title_en,
        Plan.stage,
        Plan.procedure_id,
        Plan.province_code,
        Plan.total_satang,
        Plan.projects,
        Province.name_th.label("province_th"),
        Province.name_en.label("province_en"),
    )
    .join(Plan, Plan.id == Item.plan_id)
    .join(Province, Province.code == Plan.province_code)
    .where(Item.meeting_id == sa.bindparam("meeting"))
    .order_by(Item.heading, Item.n)
)
_on_agenda = sa.select(Item.id).where(Item.plan_id == Plan.id, Item.ended.is_(None)).exists()
_waiting = (
    sa.select(
        Plan.id,
        Plan.title,
        Plan.stage,
        Plan.stage_since,
        Plan.procedure_id,
        Province.name_th.label("province_th"),
        Province.name_en.label("province_en"),
    )
    .join(Province, Province.code == Plan.province_code)
    .where(Plan.is_open.is_(True), Plan.before_committee.is_(True), ~_on_agenda)
    .order_by(Plan.stage_since, Plan.id)
)
