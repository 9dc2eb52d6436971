"""A procedure's moves in words, each as a line of a table."""

from collections.abc import Iterable
from dataclasses import dataclass

from workflow.states import telling
from workflow.states.procedure import RETURNED_BY, Move, Procedure, Stage
from workflow.thai.words import Words


@dataclass(frozen=True, slots=True)
class Told:
    """A move in words."""

    move: Move
    who: Words
    source: tuple[Stage, ...]
    to: tuple[Stage, ...]
    needs: tuple[Words, ...]
    asks: tuple[Words, ...]
    effects: tuple[Words, ...]
    tells: Words

    @property
    def comes_back(self) -> bool:
        """Whether it leads to whichever stage returned the plan."""
        return self.move.to == RETURNED_BY


def told(procedure: Procedure) -> tuple[Told, ...]:
    """Every move of a procedure in words, in the file's order."""
    return tuple(_told(procedure, move) for move in procedure.moves)


def listed(words: Iterable[Words]) -> Words:
    """Words in one line."""
    found = list(words)
    if not found:
        return telling.word("nothing")
    return Words(" · ".join(w.th for w in found), " · ".join(w.en for w in found))


def _told(procedure: Procedure, move: Move) -> Told:
    return Told(
        move=move,
        who=listed(telling.makers(move)),
        source=tuple(procedure.stage[code] for code in move.source),
        to=tuple(procedure.stage[code] for code in procedure.destinations(move)),
        needs=tuple(telling.needs(move)),
        asks=tuple(telling.asks(move)),
        effects=tuple(telling.effects(move)),
        tells=listed(telling.told(move)),
    )
