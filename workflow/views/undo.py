"""Undoing: whoever acted asks, a second person answers."""

import secrets
from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from workflow.access import SAFE, allows, now, person
from workflow.forms.second import AnswerForm, UndoForm
from workflow.queries.undo_page import UndoPage, undo_page, wish_page
from workflow.services.answer_undo import UndoAnswer, answer_undo
from workflow.services.ask_undo import UndoAsked, ask_undo
from workflow.states.refusals import Reason, Refused
from workflow.views.reading import row_id
from workflow.views.signing import is_proven, signer

bp = Blueprint("undo", __name__, url_prefix="/plans/<id:plan_id>/undo")

Answer = str | Response | tuple[str, int]


@bp.route("", methods=["GET", "POST"])
@allows("plan.move")
def ask(plan_id: int) -> Answer:
    """Ask that one's own newest act be undone."""
    page, form = undo_page(plan_id, person(), now()), UndoForm()
    if request.method in SAFE:
        return _asking(page, form, page.reasons), page.code
    asked = UndoAsked(
        plan_id=plan_id,
        n=row_id(form.version.data) or 0,
        reason=form.said,
        operation_id=form.operation_id.data or "",
    )
    try:
        ask_undo(asked, signer(form), now())
    except Refused as refused:
        return _asking(page, form, refused.reasons), refused.code
    flash(gettext("Consent was asked for"))
    return redirect(url_for("undo.answer", plan_id=plan_id, n=asked.n), 303)


@bp.route("/<id:n>", methods=["GET", "POST"])
@allows("plan.move")
def answer(plan_id: int, n: int) -> Answer:
    """A request to undo; the second person consents or refuses."""
    page, form = wish_page(plan_id, n, person(), now()), AnswerForm()
    if request.method in SAFE:
        return _answering(page, form)
    consents = request.form.get("answer") == "consent"
    said = UndoAnswer(plan_id=plan_id, n=n, consents=consents, note=form.said)
    try:
        answer_undo(said, signer(form), now())
    except Refused as refused:
        page = wish_page(plan_id, n, person(), now())
        return _answering(page, form, refused.reasons), refused.code
    flash(gettext("Undone") if consents else gettext("Refused"))
    return redirect(url_for("plans.plan", plan_id=plan_id), 303)


def _asking(page: UndoPage, form: UndoForm, reasons: Sequence[Reason]) -> str:
    form.version.data = str(page.case.plan.version)
    form.operation_id.data = form.operation_id.data or secrets.token_urlsafe(24)
    return _shown("undo/ask.html", page, form, reasons)


def _answering(page: UndoPage, form: AnswerForm, reasons: Sequence[Reason] = ()) -> str:
    return _shown("undo/answer.html", page, form, reasons)


def _shown(name: str, page: UndoPage, form: UndoForm | AnswerForm, found: Sequence[Reason]) -> str:
    return render_template(name, page=page, form=form, reasons=found, asks_password=not is_proven())
