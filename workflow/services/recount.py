"""Set right the counters of plans."""

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.facts.counted import Miscount, miscounts


@durable
def recount() -> list[Miscount]:
    """Set every counter to what stands there; return those that were wrong.

    What is missing is added, never what was counted set: so plans may move meanwhile. Two recounts
    wait for each other, else both would add it.
    """
    writing()
    if db.engine.dialect.name == "postgresql":
        db.session.execute(_alone)
    wrong = miscounts()
    if wrong:
        db.session.execute(_add, [_missing(one) for one in wrong])
    db.session.commit()
    return wrong


def _missing(one: Miscount) -> dict[str, str | int]:
    place = {"province": one.province, "round": one.round, "stage": one.stage}
    return {**place, "n": one.there - one.kept}


_alone = sa.text("LOCK TABLE counter IN SHARE UPDATE EXCLUSIVE MODE")
_add = sa.text(
    "INSERT INTO counter (province_code, round_code, stage, n)"
    " VALUES (:province, :round, :stage, :n)"
    " ON CONFLICT (province_code, round_code, stage) DO UPDATE SET n = counter.n + excluded.n"
)
