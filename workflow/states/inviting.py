"""Who may ask an agency for its comments on a plan, and until when."""

import datetime as dt

from workflow.states import policy
from workflow.states.facts import Facts, Holding, Person
from workflow.states.procedure import Procedure
from workflow.states.refusals import Kind, Reason

INVITERS = ("clinic_rep", "pcso", "secretariat")
"""Posts that invite: those that consider the plan, never those that write it."""
AGENCY = "observer"
"""The post of those who are invited."""
LONGEST_DAYS = 90
"""How far ahead the last day of an invitation may lie."""


def against_inviting(procedure: Procedure, person: Person, facts: Facts) -> list[Reason]:
    """Why a person may not invite agencies to comment on a plan now."""
    stage, reasons = procedure.stage[facts.stage], []
    if stage.final:
        reasons.append(Reason("comments_closed", Kind.STALE, values={"stage": stage.title}))
    if facts.submitter is None:
        reasons.append(Reason("invite_unsubmitted", Kind.STALE))
    return reasons + against_ending(person, facts)


def against_ending(person: Person, facts: Facts) -> list[Reason]:
    """Why a person may not end an invitation."""
    return [] if inviting(person, facts) else [Reason("may_not_invite", Kind.PERSON)]


def inviting(person: Person, facts: Facts) -> list[Holding]:
    """In which capacities a person may invite, the strongest first."""
    return policy.holdings_in(INVITERS, person, facts.province)


def against_until(until: dt.date, today: dt.date) -> list[Reason]:
    """Why a day cannot be the last one of an invitation."""
    if until < today:
        return [Reason("invite_past", field="until")]
    if until > today + dt.timedelta(days=LONGEST_DAYS):
        return [Reason("invite_far", field="until", values={"most": LONGEST_DAYS})]
    return []
