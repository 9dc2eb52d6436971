"""Write where a plan stands after a move, in the transaction of whoever makes it."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import Plan, Unsent, table
from workflow.services.count_plan import count_plan
from workflow.states.facts import Person
from workflow.states.refusals import Stale


def write_stage(plan: Any, values: Mapping[str, Any], person: Person) -> bool:
    """Write a plan's row, which is still as it was read, and count it at its new stage; what the
    person began to write for the plan and has not sent is done with. Return whether there was any.
    Raises Stale.

    That is asked with the plan's own change: a move costs no statement more where nothing was
    begun.
    """
    moving = {"moving": plan.id, "seen": plan.version, "mover": person.id}
    written = db.session.execute(_move, {**moving, **values}).all()
    if not written:
        raise Stale
    count_plan(plan.province_code, plan.round_code, plan.stage, values["stage"])
    begun = bool(written[0][0])
    if begun:
        db.session.execute(_done_with, {"plan": plan.id, "person": person.id})
    return begun


_plan, _unsent = table(Plan), table(Unsent)
_begun = sa.select(_unsent.c.move).where(
    _unsent.c.plan_id == _plan.c.id, _unsent.c.person_id == sa.bindparam("mover")
)
_move = (
    sa.update(_plan)
    .where(_plan.c.id == sa.bindparam("moving"), _plan.c.version == sa.bindparam("seen"))
    .returning(_begun.exists())
)
"""Made once, since making it takes as long as moving the plan; its values are those it is sent."""
_done_with = sa.delete(_unsent).where(
    _unsent.c.plan_id == sa.bindparam("plan"), _unsent.c.person_id == sa.bindparam("person")
)
