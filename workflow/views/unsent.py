"""What somebody began on the page of a move is kept for themselves alone: by a button, or by itself
while they type; and thrown away."""

from flask import Blueprint, flash, jsonify, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from workflow.access import allows, now, person
from workflow.forms.move import MoveForm, move_form
from workflow.forms.unsent import begun_in
from workflow.queries.move_page import MovePage, move_page
from workflow.services.forget_unsent import forget_unsent
from workflow.services.keep_unsent import NewUnsent, keep_unsent
from workflow.spoken import language
from workflow.states.refusals import Refused
from workflow.thai.dates import local_time
from workflow.views.autosaving import Quiet, is_quiet
from workflow.views.choices import choices_of
from workflow.views.moves import refused_page, seen_in
from workflow.views.reading import said

bp = Blueprint("unsent", __name__, url_prefix="/plans/<id:plan_id>/moves/<string:name>/unsent")


@bp.post("")
@allows("plan.move")
def keep(plan_id: int, name: str) -> Response | Quiet | tuple[str, int]:
    """Keep what a form holds; a script that sent it is answered in JSON."""
    page = move_page(plan_id, name, person(), now())
    form = move_form(page.move, choices_of(page, language()))
    try:
        mark = keep_unsent(_sent(page, form), person(), now())
    except Refused as refused:
        return _refused(refused) if is_quiet() else refused_page(page, form, refused)
    words = gettext("Kept at %(time)s", time=local_time(now()))
    if is_quiet():
        return jsonify(unsent=mark, said=[words]), 200
    flash(words)
    return _back(plan_id, name)


@bp.post("/forget")
@allows("plan.move")
def forget(plan_id: int, name: str) -> Response:
    """Throw it away."""
    move_page(plan_id, name, person(), now())
    forget_unsent(person().id, plan_id, name)
    flash(gettext("What you had begun here is thrown away"))
    return _back(plan_id, name)


def _sent(page: MovePage, form: MoveForm) -> NewUnsent:
    return NewUnsent(
        plan_id=page.case.plan.id,
        move=page.move.name,
        version=seen_in(form),
        digest=form.digest.data or "",
        fields=begun_in(form, request.form),
        mark=form.unsent.data or "",
    )


def _refused(refused: Refused) -> Quiet:
    """What a script is told. conflict: something else is kept, which the person is led to."""
    codes = {reason.code for reason in refused.reasons}
    lines = [said(reason) for reason in refused.reasons]
    return jsonify(said=lines, conflict=codes == {"unsent_elsewhere"}), refused.code


def _back(plan_id: int, name: str) -> Response:
    return redirect(url_for("moves.move", plan_id=plan_id, name=name), 303)
