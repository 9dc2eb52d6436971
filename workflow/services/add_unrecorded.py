"""Take over rounds and plans in bulk, counted, but without texts and without a record."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Plan, Round, table

Rows = Iterable[Sequence[Mapping[str, Any]]]


@durable
def add_unrecorded(rounds: Sequence[Mapping[str, Any]], batches: Callable[[], Rows]) -> None:
    """Insert rounds that are new and the plans of these rounds, all or none. For load tests: no
    entry of the ledger tells where these plans come from, and their version is 0.
    """
    writing()
    if db.engine.dialect.name == "sqlite":
        db.session.execute(_room)
    db.session.execute(sa.insert(table(Round)), rounds)
    for batch in batches():
        db.session.execute(_insert_plans, batch)
    db.session.execute(_count, {"rounds": [row["code"] for row in rounds]})
    db.session.execute(sa.text("ANALYZE"))
    db.session.commit()


_room = sa.text("PRAGMA cache_size = -400000")
_insert_plans = sa.insert(table(Plan))
_count = sa.text(
    "INSERT INTO counter (province_code, round_code, stage, n)"
    " SELECT province_code, round_code, stage, count(*) FROM plan WHERE round_code IN :rounds"
    " GROUP BY province_code, round_code, stage"
).bindparams(sa.bindparam("rounds", expanding=True))
