"""Why somebody can or cannot: every move of a plan, the reasons against it, and who can."""

import datetime as dt
from dataclasses import dataclass

from workflow.facts.plan_facts import Case, case_of, judged_where_moves_ask
from workflow.states import machine
from workflow.states.facts import Holding, Person
from workflow.states.procedure import Move
from workflow.states.refusals import NotFound, Reason
from workflow.states.rules import Rule, rules


@dataclass(frozen=True, slots=True)
class Explained:
    """One move for one person: reasons against it (none: it is open), every rule with whether it
    holds, and who could make it."""

    move: Move
    reasons: tuple[Reason, ...]
    rules: tuple[Rule, ...]
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
    if case is None:
        raise NotFound(f"plan {plan_id}")
    return case, explained(case, person, name)


def explained(case: Case, person: Person, name: str | None = None) -> tuple[Explained, ...]:
    """Explain the moves of a plan that was loaded, or one of them. Raises NotFound."""
    if name and name not in case.procedure.move:
        raise NotFound(f"plan {case.plan.id} {name}")
    moves = [case.procedure.move[name]] if name else case.procedure.moves_from(case.plan.stage)
    return tuple(_explained(case, move, person) for move in moves)


def asked_about(case: Case, asker: Person, number: str | None) -> Person:
    """Whom a question is about: a person with a post that concerns the plan, by id, or the asker
    where none is given. Raises NotFound."""
    if not number or number == str(asker.id):
        return asker
    for one in case.people:
        if str(one.actor.id) == number:
            return one.actor
    raise NotFound(f"plan {case.plan.id} person")


def _explained(case: Case, move: Move, person: Person) -> Explained:
    procedure, facts = case.procedure, case.facts
    return Explained(
        move=move,
        reasons=tuple(machine.reasons_against(procedure, move, person, facts)),
        rules=tuple(rules(procedure, move, person, facts)),
        can=tuple(
            one.actor
            for one in case.people
            if not machine.reasons_against(procedure, move, one.actor, facts)
        ),
    )
