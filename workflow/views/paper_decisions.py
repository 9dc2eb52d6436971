"""Decisions taken on paper: entered by one, answered by another, their scans."""

import secrets
from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from workflow import uploads
from workflow.access import SAFE, allows, now, person
from workflow.forms.move import read_given
from workflow.forms.paper_decision import PaperForm, paper_form
from workflow.forms.second import AnswerForm
from workflow.queries.paper_page import (
    NewPaperPage,
    PaperPage,
    new_paper_page,
    paper_moves,
    paper_page,
)
from workflow.services.answer_paper import (
    CONFIRMED,
    REFUSED,
    TAKEN_BACK,
    PaperAnswer,
    answer_paper,
)
from workflow.services.enter_paper import NewPaper, enter_paper
from workflow.spoken import language
from workflow.states.papering import against_entering
from workflow.states.refusals import Kind, Reason, Refused
from workflow.views.choices import choices_of
from workflow.views.inert import inert
from workflow.views.reading import row_id
from workflow.views.saying import person_name, post_title
from workflow.views.signing import is_proven, signer

bp = Blueprint("paper_decisions", __name__, url_prefix="/plans/<id:plan_id>/paper-decisions")

Answer = str | Response | tuple[str, int]
_ANSWERS = {"confirm": CONFIRMED, "refuse": REFUSED, "take_back": TAKEN_BACK}


@bp.route("/new", methods=["GET", "POST"])
@allows("plan.move", takes=uploads.LARGEST_REQUEST)
def new(plan_id: int) -> Answer:
    """Choose what was decided on paper, then enter it."""
    name = request.args.get("move", "")
    if not name:
        found = paper_moves(plan_id, person(), now())
        return render_template("paper_decisions/choose.html", page=found)
    page = new_paper_page(plan_id, name, person(), now())
    form = paper_form(page.move, choices_of(page.page, language()), _deciders(page))
    if reasons := against_entering(page.move, person(), page.case.facts):
        raise Refused(reasons)
    if request.method in SAFE:
        _stands_there(page)
        return _entering(page, form)
    if form.grows(request.form.get("add")) or "change" in request.form:
        return _entering(page, form)
    return _enter(page, form)


@bp.route("/<id:n>", methods=["GET", "POST"])
@allows("plan.move")
def one(plan_id: int, n: int) -> Answer:
    """A paper decision; the second person confirms or refuses it, the first takes it back."""
    page, form = paper_page(plan_id, n, person(), now()), AnswerForm()
    if request.method in SAFE:
        return _answering(page, form)
    said = _ANSWERS.get(request.form.get("answer", ""), REFUSED)
    answer = PaperAnswer(plan_id=plan_id, no=n, answer=said, note=form.said)
    try:
        answer_paper(answer, signer(None if said == TAKEN_BACK else form), now())
    except Refused as refused:
        page = paper_page(plan_id, n, person(), now())
        return _answering(page, form, refused.reasons), refused.code
    flash(_done(said))
    return redirect(url_for("plans.plan", plan_id=plan_id), 303)


@bp.get("/<id:n>/scan")
@allows("plan.read")
def scan(plan_id: int, n: int) -> Response:
    """The scan, to be kept and not to be run."""
    row = paper_page(plan_id, n, person(), now()).decision.row
    return inert(row.scan, row.scan_type, row.scan_name, "paper_scan_lost")


def _stands_there(page: NewPaperPage) -> None:
    """Refuse the form of what does not begin where the plan is."""
    if reasons := [reason for reason in page.page.reasons if reason.kind is Kind.STALE]:
        raise Refused(reasons)


def _enter(page: NewPaperPage, form: PaperForm) -> Answer:
    """Enter what the form says; what could not be read is refused before anything is kept."""
    plan_id = page.case.plan.id
    try:
        no = enter_paper(_entered(page, form), person(), now())
    except Refused as refused:
        if refused.code == Kind.STALE:
            page = new_paper_page(plan_id, page.move.name, person(), now())
        return _entering(page, form, refused.reasons), refused.code
    flash(gettext("Entered; it now waits for a second person"))
    return redirect(url_for("paper_decisions.one", plan_id=plan_id, n=no), 303)


def _entered(page: NewPaperPage, form: PaperForm) -> NewPaper:
    """What the form says. Refused: something could not be read."""
    reading, sent = read_given(form), request.files.get("scan")
    reasons = list(reading.reasons)
    day = form.day(reasons)
    if reasons:
        raise Refused(reasons)
    return NewPaper(
        plan_id=page.case.plan.id,
        version=row_id(form.version.data) or 0,
        digest=form.digest.data or "",
        move=page.move.name,
        given=reading.given,
        decider=form.decider_id,
        decided_on=day,
        number=form.said_number,
        scan_name=sent.filename or "" if sent else "",
        scan=sent.read() if sent else b"",
        operation_id=form.operation_id.data or "",
    )


def _deciders(page: NewPaperPage) -> list[tuple[int, str]]:
    return [(one.id, f"{person_name(one)} · {post_title(held)}") for one, held in page.deciders]


def _done(answer: str) -> str:
    said = {
        CONFIRMED: gettext("Confirmed and recorded"),
        REFUSED: gettext("Not confirmed"),
        TAKEN_BACK: gettext("Taken back"),
    }
    return str(said[answer])


def _entering(page: NewPaperPage, form: PaperForm, reasons: Sequence[Reason] = ()) -> str:
    seen = row_id(str(form.version.data or "")) or page.case.plan.version
    changed = page.page.changed_since(seen)
    form.version.data = page.case.plan.version
    form.digest.data = page.case.plan.digest
    form.operation_id.data = form.operation_id.data or secrets.token_urlsafe(24)
    return render_template(
        "paper_decisions/new.html", page=page, form=form, reasons=reasons, changed=changed
    )


def _answering(page: PaperPage, form: AnswerForm, reasons: Sequence[Reason] = ()) -> str:
    return render_template(
        "paper_decisions/one.html",
        page=page,
        form=form,
        reasons=reasons,
        asks_password=not is_proven(),
    )
