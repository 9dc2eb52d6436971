"""Begin an ended plan again, as another plan with its last text. What ended stays as it is."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from workflow.extensions import db, durable, writing
from workflow.facts.following import against_reopening
from workflow.facts.plan_facts import Case
from workflow.facts.published import for_amendments
from workflow.services.note_refusal import note_refusal
from workflow.services.write_act import PlanAct, fingerprint_of, known_act, write_act
from workflow.services.write_comment import locked
from workflow.services.write_plan import Successor, begin_successor
from workflow.states.amending import REOPEN, against_reason
from workflow.states.facts import Person
from workflow.states.refusals import Kind, Reason, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """An ended plan that is to be begun again. version: of that plan, as the person saw it."""

    plan_id: int
    reason: str
    version: int
    operation_id: str


@durable
def reopen_plan(new: Reopening, person: Person, at: dt.datetime) -> int:
    """Begin an ended plan again; return the new plan's id. The same operation again is answered as
    before. An amendment that was given up is begun again as one.

    Raises NotFound; Refused with every reason: 409 when the plan has not ended or is not as it was
    seen, 403 when the person does not draft for its province, 422 when an open plan of its kind is
    there, its round takes none, or no reason is given.
    """
    writing()
    case = locked(new.plan_id, person, at)
    operation = new.operation_id, fingerprint_of(_asked(new, person))
    if known := known_act(case, operation):
        return int(known.body["plan"])
    if reasons := _against(case, new, person):
        refused = Refused(reasons)
        note_refusal(refused, person, at, {"plan": new.plan_id, "act": REOPEN})
        raise refused
    plan_id = begin_successor(_successor(case, new), person, at)
    said = {"given": {"reason": new.reason}, "plan": plan_id}
    act = PlanAct(case=case, act=REOPEN, person=person, at=at, operation=operation, body=said)
    write_act(act)
    db.session.commit()
    return plan_id


def _against(case: Case, new: Reopening, person: Person) -> list[Reason]:
    reasons = against_reopening(case, person)
    if new.version != case.plan.version:
        reasons.append(Reason("stale", Kind.STALE))
    return reasons + against_reason(new.reason)


def _successor(case: Case, new: Reopening) -> Successor:
    plan = case.plan
    links = {"reopens_id": plan.id, "amends_id": plan.amends_id, "amendment": plan.amendment}
    before = {"plan": plan.id, "revision": plan.revision, "digest": plan.digest}
    said = {"given": {"reason": new.reason}, "reopens": before}
    procedure_id = for_amendments(plan.amendment)
    return Successor(case=case, procedure_id=procedure_id, links=links, said=said)


def _asked(new: Reopening, person: Person) -> dict[str, Any]:
    given = {"reason": new.reason}
    return {"person": person.ref, "plan": new.plan_id, "act": REOPEN, "given": given}
