"""Rows of the pipeline: which plans a filter names, in one of three orders, a page at a time.

Pages go by key, never by counting: a plan that moves meanwhile is neither shown twice nor left out
of what follows.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import Plan, table
from workflow.models.types import Instant
from workflow.queries.areas import areas
from workflow.thai.text import fold

PAGE = 36
"""Rows of a page: with their stages, names and chips as many as 60 kB take."""
_plan = table(Plan).c
"""Columns of the table itself: rows of mapped columns cost twice as much to fetch."""
_BATCH = 500
MOVED, DUE, SINCE = "moved", "due", "since"
"""Orders of the list: last moved first; due soonest first; longest at its stage first. The last two
are of open plans, which alone somebody holds; of a date none is due, none is listed by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which plans are asked for; None leaves a thing open.

    round: a round's code, None for every round. holder: a post. region: as in `areas.regions`.
    q: words of a title, or nothing. order: one of the three.
    """

    round: str | None = None
    stage: str | None = None
    province: str | None = None
    region: str | None = None
    cluster: str | None = None
    holder: str | None = None
    overdue: bool = False
    q: str = ""
    order: str = MOVED


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the list: the plan after which a page begins, or before which it ends.

    at: of that plan, what the list is ordered by.
    """

    at: dt.date
    id: int
    back: bool = False


@dataclass(frozen=True, slots=True)
class Slice:
    """A page's rows, and whether there are newer and older ones beyond it."""

    rows: Sequence[Any]
    newer: bool
    older: bool


def slice_of(filters: Filters, today: dt.date, mark: Mark | None, size: int = PAGE) -> Slice:
    """One page of the plans that a filter names. One statement."""
    back = mark is not None and mark.back
    query = _page(filters, today, mark).limit(size + 1)
    rows = db.session.execute(query).all()
    more = len(rows) > size
    kept = rows[:size]
    if back:
        return Slice(kept[::-1], newer=more, older=True)
    return Slice(kept, newer=mark is not None, older=more)


def batches(filters: Filters, today: dt.date) -> Iterator[Sequence[Any]]:
    """All plans that a filter names, in batches that are read by key."""
    mark = None
    while rows := db.session.execute(_page(filters, today, mark).limit(_BATCH)).all():
        yield rows
        mark = mark_of(filters, rows[-1])


def mark_of(filters: Filters, row: Any, *, back: bool = False) -> Mark:
    """The place of a row in the list of a filter."""
    return Mark(getattr(row, _KEYS[filters.order].column.name), row.id, back=back)


def late_ones(filters: Filters, today: dt.date) -> int:
    """How many plans of a filter's round and areas are late, whatever else it asks."""
    asked = [_plan.is_open, _plan.due_on < today]
    if filters.round:
        asked.append(_plan.round_code == filters.round)
    codes = area_codes(filters)
    if codes is not None:
        asked.append(_plain_area().in_(codes))
    query = sa.select(sa.func.count()).select_from(table(Plan)).where(*asked)
    return db.session.execute(query).scalar_one()


def are_more_than(most: int, filters: Filters, today: dt.date) -> bool:
    """Whether a filter names more plans than that; it is not counted further."""
    some = sa.select(_plan.id).where(*_conditions(filters, today)).limit(most + 1).subquery()
    return db.session.execute(sa.select(sa.func.count()).select_from(some)).scalar_one() > most


def area_codes(filters: Filters) -> list[str] | None:
    """Codes of the areas that a filter leaves; None when it leaves all of them."""
    if not (filters.province or filters.region or filters.cluster):
        return None
    return [
        area.code
        for area in areas().values()
        if filters.province in (None, area.code)
        and filters.region in (None, area.region.en.lower())
        and filters.cluster in (None, area.cluster)
    ]


def _page(filters: Filters, today: dt.date, mark: Mark | None) -> sa.Select[Any]:
    back = mark is not None and mark.back
    column, kind, falls = _KEYS[filters.order]
    rises = falls == back
    order = (column, _plan.id) if rises else (column.desc(), _plan.id.desc())
    query = sa.select(*_COLUMNS).where(*_conditions(filters, today)).order_by(*order)
    if filters.order == DUE:
        query = query.where(column.is_not(None))
    if mark is None:
        return query
    key = sa.tuple_(column, _plan.id)
    place = sa.tuple_(sa.literal(mark.at, kind), sa.literal(mark.id))
    return query.where(key > place if rises else key < place)


def _conditions(filters: Filters, today: dt.date) -> list[sa.ColumnElement[bool]]:
    """What a filter asks, as the indexes take it.

    Who holds a plan or is late with it holds an open one, and an order by day is of open ones: said
    as a literal, so that the index of open plans serves. Several areas are no way into an index,
    else all of their plans are sorted.
    """
    found: list[sa.ColumnElement[bool]] = []
    if filters.round:
        found.append(_plan.round_code == filters.round)
    if filters.stage:
        found.append(_plan.stage == filters.stage)
    codes = area_codes(filters)
    if codes is not None:
        found.append(
            _plan.province_code == codes[0] if len(codes) == 1 else _plain_area().in_(codes)
        )
    if filters.holder or filters.overdue or filters.order != MOVED:
        found.append(_plan.is_open)
    if filters.holder:
        found.append(_plain_holder() == filters.holder)
    if filters.overdue:
        found.append(_plan.due_on < today)
    if filters.q:
        found.append(_plan.title_fold.contains(fold(filters.q), autoescape=True))
    return found


def _plain_area() -> sa.ColumnElement[str]:
    return _plan.province_code.concat("")


def _plain_holder() -> sa.ColumnElement[str]:
    return _plan.held_by.concat("")


class _Key(NamedTuple):
    """What a list is ordered by, before the plan's number; falls: the greatest first."""

    column: sa.ColumnElement[Any]
    kind: sa.types.TypeEngine[Any]
    falls: bool


_KEYS = {
    MOVED: _Key(_plan.last_at, Instant(), falls=True),
    DUE: _Key(_plan.due_on, sa.Date(), falls=False),
    SINCE: _Key(_plan.stage_since, Instant(), falls=False),
}
_COLUMNS: tuple[Any, ...] = (
    _plan.id,
    _plan.province_code,
    _plan.round_code,
    _plan.procedure_id,
    _plan.title,
    _plan.stage,
    _plan.held_by,
    _plan.stage_since,
    _plan.due_on,
    _plan.is_open,
    _plan.late,
    _plan.amendment,
    _plan.revision,
    _plan.projects,
    _plan.total_satang,
    _plan.last_act,
    _plan.last_at,
)
