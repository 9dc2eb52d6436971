"""Plans that follow one another: amendments of an approved plan, ended plans begun again."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.published import procedure_of
from workflow.facts.scope import Ways, reach_of, visible, ways_of
from workflow.models import Plan, table
from workflow.states.amending import is_reopened_from, superseding
from workflow.states.facts import Person
from workflow.states.procedure import Stage


@dataclass(frozen=True, slots=True)
class Relative:
    """A plan that another follows, or that follows it. amendment: of what kind it is one. revision,
    digest: of its newest frozen and of its present text."""

    id: int
    stage: Stage
    is_open: bool
    in_force: bool
    amendment: str | None
    revision: int
    digest: str


@dataclass(frozen=True, slots=True)
class Kin:
    """The plans around a plan that a person may read. amends: the one whose place it is to take;
    amended_by: its amendment that is under way or took its place; reopens, reopened_by: the ended
    plan before it, and the one after."""

    amends: Relative | None = None
    amended_by: Relative | None = None
    reopens: Relative | None = None
    reopened_by: Relative | None = None


def kin_of(plan: Any, person: Person) -> Kin:
    """The plans around a plan; of several that followed it the newest. One statement."""
    values = {"id": plan.id, "amends": plan.amends_id, "reopens": plan.reopens_id}
    query = _around(ways_of(person))
    rows = db.session.execute(query, values | reach_of(person)).all()
    after = [row for row in reversed(rows) if row.amends_id == plan.id and not _was_given_up(row)]
    return Kin(
        amends=_first(row for row in rows if row.id == plan.amends_id),
        amended_by=_first(after),
        reopens=_first(row for row in rows if row.id == plan.reopens_id),
        reopened_by=_first(row for row in reversed(rows) if row.reopens_id == plan.id),
    )


def open_like(plan: Any) -> int | None:
    """Id of another open plan of a plan's province, round and kind; None when there is none."""
    same = (
        Plan.province_code == plan.province_code,
        Plan.round_code == plan.round_code,
        Plan.plan_type == plan.plan_type,
        Plan.id != plan.id,
    )
    query = sa.select(Plan.id).where(*same, Plan.is_open.is_(True))
    return db.session.scalar(query)


def is_in_force(plan_id: int) -> bool:
    """Whether a plan is in force now."""
    query = sa.select(Plan.procedure_id, Plan.stage).where(Plan.id == plan_id)
    row = db.session.execute(query).one()
    return superseding(procedure_of(row.procedure_id), row.stage) is not None


def _was_given_up(row: Any) -> bool:
    """Whether an amendment ended without ever taking the place of its plan."""
    return is_reopened_from(procedure_of(row.procedure_id), row.stage)


def _first(rows: Iterable[Any]) -> Relative | None:
    row = next(iter(rows), None)
    if row is None:
        return None
    procedure = procedure_of(row.procedure_id)
    in_force = superseding(procedure, row.stage) is not None
    return Relative(
        id=row.id,
        stage=procedure.stage[row.stage],
        is_open=row.is_open,
        in_force=in_force,
        amendment=row.amendment,
        revision=row.revision,
        digest=row.digest,
    )


@functools.lru_cache(maxsize=64)
def _around(ways: Ways) -> sa.Select[Any]:
    return _plans.where(visible(ways))


_plan = table(Plan).c
_id = sa.bindparam("id", type_=sa.Integer)
_plans = (
    sa.select(
        _plan.id,
        _plan.procedure_id,
        _plan.stage,
        _plan.is_open,
        _plan.amendment,
        _plan.amends_id,
        _plan.reopens_id,
        _plan.revision,
        _plan.digest,
    )
    .where(
        sa.or_(
            _plan.id == sa.bindparam("amends", type_=sa.Integer),
            _plan.id == sa.bindparam("reopens", type_=sa.Integer),
            _plan.amends_id == _id,
            _plan.reopens_id == _id,
        )
    )
    .order_by(_plan.id)
)
