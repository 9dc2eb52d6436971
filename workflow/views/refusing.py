"""How refusals are said on pages: each reason a sentence, with the way to put it right."""

from collections.abc import Sequence

from flask import url_for

from workflow.forms.labels import LABELS
from workflow.states.procedure import Move
from workflow.states.refusals import Reason
from workflow.views.reading import said

_OF_A_FIELD = frozenset({"ask_empty", "ask_short", "ask_long", "not_a_date", "due_past", "due_far"})


def error_lines(reasons: Sequence[Reason], plan_id: int) -> list[tuple[str, str]]:
    """Reasons as lines for the error summary: where to put it right, and the sentence, which names
    its field where it speaks of "this field"."""
    return [(_way_to(reason, plan_id), _named(reason)) for reason in reasons]


def own_lines(reasons: Sequence[Reason]) -> list[tuple[str, str]]:
    """Reasons as lines for the summary of a page that is about no plan."""
    return [(f"#{reason.field}" if reason.field else "", said(reason)) for reason in reasons]


def _named(reason: Reason) -> str:
    label = LABELS.get(reason.field or "") if reason.code in _OF_A_FIELD else None
    return f"{label}: {said(reason)}" if label else said(reason)


def refusals(
    refused: Sequence[tuple[Move, Sequence[Reason]]],
) -> list[tuple[list[Move], list[str]]]:
    """What cannot be done and why: moves that are refused for the same reasons in one."""
    alike: dict[tuple[str, ...], list[Move]] = {}
    for move, reasons in refused:
        alike.setdefault(tuple(said(reason) for reason in reasons), []).append(move)
    return [(moves, list(sentences)) for sentences, moves in alike.items()]


def by_field(reasons: Sequence[Reason]) -> dict[str, list[str]]:
    """Sentences of reasons by the field that they are about."""
    found: dict[str, list[str]] = {}
    for reason in reasons:
        if reason.field and not reason.rule:
            found.setdefault(reason.field, []).append(said(reason))
    return found


def _way_to(reason: Reason, plan_id: int) -> str:
    """A field of the page itself, or the section of the plan that the reason is about."""
    if reason.code == "not_fresh":
        return "#password"
    if reason.field and reason.rule:
        return url_for("plans.text", plan_id=plan_id, key=reason.rule)
    return f"#{reason.field}" if reason.field else ""


FILTERS = {
    "error_lines": error_lines,
    "own_lines": own_lines,
    "refusals": refusals,
    "by_field": by_field,
}
