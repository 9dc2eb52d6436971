"""What is wrong with a procedure file: every fault, each a sentence. A file with none may be
published."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from string import Formatter

from workflow.states.asks import ASKS, TEXTS
from workflow.states.guards import GUARDS
from workflow.states.policy import POSTS, READS
from workflow.states.procedure import (
    NOT_POSTS,
    RESOLUTION,
    RETURNED_BY,
    SYSTEM,
    Ask,
    Move,
    Procedure,
    parse,
)
from workflow.states.refusals import Reason
from workflow.states.shape import unknown_keys, wrong_values
from workflow.thai.words import Words

_NOBODY = frozenset({RESOLUTION, SYSTEM})
"""Makers that are no person in a post."""
PLACEHOLDERS = frozenset(
    ["plan", "province", "actor", "capacity", "reason", "due", "days", "meeting", "round"]
)


def lint(text: str) -> list[Reason]:
    """Every fault of a procedure file; empty when it can be published.

    Faults of shape come alone: what the rest would say of such a file has no meaning.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        return [_fault("not_toml", "file", str(wrong))]
    if not data.get("stage") or not data.get("move"):
        return [_fault("no_table", "file")]
    unknown = [_fault("unknown_key", *place) for place in unknown_keys(data)]
    if wrong_kind := [_fault("wrong_value", *place) for place in wrong_values(data)]:
        return unknown + wrong_kind
    procedure = parse(text)
    return [
        *unknown,
        *_doubles(procedure),
        *_words(procedure),
        *_unknown_names(procedure),
        *_ways(procedure),
        *_hands(procedure),
    ]


def _doubles(procedure: Procedure) -> Iterator[Reason]:
    codes = {
        "double_phase": [code for code, _ in procedure.phases],
        "double_stage": [stage.code for stage in procedure.stages],
        "double_move": [move.name for move in procedure.moves],
        "double_check": [check.code for check in procedure.checks],
    }
    for fault, names in codes.items():
        yield from (_fault(fault, name) for name, n in Counter(names).items() if n > 1)


def _words(procedure: Procedure) -> Iterator[Reason]:
    titled: list[tuple[str, Words]] = [(procedure.name, procedure.title), *procedure.phases]
    titled += [(stage.code, stage.title) for stage in procedure.stages]
    titled += [(move.name, move.title) for move in procedure.moves]
    titled += [(check.code, check.title) for check in procedure.checks]
    yield from (_fault("no_title", code) for code, title in titled if not title.complete)
    for move in procedure.moves:
        for part in ("done", "subject", "sentence"):
            words: Words = getattr(move, part)
            if not words.complete:
                yield _fault("no_message", move.name, part)
            for name in sorted(placeholders(words) - PLACEHOLDERS):
                yield _fault("unknown_placeholder", move.name, name)


def placeholders(words: Words) -> set[str]:
    """What a sentence wants filled in, as it is written; or why it cannot be read."""
    try:
        parts = [part for text in words for part in Formatter().parse(text)]
    except ValueError as wrong:
        return {str(wrong)}
    return {
        name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")
        for _, name, spec, conversion in parts
        if name is not None
    }


def _unknown_names(procedure: Procedure) -> Iterator[Reason]:
    phases = {code for code, _ in procedure.phases}
    for stage in procedure.stages:
        if stage.phase not in phases:
            yield _fault("unknown_phase", stage.code, stage.phase)
        if stage.held_by is not None and stage.held_by not in POSTS:
            yield _fault("unknown_post", stage.code, stage.held_by)
    for move in procedure.moves:
        yield from _unknown_in_move(procedure, move)


def _unknown_in_move(procedure: Procedure, move: Move) -> Iterator[Reason]:
    stages = {*move.source, *procedure.destinations(move)}
    stages |= {move.back_to} if move.back_to is not None else set()
    posts = (set(move.by) - NOT_POSTS) | set(move.tell)
    unknown = {
        "unknown_stage": stages - procedure.stage.keys(),
        "unknown_post": posts - POSTS.keys(),
        "unknown_guard": set(move.guards) - GUARDS.keys(),
        "unknown_ask": {ask.name for ask in move.asks if not _is_known(ask)},
        "guard_without_ask": _unasked(move),
    }
    for fault, names in unknown.items():
        yield from (_fault(fault, move.name, name) for name in sorted(names))


def _is_known(ask: Ask) -> bool:
    return ask.name in TEXTS or (ask.name in ASKS and ask.least == 1)


def _unasked(move: Move) -> set[str]:
    """What a move's guards judge, yet its form does not ask for."""
    judged = {GUARDS[name].asks for name in move.guards if name in GUARDS}
    return {name for name in judged if name and not move.asks_for(name)}


def _ways(procedure: Procedure) -> Iterator[Reason]:
    reached = _reached(procedure)
    for stage in procedure.stages:
        leaves = procedure.moves_from(stage.code)
        if stage.code not in reached:
            yield _fault("unreachable", stage.code)
        if stage.final and leaves:
            yield _fault("final_with_way_out", stage.code)
        if not stage.final and not leaves:
            yield _fault("dead_end", stage.code)
    if not any(stage.editable for stage in procedure.stages):
        yield _fault("nowhere_to_write", procedure.name)
    sent_back = {to for m in procedure.moves if m.returns for to in procedure.destinations(m)}
    for move in procedure.moves:
        if move.to == RETURNED_BY and not sent_back.issuperset(move.source):
            yield _fault("nothing_returns", move.name)


def _reached(procedure: Procedure) -> set[str]:
    reached, todo = {procedure.first.code}, [procedure.first.code]
    while todo:
        for move in procedure.moves_from(todo.pop()):
            new = set(procedure.destinations(move)) - reached
            reached |= new
            todo += new
    return reached


def _hands(procedure: Procedure) -> Iterator[Reason]:
    for move in procedure.moves:
        somebody = READS.keys() & set(move.posts) or _NOBODY.intersection(move.by)
        if not move.source or not somebody:
            yield _fault("nobody_makes", move.name)
        if len(move.by) > 1 and NOT_POSTS.intersection(move.by):
            yield _fault("mixed_makers", move.name)
        if move.decides and move.posts and "not_author" not in move.guards:
            yield _fault("author_may_decide", move.name)
    for stage in procedure.stages:
        leaves = procedure.moves_from(stage.code)
        if stage.held_by and leaves and not _can_act(stage.held_by, leaves):
            yield _fault("holder_cannot_act", stage.code, stage.held_by)


def _can_act(post: str, moves: Iterable[Move]) -> bool:
    return any(post in move.posts or _NOBODY.intersection(move.by) for move in moves)


def _fault(code: str, where: str, detail: str = "") -> Reason:
    return Reason(f"lint_{code}", rule=where, values={"where": where, "detail": detail})
