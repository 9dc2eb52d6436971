"""A procedure told in words: who makes a move, from where to where, what it needs and asks."""

import tomllib
from functools import cache
from pathlib import Path

from workflow.states.policy import POSTS
from workflow.states.procedure import FLAGS, RETURNED_BY, Ask, Move, Procedure, Stage
from workflow.thai.words import Words


@cache
def telling() -> dict[str, dict[str, Words]]:
    """The words by kind (by, guard, ask, flag, word) and name."""
    text = Path(__file__).with_name("telling.toml").read_text(encoding="utf-8")
    return {
        kind: {name: Words.read(words) for name, words in names.items()}
        for kind, names in tomllib.loads(text).items()
    }


def word(name: str) -> Words:
    """A heading or label."""
    return telling()["word"][name]


def makers(move: Move) -> list[Words]:
    """Who makes a move: posts, whoever sent the plan, a resolution or the system."""
    return [telling()["by"].get(name) or POSTS[name] for name in move.by]


def sources(procedure: Procedure, move: Move) -> list[Words]:
    """Stages that a move leaves."""
    return [procedure.stage[code].title for code in move.source]


def destination(procedure: Procedure, move: Move) -> Words:
    """Where a move leads."""
    return word("returned_by") if move.to == RETURNED_BY else procedure.stage[move.to].title


def needs(move: Move) -> list[Words]:
    """What must hold before a move."""
    return [telling()["guard"][name] for name in move.guards]


def asks(move: Move) -> list[Words]:
    """What the form of a move asks for."""
    return [_ask(ask) for ask in move.asks]


def effects(move: Move) -> list[Words]:
    """What else a move is or does."""
    return [telling()["flag"][name] for name in FLAGS if getattr(move, name)]


def told(move: Move) -> list[Words]:
    """Posts that are told of a move."""
    return [POSTS[post] for post in move.tell]


def holder(stage: Stage) -> Words:
    """Whose turn it is at a stage."""
    return POSTS[stage.held_by] if stage.held_by else word("nobody")


def _ask(ask: Ask) -> Words:
    words = telling()["ask"][ask.name]
    if ask.least > 1:
        words = _filled("least", words, n=ask.least)
    return _filled("optional", words) if ask.optional else words


def _filled(name: str, ask: Words, **values: object) -> Words:
    made = word(name)
    return Words(*(made.filled(code, {"ask": ask.text(code), **values}) for code in ("th", "en")))
