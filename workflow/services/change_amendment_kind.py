"""Change of what kind an amendment is, and so by which way it goes. Its text stays."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from workflow.extensions import db, durable, writing
from workflow.facts.plan_facts import Case
from workflow.facts.published import for_amendments, procedure_of
from workflow.services.note_refusal import note_refusal
from workflow.services.write_act import PlanAct, fingerprint_of, known_act, write_act
from workflow.services.write_comment import locked
from workflow.states import policy
from workflow.states.amending import AMENDMENT_KIND, against_kind, against_other_kind
from workflow.states.facts import Person
from workflow.states.refusals import Kind, NotFound, Reason, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherKind:
    """A kind that an amendment is to be of. version: of the amendment, as the person saw it."""

    plan_id: int
    kind: str
    version: int
    operation_id: str


@durable
def change_amendment_kind(new: OtherKind, person: Person, at: dt.datetime) -> None:
    """Bring an amendment under the newest procedure of another kind. The same operation again
    changes nothing.

    Raises NotFound when it is no amendment of this person's; Refused with every reason: 409 when it
    is not being drafted or not as it was seen, 403 when the person does not draft it, 422 when the
    other procedure does not know where it stands or what was done to it.
    """
    writing()
    case = locked(new.plan_id, person, at)
    if case.plan.amends_id is None:
        raise NotFound(f"plan {new.plan_id} is no amendment")
    operation = new.operation_id, fingerprint_of(_asked(new, person))
    if known_act(case, operation):
        return
    procedure_id = for_amendments(new.kind)
    if reasons := _against(case, new, person, procedure_id):
        refused = Refused(reasons)
        note_refusal(refused, person, at, {"plan": new.plan_id, "act": AMENDMENT_KIND})
        raise refused
    act = PlanAct(
        case=case,
        act=AMENDMENT_KIND,
        person=person,
        at=at,
        operation=operation,
        body={"from": case.plan.amendment, "to": new.kind},
        values={"amendment": new.kind, "procedure_id": procedure_id},
    )
    write_act(act)
    db.session.commit()


def _against(case: Case, new: OtherKind, person: Person, procedure_id: int) -> list[Reason]:
    stage = case.procedure.stage[case.plan.stage]
    reasons = policy.against_writing(stage, person, case.facts)
    if new.version != case.plan.version:
        reasons.append(Reason("stale", Kind.STALE))
    if unknown := against_kind(new.kind):
        return reasons + unknown
    if new.kind == case.plan.amendment:
        reasons.append(Reason("amendment_kind_same", field="kind"))
    acts = [entry.act for entry in case.entries]
    other = procedure_of(procedure_id)
    return reasons + against_other_kind(case.procedure, other, case.facts, acts)


def _asked(new: OtherKind, person: Person) -> dict[str, Any]:
    given = {"kind": new.kind}
    return {"person": person.ref, "plan": new.plan_id, "act": AMENDMENT_KIND, "given": given}
