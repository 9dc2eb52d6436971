"""Meetings of the joint committee: lists, and what waits for one."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.around import of_province, province_of
from workflow.facts.committee import roster_of
from workflow.facts.published import procedure_of
from workflow.models import Item, Meeting, Plan, Province, Recusal, table
from workflow.states import policy
from workflow.states.facts import Person
from workflow.states.policy import CHAIR
from workflow.states.resolutions import motions
from workflow.thai.words import Words

MOST = 10
"""Plans without an agenda that an inbox names."""


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


@dataclass(frozen=True, slots=True)
class OnAgendaOf:
    """An agenda on which a plan is or was. ended: None while undecided."""

    meeting_id: int
    no: str
    held_on: dt.date
    n: int
    item: str
    ended: str | None


@dataclass(frozen=True, slots=True)
class ToCertify:
    """An item whose votes are recorded and that waits for its presiding co-chair."""

    meeting_id: int
    no: str
    n: int
    item: str
    title: str
    province: Words


@dataclass(frozen=True, slots=True)
class Box:
    """What an inbox tells of meetings. to_certify: items for the person's signature. waiting: the
    first plans without an agenda, for who makes agendas; all_waiting: how many there are. next: the
    meeting that is announced or open."""

    to_certify: tuple[ToCertify, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    all_waiting: int = 0
    next: MeetingRow | None = None


def meetings() -> tuple[MeetingRow, ...]:
    """Every meeting, the newest first: one query."""
    return tuple(_row(row) for row in db.session.execute(_meetings))


def meetings_box(person: Person) -> Box:
    """What a person's inbox tells of meetings: no query for who has nothing to do with them, two
    for everybody else, and one for a procedure not met before."""
    if not policy.may_open("meeting.read", person):
        return Box()
    called = db.session.execute(_called).first()
    wait = _without_agenda() if policy.may_open("meeting.run", person) else []
    return Box(
        to_certify=_to_certify(person) if policy.may_open("item.certify", person) else (),
        waiting=tuple(_waiting_plan(row) for row in wait[:MOST]),
        all_waiting=len(wait),
        next=_row(called) if called else None,
    )


def agendas_of(plan_id: int, person: Person) -> tuple[OnAgendaOf, ...]:
    """The agendas on which a plan is or was, the newest first, for who may read meetings."""
    if not policy.may_open("meeting.read", person):
        return ()
    return tuple(
        OnAgendaOf(
            meeting_id=row.meeting_id,
            no=f"{row.number}/{row.year}",
            held_on=row.held_on,
            n=row.n,
            item=f"{row.heading}.{row.n}",
            ended=row.ended,
        )
        for row in db.session.execute(_agendas, {"plan": plan_id})
    )


def _to_certify(person: Person) -> tuple[ToCertify, ...]:
    seats = [held.seat for held in person.holdings if held.post == CHAIR]
    rows = db.session.execute(_recorded, {"seats": seats})
    return tuple(
        ToCertify(
            meeting_id=row.meeting_id,
            no=f"{row.number}/{row.year}",
            n=row.n,
            item=f"{row.heading}.{row.n}",
            title=row.title,
            province=province_of(row),
        )
        for row in rows
    )


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
    plan = db.session.execute(
        sa.select(Plan.id, Plan.province_code).where(Plan.id == plan_id)
    ).one()
    return roster_of(meeting, plan).tied


def waiting() -> tuple[Waiting, ...]:
    """Plans that wait for the committee and are on no undecided agenda, the longest first: one
    query, and one for a procedure not met before."""
    return tuple(_waiting_plan(row) for row in _without_agenda())


def _without_agenda() -> list[Any]:
    rows = db.session.execute(_waiting).all()
    places = {(row.procedure_id, row.stage) for row in rows}
    put_to_vote = {place for place in places if motions(procedure_of(place[0]), place[1])}
    return [row for row in rows if (row.procedure_id, row.stage) in put_to_vote]


def _waiting_plan(row: Any) -> Waiting:
    return Waiting(row.id, row.title, province_of(row), row.stage_since)


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


_meeting, _item, _recusal = table(Meeting).c, table(Item).c, table(Recusal).c
_plan, _province = table(Plan).c, table(Province).c
_meetings = (
    sa.select(
        *table(Meeting).columns,
        sa.func.count(_item.id).label("items"),
        sa.func.count(_item.id).filter(_item.ended.is_(None)).label("undecided"),
    )
    .outerjoin_from(table(Meeting), table(Item), _item.meeting_id == _meeting.id)
    .group_by(*table(Meeting).columns)
    .order_by(_meeting.held_on.desc(), _meeting.id.desc())
)
_agenda = (
    sa.select(
        *table(Item).columns,
        _plan.title,
        _plan.title_en,
        _plan.stage,
        _plan.procedure_id,
        _plan.province_code,
        _plan.total_satang,
        _plan.projects,
        *of_province,
    )
    .join_from(table(Item), table(Plan), _plan.id == _item.plan_id)
    .join(table(Province), _province.code == _plan.province_code)
    .where(_item.meeting_id == sa.bindparam("meeting"))
    .order_by(_item.heading, _item.n)
)
_on_agenda = sa.select(_item.id).where(_item.plan_id == _plan.id, _item.ended.is_(None)).exists()
_waiting = (
    sa.select(
        _plan.id,
        _plan.title,
        _plan.stage,
        _plan.stage_since,
        _plan.procedure_id,
        *of_province,
    )
    .join_from(table(Plan), table(Province), _province.code == _plan.province_code)
    .where(_plan.is_open, _plan.before_committee.is_(True), ~_on_agenda)
    .order_by(_plan.stage_since, _plan.id)
)
_called = (
    _meetings.where(_meeting.stage.in_(["notified", "in_session"]))
    .order_by(None)
    .order_by(_meeting.stage, _meeting.held_on, _meeting.id)
    .limit(1)
)
_agendas = (
    sa.select(
        _item.meeting_id,
        _meeting.number,
        _meeting.year,
        _meeting.held_on,
        _item.heading,
        _item.n,
        _item.ended,
    )
    .join_from(table(Item), table(Meeting), _meeting.id == _item.meeting_id)
    .where(_item.plan_id == sa.bindparam("plan"))
    .order_by(_item.ended.is_not(None), _meeting.held_on.desc(), _item.id.desc())
)
_recorded = (
    sa.select(
        _item.meeting_id,
        _meeting.number,
        _meeting.year,
        _item.heading,
        _item.n,
        _plan.title,
        *of_province,
    )
    .join_from(table(Item), table(Meeting), _meeting.id == _item.meeting_id)
    .join(table(Plan), _plan.id == _item.plan_id)
    .join(table(Province), _province.code == _plan.province_code)
    .where(
        _meeting.stage == "in_session",
        _item.ended.is_(None),
        _item.motion.is_not(None),
        sa.or_(
            _meeting.presiding.in_(sa.bindparam("seats", expanding=True)),
            sa.exists().where(_recusal.item_id == _item.id, _recusal.seat == _meeting.presiding),
        ),
    )
    .order_by(_meeting.held_on, _item.meeting_id, _item.heading, _item.n)
)
