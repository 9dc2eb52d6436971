"""Begin an amendment of an approved plan: another plan, with the approved text to begin with.

The approved plan stays in force. The open plan is looked for before another is inserted, so that
nobody who holds the approved plan's lock waits for an amendment that is being approved and wants it
(`services.supersede_plan`).
"""

import datetime as dt
from dataclasses import dataclass

from workflow.extensions import durable
from workflow.facts.following import against_amending
from workflow.facts.plan_facts import Case
from workflow.facts.published import for_amendments
from workflow.services.follow_plan import Following, follow_plan, followed
from workflow.services.write_plan import Successor
from workflow.states.amending import AMEND, against_kind, against_reason
from workflow.states.facts import Person


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
    wanted = Following(
        plan_id=new.plan_id,
        act=AMEND,
        reason=new.reason,
        version=new.version,
        operation_id=new.operation_id,
        against=lambda case: against_amending(case, person),
        lacks=[*against_kind(new.kind), *against_reason(new.reason)],
        successor=lambda case: _successor(case, new),
        said={"kind": new.kind},
    )
    return follow_plan(wanted, person, at)


def _successor(case: Case, new: NewAmendment) -> Successor:
    return Successor(
        case=case,
        procedure_id=for_amendments(new.kind),
        links={"amends_id": case.plan.id, "amendment": new.kind},
        said={"given": {"reason": new.reason}, "kind": new.kind, "amends": followed(case)},
    )
