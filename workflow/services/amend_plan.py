"""Begin an amendment of an approved plan: another plan, with the approved text to begin with.

The approved plan stays in force. It is locked first, so that two who begin an amendment at once
meet here; and the open plan is looked for before another is inserted, so that nobody who holds this
lock waits for an amendment that is being approved and wants it (`services.supersede_plan`).
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from workflow.extensions import db, durable, writing
from workflow.facts.following import against_amending
from workflow.facts.plan_facts import Case
from workflow.facts.published import for_amendments
from workflow.services.note_refusal import note_refusal
from workflow.services.write_act import PlanAct, fingerprint_of, known_act, write_act
from workflow.services.write_comment import locked
from workflow.services.write_plan import Successor, begin_successor
from workflow.states.amending import AMEND, against_kind, against_reason
from workflow.states.facts import Person
from workflow.states.refusals import Kind, Reason, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAmendment:
    """An amendment that is asked for. version: of the approved plan, as the person saw it."""

    plan_id: int
    kind: str
    reason: str
    version: int
    operation_id: str


@durable
def amend_plan(new: NewAmendment, person: Person, at: dt.datetime) -> int:
    """Begin an amendment; return its id. The same operation again is answered as before.

    Raises NotFound; Refused with every reason: 409 when the plan is not in force or not as it was
    seen, 403 when the person does not draft for its province, 422 when an open plan of its kind is
    there or the form lacks something.
    """
    writing()
    case = locked(new.plan_id, person, at)
    operation = new.operation_id, fingerprint_of(_asked(new, person))
    if known := known_act(case, operation):
        return int(known.body["plan"])
    if reasons := _against(case, new, person):
        refused = Refused(reasons)
        note_refusal(refused, person, at, {"plan": new.plan_id, "act": AMEND})
        raise refused
    plan_id = begin_successor(_successor(case, new), person, at)
    said = {"given": {"reason": new.reason}, "kind": new.kind, "plan": plan_id}
    act = PlanAct(case=case, act=AMEND, person=person, at=at, operation=operation, body=said)
    write_act(act)
    db.session.commit()
    return plan_id


def _against(case: Case, new: NewAmendment, person: Person) -> list[Reason]:
    reasons = against_amending(case, person)
    if new.version != case.plan.version:
        reasons.append(Reason("stale", Kind.STALE))
    return [*reasons, *against_kind(new.kind), *against_reason(new.reason)]


def _successor(case: Case, new: NewAmendment) -> Successor:
    plan = case.plan
    amended = {"plan": plan.id, "revision": plan.revision, "digest": plan.digest}
    return Successor(
        case=case,
        procedure_id=for_amendments(new.kind),
        links={"amends_id": plan.id, "amendment": new.kind},
        said={"given": {"reason": new.reason}, "kind": new.kind, "amends": amended},
    )


def _asked(new: NewAmendment, person: Person) -> dict[str, Any]:
    given = {"kind": new.kind, "reason": new.reason}
    return {"person": person.ref, "plan": new.plan_id, "act": AMEND, "given": given}
