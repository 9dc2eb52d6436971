"""Let a plan give way to its amendment, in the transaction that brings the amendment into force.

An amendment is locked before the plan that it amends, which is the older of the two: whoever holds
both took the newer first. `services.amend_plan`, which holds the older, waits for no newer one.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.people import people_of_plan
from workflow.facts.points import points_of_plan
from workflow.facts.published import procedure_of
from workflow.facts.record import entries_of_plan
from workflow.facts.subjects import subject_of
from workflow.models import Plan, table
from workflow.services.append_entry import SYSTEM, Act, append_entry
from workflow.services.count_plan import count_plan
from workflow.services.owe import Debt, owe
from workflow.services.write_points import case_digest, standing
from workflow.states import policy
from workflow.states.amending import superseding
from workflow.states.procedure import Move, Stage
from workflow.states.refusals import Kind, Reason, Refused
from workflow.thai.dates import local_day


@dataclass(frozen=True, slots=True)
class Successor:
    """What takes the place of a plan: the amendment, and the entry that brought it into force."""

    plan_id: int
    entry_id: int


def supersede_plan(plan_id: int, by: Successor, at: dt.datetime) -> None:
    """Move a plan to where its procedure sends what gave way. Refused: it is not in force, so
    nothing can take its place."""
    plan = db.session.execute(_locked, {"plan": plan_id}).one()
    procedure = procedure_of(plan.procedure_id)
    move = superseding(procedure, plan.stage)
    if move is None:
        raise Refused([Reason("amended_plan_gone", Kind.STALE)])
    to = procedure.stage[move.to]
    values = _where_it_stands(plan, move, to, at)
    db.session.execute(sa.update(table(Plan)).where(Plan.id == plan_id).values(**values))
    count_plan(plan.province_code, plan.round_code, plan.stage, to.code)
    act = Act(
        subject=subject_of(plan_id),
        at=at,
        actor=None,
        holding=SYSTEM,
        act=move.name,
        stage_from=plan.stage,
        stage_to=to.code,
        version=values["version"],
        content_digest=plan.digest,
        case_digest=case_digest(standing(points_of_plan(plan_id, None))),
    )
    last = entries_of_plan(plan_id)[-1]
    said = {"revision": plan.revision, "plan": by.plan_id, "entry": by.entry_id}
    entry_id = append_entry(act, (last.n, last.hash), said)
    debt = Debt(entry_id=entry_id, plan_id=plan_id, kind=move.name, at=at)
    owe(debt, _told(plan, move, to, at))


def _where_it_stands(plan: Any, move: Move, to: Stage, at: dt.datetime) -> dict[str, Any]:
    return {
        "stage": to.code,
        "version": plan.version + 1,
        "held_by": to.held_by,
        "stage_since": at,
        "due_on": None,
        "is_open": to.held_by is not None and not to.final,
        "last_act": move.name,
        "last_at": at,
    }


def _told(plan: Any, move: Move, to: Stage, at: dt.datetime) -> list[int]:
    """Who is told: holders of the posts that the move names."""
    posts = policy.told(
        move, to.held_by, submitted=plan.revision > 0, committee=plan.before_committee
    )
    people = people_of_plan(plan.id, plan.province_code, local_day(at))
    return [one.actor.id for one in people if any(h.post in posts for h in one.actor.holdings)]


_locked = (
    sa.select(*Plan.__table__.columns).where(Plan.id == sa.bindparam("plan")).with_for_update()
)
