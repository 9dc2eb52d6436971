"""The pipeline: where all plans stand. Four statements, whatever the number of plans."""

import datetime as dt
from collections import Counter as Count
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.people import Held, holders_in
from workflow.facts.published import procedure_of
from workflow.models import Counter, Procedure, Round, table
from workflow.queries.areas import areas
from workflow.queries.pipeline_rows import (
    PAGE,
    Filters,
    Mark,
    area_codes,
    late_ones,
    mark_of,
    slice_of,
)
from workflow.states import clock
from workflow.states.amending import PROCEDURES
from workflow.states.facts import Person
from workflow.states.policy import PROVINCIAL
from workflow.states.procedure import Procedure as Procedure_
from workflow.states.procedure import Stage
from workflow.thai.dates import local_day
from workflow.thai.words import Words


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A planning round, as far as the pipeline names it."""

    code: str
    title: Words
    closes: dt.date


@dataclass(frozen=True, slots=True)
class Row:
    """A plan as the pipeline lists it. days: working days at its stage, None once nobody holds it.
    holders: whoever holds the post whose turn it is, the holder before stand-ins. amendment: of
    what kind it is one, if any."""

    id: int
    title: str
    province: Words
    stage: Stage
    held_by: str | None
    holders: tuple[Person, ...]
    days: int | None
    due: clock.Due | None
    round: str
    since: dt.date
    revision: int
    projects: int
    total_satang: int
    moved_at: dt.datetime
    amendment: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many plans stand where, in a round or all rounds: by (province, stage)."""

    rounds: tuple[RoundRow, ...]
    round: str | None
    procedure: Procedure_ | None
    by_place: Mapping[tuple[str, str], int]

    @property
    def titles(self) -> dict[str, Words]:
        """Titles of the rounds, by code."""
        return {one.code: one.title for one in self.rounds}

    def by_stage(self, provinces: Sequence[str] | None = None) -> dict[str, int]:
        """Plans at each stage, of some provinces or all; stages without plans are left out."""
        found: Count[str] = Count()
        for (province, stage), n in self.by_place.items():
            if provinces is None or province in provinces:
                found[stage] += n
        return dict(found)

    def of_area(self, province: str) -> list[tuple[Stage, int]]:
        """Stages of a province's plans with how many, in the order of the way."""
        stages = self.procedure.stages if self.procedure else ()
        found = [(stage, self.by_place.get((province, stage.code), 0)) for stage in stages]
        return [(stage, n) for stage, n in found if n]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A page of plans with what stands around it. late: plans past their day, of the round in the
    areas asked for."""

    filters: Filters
    counts: Counts
    rows: tuple[Row, ...]
    late: int
    newer: Mark | None
    older: Mark | None

    @property
    def stages(self) -> list[tuple[Stage, int]]:
        """Every stage that has plans in the areas asked for, with how many."""
        found = self.counts.by_stage(area_codes(self.filters))
        known = self.counts.procedure.stages if self.counts.procedure else ()
        return [(stage, found[stage.code]) for stage in known if found.get(stage.code)]

    @property
    def total(self) -> int:
        """Plans of the round in the areas asked for, at whatever stage."""
        return sum(self.counts.by_stage(area_codes(self.filters)).values())


def pipeline(
    filters: Filters, counts: Counts, at: dt.datetime, mark: Mark | None, size: int = PAGE
) -> Pipeline:
    """A page of the plans that a filter names, beside counts read before."""
    today = local_day(at)
    found = slice_of(filters, today, mark, size)
    holders = holders_in(desks_of(found.rows), today)
    rows = tuple(row_of(row, holders, today) for row in found.rows)
    first, last = (found.rows[0], found.rows[-1]) if found.rows else (None, None)
    return Pipeline(
        filters=filters,
        counts=counts,
        rows=rows,
        late=late_ones(filters, today),
        newer=mark_of(filters, first, back=True) if first and found.newer else None,
        older=mark_of(filters, last) if last and found.older else None,
    )


def counts(round_code: str | None, *, every_round: bool = False) -> Counts:
    """Rounds, and how many plans stand where in one of them: in the newest when none is named.

    every_round: in all of them together. A round that is not there counts nothing. One statement.
    """
    query = _counts_of_all if every_round else _counts_of_one
    rows = db.session.execute(query, {} if every_round else {"round": round_code}).all()
    rounds: dict[str, RoundRow] = {}
    by_place: dict[tuple[str, str], int] = {}
    for code, th, en, closes, _, province, stage, n in rows:  # unpacked: names cost, a thousand
        if code not in rounds:
            rounds[code] = RoundRow(code, Words(th, en), closes)
        if stage:
            by_place[province, stage] = n
    procedure_id = rows[0].procedure_id if rows else None
    return Counts(
        rounds=tuple(rounds.values()),
        round=None if every_round else round_code or next(iter(rounds), None),
        procedure=procedure_of(procedure_id) if procedure_id else None,
        by_place=by_place,
    )


def desks_of(rows: Sequence[Any]) -> set[Held]:
    """Posts at which plans wait, each with the province that it is held in."""
    return {_desk(row) for row in rows if row.held_by}


def row_of(row: Any, holders: Mapping[Held, tuple[Person, ...]], today: dt.date) -> Row:
    """A row of the database as the pipeline lists it."""
    held = row.held_by is not None
    since = local_day(row.stage_since)
    return Row(
        id=row.id,
        title=row.title,
        province=areas()[row.province_code].name,
        stage=procedure_of(row.procedure_id).stage[row.stage],
        held_by=row.held_by,
        holders=holders.get(_desk(row), ()) if held else (),
        days=clock.working_days(since, today) if held else None,
        due=clock.standing(today, row.due_on) if row.due_on and held else None,
        round=row.round_code,
        since=since,
        revision=row.revision,
        projects=row.projects,
        total_satang=row.total_satang,
        moved_at=row.last_at,
        amendment=row.amendment,
    )


def _desk(row: Any) -> Held:
    return row.held_by, row.province_code if row.held_by in PROVINCIAL else None


_round, _counter = table(Round), table(Counter)
_newest_round = (
    sa.select(_round.c.code)
    .order_by(_round.c.opens.desc(), _round.c.code.desc())
    .limit(1)
    .scalar_subquery()
)
_rounds = (
    _round.c.code,
    _round.c.title_th.label("th"),
    _round.c.title_en.label("en"),
    _round.c.closes,
    sa.select(sa.func.max(table(Procedure).c.id))
    .where(table(Procedure).c.name.not_in(PROCEDURES.values()))
    .scalar_subquery()
    .label("procedure_id"),
)
_order = (_round.c.opens.desc(), _round.c.code.desc())
_asked = sa.func.coalesce(sa.bindparam("round", type_=sa.String), _newest_round)
"""Said of the round and of its counters: SQLite then looks at no counter for another round, and
PostgreSQL finds those of this one by their index."""
_counts_of_one = (
    sa.select(*_rounds, _counter.c.province_code, _counter.c.stage, _counter.c.n)
    .outerjoin(
        _counter,
        sa.and_(
            _counter.c.round_code == sa.case((_round.c.code == _asked, _round.c.code)),
            _counter.c.round_code == _asked,
            _counter.c.n > 0,
        ),
    )
    .order_by(*_order)
)
_sums = (
    sa.select(
        _newest_round.label("round_code"),
        _counter.c.province_code,
        _counter.c.stage,
        sa.func.sum(_counter.c.n).label("n"),
    )
    .where(_counter.c.n > 0)
    .group_by(_counter.c.province_code, _counter.c.stage)
    .subquery()
)
_counts_of_all = (
    sa.select(*_rounds, _sums.c.province_code, _sums.c.stage, _sums.c.n)
    .outerjoin(_sums, _sums.c.round_code == _round.c.code)
    .order_by(*_order)
)
