"""Asking for an undoing and consenting to it, as anybody might try."""

import datetime as dt

from tests.services.acting import actor, operation, row
from workflow.services.answer_undo import UndoAnswer, answer_undo
from workflow.services.ask_undo import UndoAsked, ask_undo
from workflow.states.refusals import NotFound, Refused


def asks(who: str, plan: int, at: dt.datetime) -> bool:
    """Ask that the newest act be undone; whether that was taken."""
    n, person = row(plan).version, actor(who, at)
    wish = UndoAsked(plan_id=plan, n=n, reason="กดผิดปุ่ม", operation_id=operation())
    try:
        ask_undo(wish, person, at)
    except (Refused, NotFound):
        return False
    return True


def consents(who: str, plan: int, at: dt.datetime) -> bool:
    """Consent to the undoing of the newest act; whether that was taken."""
    answer = UndoAnswer(plan_id=plan, n=row(plan).version, consents=True)
    try:
        answer_undo(answer, actor(who, at), at)
    except (Refused, NotFound):
        return False
    return True
