"""How refusals are said on pages: each reason a sentence, with the way to put it right."""

from collections.abc import Sequence

from flask import url_for

from workflow.forms.labels import LABELS
from workflow.queries.move_page import MovePage
from workflow.spoken import language
from workflow.states.procedure import Move
from workflow.states.refusals import Reason
from workflow.views.findings import rows_of, with_rows
from workflow.views.reading import said
from workflow.views.ways import edit_way

_OF_A_FIELD = frozenset({"ask_empty", "ask_short", "ask_long", "not_a_date", "due_past", "due_far"})


def error_lines(reasons: Sequence[Reason], page: MovePage) -> list[tuple[str, str]]:
    """Reasons as lines for the error summary: where to put it right, and the sentence, which names
    its field where it speaks of "this field"."""
    return [(way_to(reason, page), _named(reason, page)) for reason in reasons]


def own_lines(reasons: Sequence[Reason]) -> list[tuple[str, str]]:
    """Reasons as lines for the summary of a page with a form of its own, which no finding about a
    plan's text leads away from."""
    return [(f"#{reason.field}" if reason.field else "", _labelled(reason)) for reason in reasons]


def warning_lines(page: MovePage, code: str) -> list[tuple[str, str]]:
    """Where the plan's text gives a warning: the way there, and the place in words."""
    found = [reason for reason in page.case.facts.warnings if reason.code == code]
    outline = page.case.outline
    return [
        (way_to(reason, page), outline.label(_place(reason)).text(language())) for reason in found
    ]


def _named(reason: Reason, page: MovePage) -> str:
    if reason.rule in page.case.outline.section:
        section = page.case.outline.section[reason.rule or ""]
        return with_rows(rows_of(section, reason.field or ""), said(reason))
    return _labelled(reason)


def _labelled(reason: Reason) -> str:
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


def way_to(reason: Reason, page: MovePage) -> str:
    """A field of the page itself, or the place in the plan's text that the reason is about: where
    the person may put it right, its field in the editor; else the section as it reads."""
    if reason.code == "not_fresh":
        return "#password"
    if reason.code == "unsent_elsewhere":
        return url_for("moves.move", plan_id=page.case.plan.id, name=page.move.name)
    if reason.field and reason.rule:
        plan_id = page.case.plan.id
        if page.writes:
            return edit_way(plan_id, page.case.outline, reason.rule, reason.field)
        return url_for("plans.text", plan_id=plan_id, key=reason.rule)
    return f"#{reason.field}" if reason.field else ""


def _place(reason: Reason) -> str:
    """The dotted place of a control: its section, and its name without the rows' numbers."""
    keys = [key for key in (reason.field or "").split("-") if not key.isdigit()]
    return ".".join([reason.rule or "", *keys])


FILTERS = {
    "error_lines": error_lines,
    "own_lines": own_lines,
    "warning_lines": warning_lines,
    "refusals": refusals,
    "by_field": by_field,
}
