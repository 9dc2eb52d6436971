"""Amendments of an approved plan, and ended plans begun again."""

import datetime as dt
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import LazyString, gettext
from werkzeug.wrappers import Response

from workflow.access import SAFE, allows, now, person
from workflow.forms.amending import AmendForm, FollowForm, KindForm, ReopenForm
from workflow.outline.amending import Misfit, fitting, misfits
from workflow.queries.amending import FollowPage, amend_page, reopen_page
from workflow.queries.changes import TwoTexts, against_text_in_force
from workflow.services.amend_plan import NewAmendment, amend_plan
from workflow.services.change_amendment_kind import OtherKind, change_amendment_kind
from workflow.services.reopen_plan import Reopening, reopen_plan
from workflow.spoken import language
from workflow.spoken import lazy_gettext as _l
from workflow.states.amending import KINDS
from workflow.states.facts import Person
from workflow.states.refusals import Reason, Refused
from workflow.thai.words import Words
from workflow.views.changes import compared, compared_section
from workflow.views.reading import row_id

bp = Blueprint("amendments", __name__, url_prefix="/plans/<id:plan_id>")

Answer = str | Response | tuple[str, int]
Reasons = Sequence[Reason]
F = TypeVar("F", bound=FollowForm)


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to begin a plan that follows another: its template, its page, its words when done."""

    act: str
    page: Callable[[int, Person, dt.datetime], FollowPage]
    done: LazyString


_AMEND = _Way("amend", amend_page, _l("Amendment begun"))
_REOPEN = _Way("reopen", reopen_page, _l("Plan begun again"))


@bp.route("/amend", methods=["GET", "POST"])
@allows("plan.amend")
def amend(plan_id: int) -> Answer:
    """Begin an amendment of an approved plan."""
    form = AmendForm()
    form.offer(language())
    new = NewAmendment(plan_id=plan_id, kind=form.chosen, **_sent(form))
    return _follows(_AMEND, plan_id, form, lambda: amend_plan(new, person(), now()))


@bp.route("/reopen", methods=["GET", "POST"])
@allows("plan.amend")
def reopen(plan_id: int) -> Answer:
    """Begin an ended plan again."""
    form = ReopenForm()
    new = Reopening(plan_id=plan_id, **_sent(form))
    return _follows(_REOPEN, plan_id, form, lambda: reopen_plan(new, person(), now()))


def _sent(form: AmendForm | ReopenForm) -> dict[str, Any]:
    """What either form says."""
    return {
        "reason": form.why,
        "version": _seen(form),
        "operation_id": form.operation_id.data or "",
    }


def _follows(way: _Way, plan_id: int, form: FollowForm, begin: Callable[[], int]) -> Answer:
    """Show a form, or begin what it asks for."""
    if request.method in SAFE:
        page = way.page(plan_id, person(), now())
        return _begin(way.act, page, form, page.reasons), page.code
    try:
        begun = begin()
    except Refused as refused:
        page = way.page(plan_id, person(), now())
        return _begin(way.act, page, form, refused.reasons), refused.code
    flash(str(way.done))
    return redirect(url_for("plans.plan", plan_id=begun), 303)


@bp.route("/amendment-kind", methods=["GET", "POST"])
@allows("plan.amend")
def kind(plan_id: int) -> Answer:
    """Change of what kind an amendment is."""
    form = KindForm()
    form.offer(language())
    texts = against_text_in_force(plan_id, person(), now())
    if request.method in SAFE:
        form.kind.data = texts.page.plan.amendment
        reasons = texts.page.unwritable
        return _kind(texts, form, reasons), Refused(reasons).code if reasons else 200
    operation = form.operation_id.data or ""
    new = OtherKind(plan_id=plan_id, kind=form.chosen, version=_seen(form), operation_id=operation)
    try:
        change_amendment_kind(new, person(), now())
    except Refused as refused:
        texts = against_text_in_force(plan_id, person(), now())
        return _kind(texts, form, refused.reasons), refused.code
    flash(gettext("Kind of amendment changed"))
    return redirect(url_for("plans.plan", plan_id=plan_id), 303)


@bp.get("/in-force/changes")
@allows("plan.read")
def changes(plan_id: int) -> str:
    """Everything that an amendment changes in the text in force."""
    texts = against_text_in_force(plan_id, person(), now())
    return compared(texts, fit=fit_of(texts))


@bp.get("/in-force/changes/<string:key>")
@allows("plan.read")
def section_changes(plan_id: int, key: str) -> str:
    """What an amendment changes in one section of the text in force."""
    return compared_section(against_text_in_force(plan_id, person(), now()), key)


def fit_of(texts: TwoTexts) -> tuple[str, list[Misfit]]:
    """The lightest kind that takes the changes of an amendment, and what its own does not take."""
    of_two = texts.page.case.outline, texts.old, texts.new
    return fitting(*of_two), misfits(texts.page.plan.amendment, *of_two)


def kind_title(code: str) -> Words:
    """A kind of amendment in words."""
    return KINDS[code]


def _begin(act: str, page: FollowPage, form: FollowForm, reasons: Reasons) -> str:
    """Where a plan is begun that follows another. What stands against it, whatever the form says,
    closes the form; what was typed is shown all the same."""
    changed = page.changed_since(_seen(form))
    return render_template(
        f"amendments/{act}.html",
        page=page.page,
        form=_ready(form, page.page.plan.version),
        reasons=reasons,
        changed=changed,
        blocked=bool(page.reasons),
        open_id=page.open_id,
    )


def _kind(texts: TwoTexts, form: KindForm, reasons: Reasons) -> str:
    page, seen = texts.page, _seen(form)
    changed = [entry for entry in page.case.entries if seen and entry.n > seen]
    return render_template(
        "amendments/kind.html",
        page=page,
        form=_ready(form, page.plan.version),
        reasons=reasons,
        changed=changed,
        blocked=bool(page.unwritable),
        fit=fit_of(texts),
    )


def _ready(form: F, version: int) -> F:
    """A form that says what the person has now seen, for an operation of its own."""
    form.version.data = str(version)
    form.operation_id.data = form.operation_id.data or secrets.token_urlsafe(24)
    return form


def _seen(form: FollowForm) -> int:
    """The plan's version as the person saw it; 0, which no plan has, when the form does not say."""
    return row_id(form.version.data) or 0


FILTERS = {"kind_words": kind_title}
