"""What a drafter may begin: each province of theirs in each round, and what stands against it."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.copied import copyable
from workflow.facts.published import procedure_of
from workflow.facts.rounds import against_plan
from workflow.models import Plan, Province, Round
from workflow.states.facts import Person
from workflow.states.refusals import Reason
from workflow.thai.dates import local_day
from workflow.thai.words import Words

MOST = 40
"""Plans that are offered to be copied."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """A plan that could be begun. reasons: why it cannot. plan_id: the open one of its kind."""

    province: str
    name: Words
    round: str
    title: Words
    plan_type: str
    closes: dt.date
    reasons: tuple[Reason, ...]
    plan_id: int | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """A plan whose text may be copied: its province, round and stage in words."""

    id: int
    name: Words
    round: Words
    stage: Words


def beginnings(person: Person, at: dt.datetime) -> tuple[Beginning, ...]:
    """Every kind of plan for every province that a person drafts for, the newest round first."""
    codes = {h.province for h in person.holdings if h.post == "drafter" and h.province}
    of_theirs = Province.code.in_(sorted(codes))
    provinces = list(
        db.session.scalars(sa.select(Province).where(of_theirs).order_by(Province.sort_key))
    )
    rounds = list(db.session.scalars(sa.select(Round).order_by(Round.opens.desc(), Round.code)))
    present = _open_plans(sorted(codes))
    return tuple(
        _beginning((province, taken, kind), present, local_day(at))
        for taken in rounds
        for province in provinces
        for kind in taken.plan_types
    )


def copies(person: Person, ready: Collection[str]) -> tuple[Copy, ...]:
    """Plans whose text may be copied to a plan of some provinces (codes) that are ready, the newest
    first; none where nothing can be begun."""
    if not ready:
        return ()
    query = _copies.where(copyable(person, ready))
    return tuple(_copy(row) for row in db.session.execute(query).all())


def _copy(row: Any) -> Copy:
    return Copy(
        id=row.id,
        name=Words(row.name_th, row.name_en),
        round=Words(row.title_th, row.title_en),
        stage=procedure_of(row.procedure_id).stage[row.stage].title,
    )


def _beginning(
    what: tuple[Province, Round, str], present: dict[tuple[str, str, str], int], day: dt.date
) -> Beginning:
    province, taken, kind = what
    plan_id = present.get((province.code, taken.code, kind))
    reasons = against_plan(taken, province, kind, day)
    if plan_id is not None:
        reasons = [Reason("open_plan_exists", field="round"), *reasons]
    return Beginning(
        province=province.code,
        name=Words(province.name_th, province.name_en),
        round=taken.code,
        title=Words(taken.title_th, taken.title_en),
        plan_type=kind,
        closes=taken.closes,
        reasons=tuple(reasons),
        plan_id=plan_id,
    )


def _open_plans(codes: list[str]) -> dict[tuple[str, str, str], int]:
    columns = (Plan.province_code, Plan.round_code, Plan.plan_type, Plan.id)
    query = sa.select(*columns).where(Plan.province_code.in_(codes), Plan.is_open.is_(True))
    return {(row[0], row[1], row[2]): row[3] for row in db.session.execute(query)}


_copies = (
    sa.select(
        Plan.id,
        Plan.procedure_id,
        Plan.stage,
        Province.name_th,
        Province.name_en,
        Round.title_th,
        Round.title_en,
    )
    .join(Province, Province.code == Plan.province_code)
    .join(Round, Round.code == Plan.round_code)
    .order_by(Plan.last_at.desc(), Plan.id.desc())
    .limit(MOST)
)
