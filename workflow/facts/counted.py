"""Where the counters of plans differ from the plans."""

from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import Counter, Plan


@dataclass(frozen=True, slots=True)
class Miscount:
    """A counter that is wrong. kept: what it says; there: how many plans stand there."""

    province: str
    round: str
    stage: str
    kept: int
    there: int


def miscounts() -> list[Miscount]:
    """Counters that do not say how many plans stand at their place, by province, round and stage.

    One statement, so that plans and counters are read as of one moment.
    """
    return [Miscount(*row) for row in db.session.execute(_miscounts)]


_place = (Plan.province_code, Plan.round_code, Plan.stage)
_there = sa.select(
    *_place, sa.literal_column("0", sa.Integer).label("kept"), sa.func.count().label("there")
).group_by(*_place)
_kept = sa.select(
    Counter.province_code,
    Counter.round_code,
    Counter.stage,
    Counter.n,
    sa.literal_column("0", sa.Integer),
)
_each = sa.union_all(_there, _kept).subquery()
_sums = sa.func.sum(_each.c.kept), sa.func.sum(_each.c.there)
_miscounts = (
    sa.select(_each.c.province_code, _each.c.round_code, _each.c.stage, *_sums)
    .group_by(_each.c.province_code, _each.c.round_code, _each.c.stage)
    .having(_sums[0] != _sums[1])
    .order_by(_each.c.province_code, _each.c.round_code, _each.c.stage)
)
