"""Where moves are made: GET shows what will be decided, POST decides."""

import secrets
from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from workflow.access import SAFE, account, allows, now
from workflow.forms.move import MoveForm, Reading, move_form, read_given
from workflow.queries.move_page import MovePage, move_page, unsent_on
from workflow.services.decide import decide
from workflow.services.move_plan import Asked
from workflow.spoken import language
from workflow.states import machine
from workflow.states.refusals import Kind, Reason, Refused
from workflow.views.begun import Begun, begun_of
from workflow.views.choices import choices_of
from workflow.views.signing import is_proven, signer

bp = Blueprint("moves", __name__)

Answer = str | Response | tuple[str, int]


@bp.route("/plans/<id:plan_id>/moves/<string:name>", methods=["GET", "POST"])
@allows("plan.move")
def move(plan_id: int, name: str) -> Answer:
    """One move of one plan."""
    page = move_page(plan_id, name, account().person, now())
    if request.method in SAFE:
        return _opened(page), page.code
    form = move_form(page.move, choices_of(page, language()))
    if form.grows(request.form.get("add")) or "change" in request.form:
        return _shown(page, form, page.reasons, seen=False)
    try:
        decide(_asked(page, form), signer(_proof(page, form)), now())
    except Refused as refused:
        return refused_page(page, form, refused)
    flash(page.move.title.text(language()))
    return redirect(url_for("plans.plan", plan_id=plan_id), 303)


def _opened(page: MovePage) -> str:
    """The page with what its person began there and has not sent; what changed since they did is
    told as to whoever sends an old page."""
    kept = unsent_on(page, account().person, now())
    choices = choices_of(page, language())
    if kept is None:
        return _shown(page, move_form(page.move, choices), page.reasons)
    form = move_form(page.move, choices, MultiDict(kept.fields))
    form.version.data, form.unsent.data = str(kept.version), kept.mark
    return _shown(page, form, page.reasons, begun=begun_of(page, form, kept))


def refused_page(page: MovePage, form: MoveForm, refused: Refused) -> tuple[str, int]:
    """The page with every reason why something was not done, and all that was typed."""
    return _shown(_as_it_is(page, refused), form, refused.reasons), refused.code


def _asked(page: MovePage, form: MoveForm) -> Asked:
    """What is asked for. What could not be read, or is far too long, is refused before the lock is
    taken."""
    reading = read_given(form)
    if reading.reasons or reading.is_long:
        _judge(page, form, reading)
    return Asked(
        plan_id=page.case.plan.id,
        move=page.move.name,
        version=seen_in(form),
        digest=form.digest.data or "",
        operation_id=form.operation_id.data or "",
        given=reading.given,
    )


def _judge(page: MovePage, form: MoveForm, reading: Reading) -> None:
    """Refuse with every reason that the rules have, and those for which a value was not read."""
    case, reasons = page.case, list(reading.reasons)
    if (seen_in(form), form.digest.data) != (case.plan.version, case.plan.digest):
        reasons.append(Reason("stale", Kind.STALE))
    me = replace(account().person, fresh=True)
    against = machine.reasons_against(case.procedure, page.move, me, case.facts, reading.given)
    if found := [*reasons, *against]:
        raise Refused(found)


def seen_in(form: MoveForm) -> int:
    """The version that the person saw; 0, which no plan has, when the form does not say."""
    typed = form.version.data or ""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def _proof(page: MovePage, form: MoveForm) -> MoveForm | None:
    """The form, where it brings proof of identity that the move needs and could be made with."""
    return form if page.move.fresh and page.code == HTTPStatus.OK else None


def _as_it_is(page: MovePage, refused: Refused) -> MovePage:
    """The page anew when somebody else was faster, for the person has to read what changed."""
    if refused.code != Kind.STALE:
        return page
    return move_page(page.case.plan.id, page.move.name, account().person, now())


def _shown(
    page: MovePage,
    form: MoveForm,
    reasons: tuple[Reason, ...],
    begun: Begun | None = None,
    *,
    seen: bool = True,
) -> str:
    """The page; with what stands against it, and what the person has now seen."""
    changed = page.changed_since(seen_in(form)) if form.version.data else ()
    if seen:
        form.version.data = page.case.plan.version
        form.digest.data = page.case.plan.digest
    form.operation_id.data = form.operation_id.data or secrets.token_urlsafe(24)
    return render_template(
        "moves/move.html",
        page=page,
        form=form,
        reasons=reasons,
        changed=changed,
        begun=begun,
        asks_password=page.move.fresh and not is_proven(),
    )
