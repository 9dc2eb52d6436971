"""Why somebody can or cannot: every move of a plan, the reasons against it, and who can."""

import datetime as dt
from dataclasses import dataclass

from workflow.facts.plan_facts import Case, case_of, judged_where_moves_ask
from workflow.states import machine
from workflow.states.facts import Facts, Holding, Person
from workflow.states.procedure import Move
from workflow.states.refusals import NotFound, Reason


@dataclass(frozen=True, slots=True)
class Explained:
    """One move for one person: reasons against it (none: it is open), and who could make it."""

    move: Move
    reasons: tuple[Reason, ...]
    can: tuple[Person, ...]


_EVERYWHERE = Holding(post="auditor")


def explain(
    plan_id: int, person: Person, at: dt.datetime, name: str | None = None
) -> tuple[Case, tuple[Explained, ...]]:
    """Explain a plan's moves to somebody, or one of them. Raises NotFound.

    Whoever asks sees the plan as an auditor does: the question is about the rules, not the text.
    """
    auditor = Person(0, "", "", "", (_EVERYWHERE,))
    case = case_of(plan_id, auditor, at, judged_where_moves_ask)
    if case is None or (name and name not in case.procedure.move):
        raise NotFound(f"plan {plan_id} {name or ''}".strip())
    moves = [case.procedure.move[name]] if name else case.procedure.moves_from(case.plan.stage)
    return case, tuple(_explained(case, move, person, case.facts) for move in moves)


def _explained(case: Case, move: Move, person: Person, facts: Facts) -> Explained:
    reasons = machine.reasons_against(case.procedure, move, person, facts)
    can = [
        one.actor
        for one in case.people
        if not machine.reasons_against(case.procedure, move, one.actor, facts)
    ]
    return Explained(move, tuple(reasons), tuple(can))
