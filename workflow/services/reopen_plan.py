"""Begin an ended plan again, as another plan with its last text. What ended stays as it is."""

import datetime as dt
from dataclasses import dataclass

from workflow.extensions import durable
from workflow.facts.following import against_reopening
from workflow.facts.plan_facts import Case
from workflow.facts.published import for_amendments
from workflow.services.follow_plan import Following, follow_plan, followed
from workflow.services.write_plan import Successor
from workflow.states.amending import REOPEN, against_reason
from workflow.states.facts import Person


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
    wanted = Following(
        plan_id=new.plan_id,
        act=REOPEN,
        reason=new.reason,
        version=new.version,
        operation_id=new.operation_id,
        against=lambda case: against_reopening(case, person),
        lacks=against_reason(new.reason),
        successor=lambda case: _successor(case, new),
        said={},
    )
    return follow_plan(wanted, person, at)


def _successor(case: Case, new: Reopening) -> Successor:
    plan = case.plan
    return Successor(
        case=case,
        procedure_id=for_amendments(plan.amendment),
        links={"reopens_id": plan.id, "amends_id": plan.amends_id, "amendment": plan.amendment},
        said={"given": {"reason": new.reason}, "reopens": followed(case)},
    )
