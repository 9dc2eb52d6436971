"""One transitions.Machine per procedure version: the table of moves, asked with a throw-away.

The machine says where a move leads; the database row decides who wins (`services.decide`). Rows
are never its models: a machine per row is 60 times slower, and its triggers would shadow methods.
"""

import functools
from dataclasses import dataclass
from typing import Any

from transitions import Machine, MachineError

from workflow.states import asks, guards, policy
from workflow.states.facts import Facts, Given, Person
from workflow.states.procedure import RETURNED_BY, Move, Procedure
from workflow.states.refusals import Kind, Reason

_machines: dict[str, Machine] = {}


@dataclass(slots=True)
class _Position:
    """What the machine moves: a stage and the stage that returned the plan, nothing else."""

    state: str
    returned_by: str | None


def machine(procedure: Procedure) -> Machine:
    """The one machine of a procedure version, built at first use."""
    if procedure.sha256 not in _machines:
        _machines[procedure.sha256] = Machine(
            model=None,
            states=[stage.code for stage in procedure.stages],
            initial=procedure.first.code,
            transitions=_rows(procedure),
            auto_transitions=False,
            send_event=True,
            queued=False,
            ignore_invalid_triggers=False,
        )
    return _machines[procedure.sha256]


def destination(procedure: Procedure, move: Move, facts: Facts) -> str | None:
    """The stage to which a move leads from here; None when it leads nowhere."""
    return _leads(machine(procedure), move.name, facts.stage, facts.returned_by)


@functools.lru_cache(maxsize=4_096)
def _leads(machine: Machine, name: str, stage: str, returned_by: str | None) -> str | None:
    position = _Position(stage, returned_by)
    try:
        moved = machine.events[name].trigger(position)
    except MachineError:
        return None
    return position.state if moved else None


def reasons_against(
    procedure: Procedure,
    move: Move,
    person: Person,
    facts: Facts,
    given: Given | None = None,
) -> list[Reason]:
    """Every reason why a person may not make a move now, all kinds; empty when they may.

    Without `given` the move is only asked about: what its form must carry is not judged, nor
    whether the sign-in is fresh, which the form asks for in place.
    """
    reasons = against_stage(procedure, move, facts)
    reasons += policy.against_person(move, person, facts)
    reasons += guards.against(move, facts, procedure, given)
    if given is not None:
        reasons += policy.against_sign_in(move, person)
        reasons += asks.against(move, facts, given, procedure)
    return reasons


def open_moves(procedure: Procedure, person: Person, facts: Facts) -> list[Move]:
    """Moves that a person can make now, in the procedure's order."""
    return [
        move
        for move in procedure.moves_from(facts.stage)
        if not reasons_against(procedure, move, person, facts)
    ]


def against_stage(procedure: Procedure, move: Move, facts: Facts) -> list[Reason]:
    """Whether a move begins where the plan is not."""
    if destination(procedure, move, facts) is not None:
        return []
    values = {"stage": procedure.stage[facts.stage].title, "move": move.title}
    return [Reason("wrong_stage", Kind.STALE, rule=move.name, values=values)]


def _rows(procedure: Procedure) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for move in procedure.moves:
        for stage in procedure.destinations(move):
            row: dict[str, Any] = {"trigger": move.name, "source": list(move.source), "dest": stage}
            if move.to == RETURNED_BY:
                row["conditions"] = _returned_by(stage)
            rows.append(row)
    return rows


def _returned_by(stage: str) -> Any:
    def holds(event: Any) -> bool:
        return bool(event.model.returned_by == stage)

    return holds
