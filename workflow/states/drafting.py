"""Who writes a plan together with its drafters: who invites and removes, and who is invited."""

from workflow.states.facts import Facts, Person
from workflow.states.policy import CHAIR, desk_conflict, drafts_for, holdings_in
from workflow.states.procedure import Procedure
from workflow.states.refusals import Kind, Reason

INVITED = "co_drafter_invited"
REMOVED = "co_drafter_removed"
"""Acts that stand in a plan's chain, and are no moves."""
_COMMITTEE = frozenset({CHAIR, "member", "secretariat"})
"""Posts through which the committee considers every plan."""


def against_inviting(procedure: Procedure, person: Person, facts: Facts) -> list[Reason]:
    """Why a person may not invite or remove co-drafters of a plan now."""
    stage, reasons = procedure.stage[facts.stage], []
    if stage.final:
        values = {"stage": stage.title}
        reasons.append(Reason("co_drafting_closed", Kind.STALE, values=values))
    if not drafts_for(facts.province, person):
        reasons.append(Reason("not_in_scope", Kind.PERSON))
    return reasons


def against_co_drafter(procedure: Procedure, other: Person, facts: Facts) -> list[Reason]:
    """Why somebody may not be invited to write a plan: they write it anyway, or decide on it."""
    if drafts_for(facts.province, other):
        return [Reason("drafter_already", field="who")]
    decides = {post for move in procedure.moves if move.decides for post in move.posts} | _COMMITTEE
    if holdings_in(decides, other, facts.province):
        return [Reason("co_drafter_decides", field="who")]
    if desk_conflict("drafter", other.id, facts):
        return [Reason("co_drafter_reviewed", field="who")]
    return []
