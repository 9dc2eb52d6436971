"""Every rule of a move, for and against: what it says, and whether it holds for a person now."""

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.states import machine, policy, telling
from workflow.states.facts import Facts, Given, Person
from workflow.states.guards import GUARDS, judged_of_the_person
from workflow.states.procedure import Move, Procedure
from workflow.states.refusals import Reason
from workflow.thai.words import Words

_GUARD_OF = {"author_decides": "not_author", "own_or_vacant": "own_or_vacant"}
"""Reasons about the person that a guard of the file announces."""
_OF_DUTIES = frozenset({"both_desks", "decided_before", "author_decides"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. reasons: why it does not hold, nothing when it does. judged: whether that can be
    said now; what a form carries is judged when the move is made, what a plan needs at its stage.
    """

    words: Words
    reasons: tuple[Reason, ...] = ()
    judged: bool = True


def rules(procedure: Procedure, move: Move, person: Person, facts: Facts) -> list[Rule]:
    """Every rule of a move as it stands for a person: the plan's place, the person, the guards."""
    about = policy.against_person(move, person, facts)
    return [
        Rule(_at(procedure, move), tuple(machine.against_stage(procedure, move, facts))),
        *_of_the_person(move, about),
        *(_of_a_guard(name, move, facts, procedure, about) for name in move.guards),
    ]


def _at(procedure: Procedure, move: Move) -> Words:
    return _listed("at", "stages", telling.sources(procedure, move), "”, “")


def _of_the_person(move: Move, about: list[Reason]) -> Iterator[Rule]:
    """The post, and separation of duties where the move knows it."""
    left = [reason for reason in about if _GUARD_OF.get(reason.code) not in move.guards]
    post = tuple(reason for reason in left if reason.code not in _OF_DUTIES)
    yield Rule(_listed("made_by", "who", telling.makers(move), ", "), post)
    if move.decides or policy.NEVER_BOTH.intersection(move.posts):
        duties = tuple(reason for reason in left if reason.code in _OF_DUTIES)
        yield Rule(telling.word("duties"), duties)


def _of_a_guard(
    name: str, move: Move, facts: Facts, procedure: Procedure, about: list[Reason]
) -> Rule:
    guard, words = GUARDS[name], telling.telling()["guard"][name]
    if guard.judge is judged_of_the_person:
        return Rule(words, tuple(r for r in about if _GUARD_OF.get(r.code) == name))
    if guard.asks or facts.stage not in move.source:
        return Rule(words, judged=False)
    return Rule(words, tuple(guard.judge(move, facts, Given(), procedure)))


def _listed(name: str, place: str, said: list[Words], between: str) -> Words:
    pairs = ((code, between.join(words.text(code) for words in said)) for code in ("th", "en"))
    return Words(*(telling.word(name).filled(code, {place: text}) for code, text in pairs))
