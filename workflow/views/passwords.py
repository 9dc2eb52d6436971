"""A password that was forgotten, and the links that set one."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workflow.access import SAFE, now, open_to_all
from workflow.forms.profile import ForgottenForm, NewPasswordForm
from workflow.queries.links import LivingLink, living_link
from workflow.services.links import ask_reset, follow_link
from workflow.states.refusals import Reason, Refused
from workflow.views.profile import new_password
from workflow.views.reading import visitor
from workflow.views.refusing import by_field

bp = Blueprint("passwords", __name__)

Answer = str | Response | tuple[str, int]


@bp.route("/forgotten-password", methods=["GET", "POST"])
@open_to_all
def forgotten() -> Answer:
    """Ask for a link; the answer is the same whether the account is there or not."""
    form = ForgottenForm()
    if request.method not in SAFE:
        ask_reset(form.username.data or "", visitor(), now())
        return redirect(url_for("passwords.forgotten", sent=1), 303)
    return render_template("passwords/forgotten.html", form=form)


@bp.get("/set-password/<string:token>")
@open_to_all
def choose(token: str) -> Answer:
    """Where a link leads: a new password, twice. Looking uses nothing up."""
    form = NewPasswordForm(formdata=None, token=token)
    link = living_link(token, now())
    return (_page(link, form), 200) if link else (_page(None, form, (Reason("link_gone"),)), 404)


@bp.post("/set-password")
@open_to_all
def set_password() -> Answer:
    """Set the password; then one signs in with it, and with the second factor if there is one."""
    form = NewPasswordForm()
    token = form.token.data or ""
    try:
        follow_link(token, new_password(form), now())
    except Refused as refused:
        return _page(living_link(token, now()), form, refused.reasons), refused.code
    return redirect(url_for("sign_in.sign_in", set=1), 303)


def _page(link: LivingLink | None, form: NewPasswordForm, reasons: tuple[Reason, ...] = ()) -> str:
    errors = by_field(reasons)
    return render_template(
        "passwords/choose.html", link=link, form=form, reasons=reasons, errors=errors
    )
