"""Whether a plan may be amended or begun again now: asked when it is offered, and again, under the
plan's lock, when it is done."""

from workflow.extensions import db
from workflow.facts.kin import is_in_force, open_like
from workflow.facts.plan_facts import Case
from workflow.facts.rounds import against_plan
from workflow.models import Province, Round
from workflow.states import amending
from workflow.states.facts import Person
from workflow.states.refusals import Reason


def against_amending(case: Case, person: Person) -> list[Reason]:
    """Every reason why a person may not begin an amendment of a plan."""
    reasons = amending.against_amending(case.procedure, person, case.facts)
    return reasons + ([Reason("amendment_open")] if open_like(case.plan) is not None else [])


def against_reopening(case: Case, person: Person) -> list[Reason]:
    """Every reason why a person may not begin an ended plan again.

    Whether another is open is asked before whether the plan that it amends is in force: an
    amendment that is approved meanwhile is then seen by one or the other.
    """
    reasons = amending.against_reopening(case.procedure, person, case.facts)
    if open_like(case.plan) is not None:
        reasons.append(Reason("open_plan_exists"))
    if case.plan.amends_id is None:
        return reasons + _against_round(case)
    gone = not is_in_force(case.plan.amends_id)
    return reasons + ([Reason("amended_plan_gone")] if gone else [])


def _against_round(case: Case) -> list[Reason]:
    plan = case.plan
    taken = db.session.get_one(Round, plan.round_code)
    province = db.session.get_one(Province, plan.province_code)
    return against_plan(taken, province, plan.plan_type, case.facts.today)
