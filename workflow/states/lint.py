"""What is wrong with a procedure file: every fault, each a sentence. A file with none may be
published."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from string import Formatter
from typing import Any

from workflow.states.asks import ASKS
from workflow.states.guards import GUARDS
from workflow.states.policy import POSTS
from workflow.states.procedure import (
    MOVE_KEYS,
    NOT_POSTS,
    RETURNED_BY,
    STAGE_KEYS,
    Move,
    Procedure,
    parse,
)
from workflow.states.refusals import Reason
from workflow.thai.words import Words

PLACEHOLDERS = frozenset(
    ["plan", "province", "actor", "capacity", "reason", "due", "days", "meeting", "round"]
)


def lint(text: str) -> list[Reason]:
    """Every fault of a procedure file; empty when it can be published."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        return [_fault("not_toml", "file", detail=str(wrong))]
    if not data.get("stage") or not data.get("move"):
        return [_fault("no_table", "file")]
    procedure = parse(text)
    return [
        *_strange_keys(data),
        *_doubles(procedure),
        *_words(procedure),
        *_unknown_names(procedure),
        *_ways(procedure),
        *_hands(procedure),
    ]


def _strange_keys(data: Mapping[str, Any]) -> Iterator[Reason]:
    for table, known in (("stage", STAGE_KEYS), ("move", MOVE_KEYS)):
        for row in data[table]:
            where = str(row.get("code") or row.get("name") or table)
            for key in row.keys() - known:
                yield _fault("unknown_key", where, detail=key)


def _doubles(procedure: Procedure) -> Iterator[Reason]:
    for code, n in Counter(stage.code for stage in procedure.stages).items():
        if n > 1 or not code:
            yield _fault("double_stage", code)
    for name, n in Counter(move.name for move in procedure.moves).items():
        if n > 1 or not name:
            yield _fault("double_move", name)


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
                yield _fault("no_message", move.name, detail=part)
            for name in _placeholders(words) - PLACEHOLDERS:
                yield _fault("unknown_placeholder", move.name, detail=name)


def _unknown_names(procedure: Procedure) -> Iterator[Reason]:
    phases = {code for code, _ in procedure.phases}
    for stage in procedure.stages:
        if stage.phase not in phases:
            yield _fault("unknown_phase", stage.code, detail=stage.phase)
        if stage.held_by is not None and stage.held_by not in POSTS:
            yield _fault("unknown_post", stage.code, detail=stage.held_by)
    for move in procedure.moves:
        yield from _unknown_in_move(procedure, move)


def _unknown_in_move(procedure: Procedure, move: Move) -> Iterator[Reason]:
    named = {*move.source, *procedure.destinations(move)} | (
        {move.back_to} if move.back_to else set()
    )
    stages = named - procedure.stage.keys()
    posts = {*move.by, *move.tell} - POSTS.keys() - NOT_POSTS
    yield from (_fault("unknown_stage", move.name, detail=code) for code in sorted(stages))
    yield from (_fault("unknown_post", move.name, detail=code) for code in sorted(posts))
    for guard in move.guards:
        if guard not in GUARDS:
            yield _fault("unknown_guard", move.name, detail=guard)
        elif (asked := GUARDS[guard].asks) and not move.asks_for(asked):
            yield _fault("guard_without_ask", move.name, detail=f"{guard}, {asked}")
    for ask in move.asks:
        if ask.name not in ASKS:
            yield _fault("unknown_ask", move.name, detail=ask.name)


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
    for move in procedure.moves:
        if move.to == RETURNED_BY and not procedure.returning:
            yield _fault("nothing_returns", move.name)


def _hands(procedure: Procedure) -> Iterator[Reason]:
    for move in procedure.moves:
        if not move.by or not move.source:
            yield _fault("nobody_makes", move.name)
        special = NOT_POSTS.intersection(move.by)
        if special and len(move.by) > 1:
            yield _fault("mixed_makers", move.name)
        if move.decides and not special and "not_author" not in move.guards:
            yield _fault("author_may_decide", move.name)
    for stage in procedure.stages:
        leaves = procedure.moves_from(stage.code)
        if stage.held_by and leaves and not _can_act(stage.held_by, leaves):
            yield _fault("holder_cannot_act", stage.code, detail=stage.held_by)


def _can_act(post: str, moves: Iterable[Move]) -> bool:
    return any(post in move.by or NOT_POSTS.intersection(move.by) for move in moves)


def _reached(procedure: Procedure) -> set[str]:
    reached, todo = {procedure.first.code}, [procedure.first.code]
    while todo:
        for move in procedure.moves_from(todo.pop()):
            new = set(procedure.destinations(move)) - reached
            reached |= new
            todo += new
    return reached


def _placeholders(words: Words) -> set[str]:
    try:
        parts = [part for text in words for part in Formatter().parse(text)]
    except ValueError as wrong:
        return {str(wrong)}
    return {name for _, name, _, _ in parts if name is not None}


def _fault(code: str, where: str, detail: str = "") -> Reason:
    return Reason(f"lint_{code}", rule=where, values={"where": where, "detail": detail})
