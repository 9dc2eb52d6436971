"""What a move's form must carry: one entry per word that a procedure may ask with."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence

from workflow.states.facts import Facts, Given, Reply
from workflow.states.procedure import Ask, Move, Procedure
from workflow.states.refusals import Reason
from workflow.thai.text import length

LONGEST_TEXT = 8_000
"""Characters of a reason, an opinion, an order."""
LONGEST_POINT = 2_000
MOST_POINTS = 60
ANSWERS = ("fixed", "explained", "contested")
_FARTHEST = dt.timedelta(days=366)

Judge = Callable[[Ask, Facts, Given, Procedure], Sequence[Reason]]


def against(move: Move, facts: Facts, given: Given, procedure: Procedure) -> list[Reason]:
    """Every reason why what is given does not answer what the move asks, no less and no more."""
    reasons = [
        Reason("not_asked", field=name)
        for name in GIVEN
        if getattr(given, name) and not move.asks_for(name)
    ]
    for ask in move.asks:
        reasons += ASKS[ask.name](ask, facts, given, procedure)
    return reasons


def _text(ask: Ask, facts: Facts, given: Given, procedure: Procedure) -> Sequence[Reason]:
    n = length(getattr(given, ask.name))
    if n == 0:
        return _empty(ask)
    if n < ask.least:
        return [Reason("ask_short", field=ask.name, values={"least": ask.least, "n": n})]
    if n > LONGEST_TEXT:
        return [Reason("ask_long", field=ask.name, values={"most": LONGEST_TEXT})]
    return []


def _empty(ask: Ask) -> list[Reason]:
    return [] if ask.optional else [Reason("ask_empty", field=ask.name)]


def _points(ask: Ask, facts: Facts, given: Given, procedure: Procedure) -> Sequence[Reason]:
    if not given.points:
        return _empty(ask)
    if len(given.points) > MOST_POINTS:
        return [Reason("points_too_many", field="points", values={"most": MOST_POINTS})]
    reasons = []
    for at, point in enumerate(given.points):
        field, values = f"points-{at}-text", {"no": at + 1, "most": LONGEST_POINT}
        if length(point.text) == 0:
            reasons.append(Reason("point_empty", field=field, values=values))
        elif length(point.text) > LONGEST_POINT:
            reasons.append(Reason("point_long", field=field, values=values))
    return reasons


def _replies(ask: Ask, facts: Facts, given: Given, procedure: Procedure) -> Sequence[Reason]:
    known = {point.no for point in facts.points if not point.ticked}
    return [reason for reply in given.replies if (reason := _against_reply(reply, known))]


def _against_reply(reply: Reply, known: set[int]) -> Reason | None:
    name, values = f"replies-{reply.point}", {"no": reply.point, "most": LONGEST_POINT}
    if reply.point not in known:
        return Reason("point_unknown", field=name, values=values)
    if reply.answer not in ANSWERS:
        return Reason("reply_unchosen", field=name, values=values)
    if length(reply.text) == 0:
        return Reason("reply_empty", field=f"{name}-text", values=values)
    if length(reply.text) > LONGEST_POINT:
        return Reason("point_long", field=f"{name}-text", values=values)
    return None


def _ticks(ask: Ask, facts: Facts, given: Given, procedure: Procedure) -> Sequence[Reason]:
    known = {point.no for point in facts.points}
    strange = sorted(given.ticks - known)
    return [Reason("point_unknown", field="ticks", values={"no": no}) for no in strange]


def _due(ask: Ask, facts: Facts, given: Given, procedure: Procedure) -> Sequence[Reason]:
    if given.due is None:
        return _empty(ask)
    if given.due <= facts.today:
        return [Reason("due_past", field="due")]
    return [Reason("due_far", field="due")] if given.due - facts.today > _FARTHEST else []


def _back_to(ask: Ask, facts: Facts, given: Given, procedure: Procedure) -> Sequence[Reason]:
    if not given.back_to:
        return _empty(ask)
    known = given.back_to in procedure.returning
    return [] if known else [Reason("back_to_unknown", field="back_to")]


def _conditions(ask: Ask, facts: Facts, given: Given, procedure: Procedure) -> Sequence[Reason]:
    if not given.conditions:
        return _empty(ask)
    said = all(map(length, given.conditions))
    return [] if said else [Reason("ask_empty", field="conditions")]


def _judged_by_guards(
    ask: Ask, facts: Facts, given: Given, procedure: Procedure
) -> Sequence[Reason]:
    return []


ASKS: dict[str, Judge] = {
    "reason": _text,
    "opinion": _text,
    "order": _text,
    "summary": _text,
    "note": _text,
    "resolution": _text,
    "points": _points,
    "replies": _replies,
    "ticks": _ticks,
    "due": _due,
    "back_to": _back_to,
    "conditions": _conditions,
    "checklist": _judged_by_guards,
    "warnings": _judged_by_guards,
}
GIVEN = tuple(field.name for field in dataclasses.fields(Given))
TEXTS = tuple(name for name, judge in ASKS.items() if judge is _text)
WORDS = frozenset({*TEXTS, "points", "replies", "checklist"})
"""What is answered in words of one's own, which take time to write."""


def asks_words(move: Move) -> bool:
    """Whether a move asks for words, so that it is worth keeping what was begun."""
    return any(ask.name in WORDS for ask in move.asks)
