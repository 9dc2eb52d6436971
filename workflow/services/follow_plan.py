"""Begin a plan that follows another, as an amendment of it or in its place, in a transaction of its
own: the new plan with its first entry, and the entry on the plan that it follows.

The plan that is followed is locked first, so that two who begin at once meet here.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflow.extensions import db, writing
from workflow.facts.plan_facts import Case
from workflow.services.note_refusal import note_refusal
from workflow.services.write_act import PlanAct, fingerprint_of, known_act, write_act
from workflow.services.write_comment import locked
from workflow.services.write_plan import Successor, begin_successor
from workflow.states.facts import Person
from workflow.states.refusals import Kind, Reason, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """What is asked for. plan_id: of the plan that is followed; version: as the person saw it.
    act: its act there. said: what the form says beside the reason. against: what stands against it,
    whatever the form says. lacks: what the form lacks. successor: the plan to be."""

    plan_id: int
    act: str
    reason: str
    version: int
    operation_id: str
    against: Callable[[Case], Sequence[Reason]]
    lacks: Sequence[Reason]
    successor: Callable[[Case], Successor]
    said: Mapping[str, Any]


def follow_plan(wanted: Following, person: Person, at: dt.datetime) -> int:
    """Begin it; return the new plan's id. The same operation again is answered as before.

    Raises NotFound; Refused with every reason.
    """
    writing()
    case = locked(wanted.plan_id, person, at)
    given = {**wanted.said, "reason": wanted.reason}
    asked = {"person": person.ref, "plan": wanted.plan_id, "act": wanted.act, "given": given}
    operation = wanted.operation_id, fingerprint_of(asked)
    if known := known_act(case, operation):
        return int(known.body["plan"])
    if reasons := _against(case, wanted):
        refused = Refused(reasons)
        note_refusal(refused, person, at, {"plan": wanted.plan_id, "act": wanted.act})
        raise refused
    plan_id = begin_successor(wanted.successor(case), person, at)
    body = {"given": {"reason": wanted.reason}, **wanted.said, "plan": plan_id}
    act = PlanAct(case=case, act=wanted.act, person=person, at=at, operation=operation, body=body)
    write_act(act)
    db.session.commit()
    return plan_id


def followed(case: Case) -> dict[str, Any]:
    """What a new plan's first entry says of the plan that it follows."""
    return {"plan": case.plan.id, "revision": case.plan.revision, "digest": case.plan.digest}


def _against(case: Case, wanted: Following) -> list[Reason]:
    reasons = list(wanted.against(case))
    if wanted.version != case.plan.version:
        reasons.append(Reason("stale", Kind.STALE))
    return [*reasons, *wanted.lacks]
