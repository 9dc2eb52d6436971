"""Amendments of an approved plan, and ended plans begun again: what must hold, in which words."""

from collections.abc import Iterable

from workflow.states.asks import LONGEST_TEXT
from workflow.states.facts import Facts, Person
from workflow.states.guards import SUPERSEDES
from workflow.states.migrating import prospect
from workflow.states.procedure import Move, Procedure
from workflow.states.refusals import Kind, Reason
from workflow.thai.text import length
from workflow.thai.words import Words

AMEND, AMENDMENT_KIND, REOPEN = "amend", "amendment_kind", "reopen"
"""Acts that are no moves; also the names of their words."""
KINDS: dict[str, Words] = {
    "clerical": Words("แก้ไขคำผิด", "clerical"),
    "minor": Words("แก้ไขเล็กน้อย", "minor"),
    "major": Words("แก้ไขสาระสำคัญ", "major"),
}
"""Kinds of amendment, from the lightest to the heaviest."""
PROCEDURES = {"clerical": "sti-plan-clerical", "minor": "sti-plan-minor"}
"""Names of the procedures that only amendments of a kind follow; a major one follows the
procedure of new plans."""


def superseding(procedure: Procedure, stage: str) -> Move | None:
    """The move by which a plan at a stage gives way to its approved amendment; None where there is
    none: a plan is in force at just the stages that it leaves."""
    return next((m for m in procedure.moves_from(stage) if SUPERSEDES in m.guards), None)


def stages_in_force(procedure: Procedure) -> tuple[str, ...]:
    """The stages at which a plan is in force."""
    return tuple(code for code in procedure.stage if superseding(procedure, code))


def is_reopened_from(procedure: Procedure, stage: str) -> bool:
    """Whether a plan that ended at a stage may be begun again: not where its amendment took its
    place."""
    taken = {m.to for m in procedure.moves if SUPERSEDES in m.guards}
    return procedure.stage[stage].final and stage not in taken


def against_drafter(person: Person, facts: Facts) -> list[Reason]:
    """Why a person may not begin a plan that follows another: they draft for its province."""
    drafts = any(h.post == "drafter" and h.province == facts.province for h in person.holdings)
    return [] if drafts else [Reason("not_in_scope", Kind.PERSON)]


def against_amending(procedure: Procedure, person: Person, facts: Facts) -> list[Reason]:
    """Why a person may not begin an amendment of a plan now."""
    reasons = against_drafter(person, facts)
    if superseding(procedure, facts.stage) is None:
        values = {"stage": procedure.stage[facts.stage].title}
        reasons.append(Reason("not_in_force", Kind.STALE, values=values))
    return reasons


def against_reopening(procedure: Procedure, person: Person, facts: Facts) -> list[Reason]:
    """Why a person may not begin an ended plan again."""
    reasons = against_drafter(person, facts)
    if not is_reopened_from(procedure, facts.stage):
        values = {"stage": procedure.stage[facts.stage].title}
        reasons.append(Reason("not_ended", Kind.STALE, values=values))
    return reasons


def against_kind(kind: str) -> list[Reason]:
    """Whether a kind of amendment is one of those there are."""
    return [] if kind in KINDS else [Reason("amendment_kind_unknown", field="kind")]


def against_reason(text: str) -> list[Reason]:
    """What is wrong with the reason that is given."""
    if length(text) == 0:
        return [Reason("ask_empty", field="reason")]
    if length(text) > LONGEST_TEXT:
        return [Reason("ask_long", field="reason", values={"most": LONGEST_TEXT})]
    return []


def against_other_kind(
    old: Procedure, new: Procedure, facts: Facts, acts: Iterable[str]
) -> list[Reason]:
    """Why an amendment on its way cannot follow the procedure of another kind: it does not know
    where the plan stands, or what was done to it."""
    if any(act in old.move and act not in new.move for act in acts):
        return [Reason("amendment_reviewed", field="kind")]
    return list(prospect(old, new, facts.stage, facts.returned_by, {}).reasons)
