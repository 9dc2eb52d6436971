"""Who holds which post on a day, and who may act on a plan."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import Appointment, Author, CoDrafter, Person, Representation, table
from workflow.states.facts import Holding
from workflow.states.facts import Person as Actor
from workflow.states.policy import CARED_FOR
from workflow.thai.text import key

Held = tuple[str, str | None]
"""A post, and the province that it is held in; None for posts of the whole country."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person with posts that concern a plan, and whether they wrote it."""

    actor: Actor
    email: str
    is_author: bool


def holdings_of(person_id: int, day: dt.date) -> tuple[Holding, ...]:
    """Posts a person holds on a day, with the provinces in their institution's care."""
    rows = db.session.execute(_of_person, {"person": person_id, "day": day}).all()
    return _with_care(rows)


def holdings_of_all(ids: Sequence[int], day: dt.date) -> dict[int, tuple[Holding, ...]]:
    """Posts that each of some people (ids) holds on a day, without those in care: one query."""
    found: dict[int, tuple[Holding, ...]] = {}
    query = sa.select(*_columns).where(_appointed.person_id.in_(ids), _in_force)
    for row in db.session.execute(query.order_by(_appointed.id), {"day": day}):
        found[row.person_id] = (*found.get(row.person_id, ()), _held(row, row.province_code))
    return found


def person_row(person_id: int) -> Actor | None:
    """A person by id, without their posts."""
    row = db.session.execute(_known.where(_person.id == person_id)).one_or_none()
    return None if row is None else Actor(row.id, row.ref, row.name_th, row.name_en)


def somebody_called(words: str, day: dt.date) -> Actor | None:
    """Whoever has a user name, else alone an e-mail address, with the posts they hold on a day;
    None when nobody does, or the account is closed."""
    name, address = key(words.strip()), words.strip().lower()
    lower = sa.func.lower(_person.email)
    query = _known.where(
        _person.disabled_at.is_(None), sa.or_(_person.username_key == name, lower == address)
    )
    rows = db.session.execute(query).all()
    named = [row for row in rows if row.username_key == name] or rows
    if len(named) != 1 or not name:
        return None
    row = named[0]
    return Actor(row.id, row.ref, row.name_th, row.name_en, holdings_of(row.id, day))


def holders_of(post: str, day: dt.date) -> tuple[int, ...]:
    """Ids of everyone who holds a post of the committee or of the whole country on a day."""
    return tuple(db.session.scalars(_of_post, {"post": post, "day": day}))


def holders_in(desks: Collection[Held], day: dt.date) -> dict[Held, tuple[Actor, ...]]:
    """Who holds each of some posts on a day, in their own capacity before stand-ins: one query."""
    if not desks:
        return {}
    wanted = set(desks)
    posts = sorted({post for post, _ in wanted})
    provinces = sorted({province for _, province in wanted if province})
    values = {"posts": posts, "provinces": provinces, "day": day}
    found: dict[Held, dict[int, Actor]] = {}
    for post, province, care, *who in db.session.execute(_in_posts, values):
        for desk in {(post, province), (post, care or province)} & wanted:
            actor = Actor(*who)
            found.setdefault(desk, {}).setdefault(actor.id, actor)
    return {desk: tuple(found.get(desk, {}).values()) for desk in desks}


def people_of_plan(plan_id: int, province: str, day: dt.date) -> tuple[Somebody, ...]:
    """Everyone whose post concerns a plan of a province on a day: one query.

    Who is only an author, or only invited, is not among them.
    """
    values = {"plan": plan_id, "province": province, "day": day}
    rows = db.session.execute(_of_plan, values).all()
    by_person: dict[int, list[Any]] = {}
    for row in rows:
        by_person.setdefault(row[_PERSON], []).append(row)
    return tuple(_somebody(theirs, province) for theirs in by_person.values())


def _somebody(rows: Sequence[Any], province: str) -> Somebody:
    *_, ref, name_th, name_en, email, is_author = first = rows[0]
    holdings = tuple(_of(row, province) for row in rows)
    return Somebody(Actor(first[_PERSON], ref, name_th, name_en, holdings), email, is_author)


def _of(row: Any, province: str) -> Holding:
    care = row[_CARE]
    return _held(row, province if care else row[_PROVINCE], care=care)


def _with_care(rows: Sequence[Any]) -> tuple[Holding, ...]:
    own = {row.id: _held(row, row.province_code) for row in rows}
    care = [_held(row, row.cares_for, care=True) for row in rows if row.cares_for]
    return (*own.values(), *care)


def _held(row: Any, province: str | None, *, care: bool = False) -> Holding:
    """A holding from a row that begins with `_columns`: unpacked, for names cost."""
    _, _, post, _, institution, seat, capacity, vacant, moves, order_no, until, *_ = row
    return Holding(
        post=post,
        province=province,
        institution=institution,
        capacity=capacity,
        order_no=order_no,
        vacant=vacant,
        moves=tuple(moves or ()),
        care=bool(care),
        seat=seat,
        until=until,
    )


_appointed, _person, _represents = table(Appointment).c, table(Person).c, table(Representation).c
_wrote = table(Author).c
co_drafts = sa.exists().where(table(CoDrafter).c.person_id == _person.id).label("co_drafts")
"""Whether a person was invited to write some plan: a column beside Person's."""
_day = sa.bindparam("day", type_=sa.Date)
_in_force = sa.and_(
    _appointed.since <= _day, sa.or_(_appointed.until.is_(None), _appointed.until >= _day)
)
_whose = sa.and_(_person.id == _appointed.person_id, _person.disabled_at.is_(None))
_known = sa.select(_person.id, _person.ref, _person.name_th, _person.name_en, _person.username_key)
_PERSON, _PROVINCE, _CARE = 1, 3, 11
"""Where a row has them: names cost, some dozens of rows a page."""
_columns = (
    _appointed.id,
    _appointed.person_id,
    _appointed.post,
    _appointed.province_code,
    _appointed.institution_code,
    _appointed.seat,
    _appointed.capacity,
    _appointed.vacant,
    _appointed.moves,
    _appointed.order_no,
    _appointed.until,
)


def _cares(*more: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """An appointment to a clinic's post, joined to the provinces its institution cares for."""
    return sa.and_(
        sa.or_(*(_appointed.post == post for post in sorted(CARED_FOR))),
        _represents.institution_code == _appointed.institution_code,
        _represents.province_code != _appointed.province_code,
        _represents.status == "caretaker",
        _represents.since <= _day,
        sa.or_(_represents.until.is_(None), _represents.until >= _day),
        *more,
    )


_of_person = (
    sa.select(*_columns, _represents.province_code.label("cares_for"))
    .outerjoin_from(table(Appointment), table(Representation), _cares())
    .where(_appointed.person_id == sa.bindparam("person"), _in_force)
    .order_by(_appointed.id, _represents.province_code)
)
_of_post = (
    sa.select(_appointed.person_id)
    .join_from(table(Appointment), table(Person), _whose)
    .where(_appointed.post == sa.bindparam("post"), _appointed.province_code.is_(None), _in_force)
    .distinct()
    .order_by(_appointed.person_id)
)
_same_clinic = _represents.institution_code == _appointed.institution_code
_near = sa.union_all(
    sa.select(_appointed.id).where(_appointed.province_code == sa.bindparam("province")),
    sa.select(_appointed.id).where(_appointed.province_code.is_(None)),
    sa.select(_appointed.id)
    .join_from(table(Representation), table(Appointment), _same_clinic)
    .where(
        _represents.province_code == sa.bindparam("province"), _represents.status == "caretaker"
    ),
)
"""All that may concern a province, as the index knows it: most appointments are elsewhere."""
_provinces: sa.BindParameter[Any] = sa.bindparam("provinces", expanding=True)
_in_posts = (
    sa.select(
        _appointed.post,
        _appointed.province_code,
        _represents.province_code.label("cares_for"),
        _person.id,
        _person.ref,
        _person.name_th,
        _person.name_en,
    )
    .join_from(table(Appointment), table(Person), _whose)
    .outerjoin(table(Representation), _cares())
    .where(
        _appointed.post.in_(sa.bindparam("posts", expanding=True)),
        sa.or_(
            _appointed.province_code.in_(_provinces),
            _appointed.province_code.is_(None),
            _represents.province_code.in_(_provinces),
        ),
        _in_force,
    )
    .order_by(_appointed.capacity != "own", _appointed.id)
)
_of_plan = (
    sa.select(
        *_columns,
        _represents.id.is_not(None).label("care"),
        _person.ref,
        _person.name_th,
        _person.name_en,
        _person.email,
        _wrote.person_id.is_not(None).label("is_author"),
    )
    .join_from(table(Appointment), table(Person), _whose)
    .outerjoin(table(Representation), _cares(_represents.province_code == sa.bindparam("province")))
    .outerjoin(
        table(Author),
        sa.and_(_wrote.person_id == _person.id, _wrote.plan_id == sa.bindparam("plan")),
    )
    .where(
        _in_force,
        _appointed.id.in_(_near),
        sa.or_(
            _appointed.province_code == sa.bindparam("province"),
            _appointed.province_code.is_(None),
            _represents.id.is_not(None),
        ),
    )
    .order_by(_appointed.id)
)
