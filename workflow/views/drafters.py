"""Who writes a plan together: its drafters, and the co-drafters whom they invite and remove."""

import secrets
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from workflow.access import SAFE, allows, now, person
from workflow.forms.co_drafter import CoDrafterForm
from workflow.queries.drafters import invited_to
from workflow.queries.plan_page import plan_page
from workflow.services.invite_co_drafter import NewCoDrafter, invite_co_drafter
from workflow.services.remove_co_drafter import OldCoDrafter, remove_co_drafter
from workflow.spoken import language
from workflow.states.drafting import against_inviting
from workflow.states.refusals import Reason, Refused
from workflow.views.reading import row_id

bp = Blueprint("drafters", __name__, url_prefix="/plans/<id:plan_id>/people")

Answer = str | Response | tuple[str, int]


@bp.route("", methods=["GET", "POST"])
@allows("plan.invite")
def drafters(plan_id: int) -> Answer:
    """Who writes the plan, and a form to invite somebody."""
    form = CoDrafterForm()
    if request.method in SAFE:
        return _page(plan_id, form)
    new = NewCoDrafter(plan_id=plan_id, who=form.called, **_sent(form))
    try:
        other = invite_co_drafter(new, person(), now())
    except Refused as refused:
        return _page(plan_id, form, refused.reasons), refused.code
    return _done(plan_id, gettext("%(who)s may now write this plan", who=other.name(language())))


@bp.post("/<id:person_id>/remove")
@allows("plan.invite")
def remove(plan_id: int, person_id: int) -> Answer:
    """End somebody's part in writing the plan."""
    form = CoDrafterForm()
    old = OldCoDrafter(plan_id=plan_id, person_id=person_id, **_sent(form))
    try:
        other = remove_co_drafter(old, person(), now())
    except Refused as refused:
        return _page(plan_id, form, refused.reasons), refused.code
    return _done(plan_id, gettext("%(who)s no longer writes this plan", who=other.name(language())))


def _sent(form: CoDrafterForm) -> dict[str, Any]:
    """What the person saw, and the operation's id."""
    seen = row_id(form.version.data) or 0
    return {"version": seen, "operation_id": form.operation_id.data or ""}


def _done(plan_id: int, words: str) -> Response:
    flash(words)
    return redirect(url_for("drafters.drafters", plan_id=plan_id), 303)


def _page(plan_id: int, form: CoDrafterForm, reasons: Sequence[Reason] = ()) -> str:
    page = plan_page(plan_id, person(), now())
    case, seen = page.case, row_id(form.version.data) or page.plan.version
    form.version.data = str(page.plan.version)
    form.operation_id.data = secrets.token_urlsafe(24)
    return render_template(
        "drafters/drafters.html",
        page=page,
        form=form,
        reasons=reasons,
        changed=[entry for entry in case.entries if entry.n > seen],
        drafters=[one for one in case.people if one.actor.holds("drafter")],
        invited=invited_to(plan_id),
        may_invite=not against_inviting(case.procedure, person(), case.facts),
    )
