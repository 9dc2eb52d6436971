"""Invite agencies to comment on a plan, and end an invitation."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from workflow.access import allows, now, person
from workflow.forms.agency import InviteForm, read_invitation
from workflow.services.end_invitation import end_invitation
from workflow.services.invite_agency import NewInvitation, invite_agency
from workflow.states.refusals import Refused
from workflow.views.points import comments_page

bp = Blueprint("agencies", __name__, url_prefix="/plans/<id:plan_id>/agencies")

Answer = Response | tuple[str, int]


@bp.post("")
@allows("plan.invite")
def invite(plan_id: int) -> Answer:
    """Invite an agency until a day."""
    form = InviteForm()
    try:
        agency_id, until = read_invitation(form)
        new = NewInvitation(plan_id=plan_id, agency_id=agency_id, until=until)
        invite_agency(new, person(), now())
    except Refused as refused:
        return comments_page(plan_id, refused.reasons, form), refused.code
    flash(gettext("Agency invited"))
    return _back(plan_id)


@bp.post("/<id:person_id>/end")
@allows("plan.invite")
def end(plan_id: int, person_id: int) -> Answer:
    """End an invitation before its last day."""
    try:
        end_invitation(plan_id, person_id, person(), now())
    except Refused as refused:
        return comments_page(plan_id, refused.reasons), refused.code
    flash(gettext("Invitation ended"))
    return _back(plan_id)


def _back(plan_id: int) -> Response:
    return redirect(url_for("points.comments", plan_id=plan_id, _anchor="agencies"), 303)
