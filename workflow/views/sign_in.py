"""Sign in and out."""

from flask import Blueprint, g, make_response, redirect, render_template, request, session, url_for
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response

from workflow.access import account, allows, now, open_to_all, signed_in
from workflow.extensions import settings
from workflow.forms import kept
from workflow.forms.sign_in import SignInForm
from workflow.queries.demo import PASSWORD, demo_people
from workflow.queries.person import load_account
from workflow.services import sign_in as service
from workflow.states.refusals import Refused
from workflow.views.reading import local_path, said, visitor

bp = Blueprint("sign_in", __name__)


@bp.route("/sign-in", methods=["GET", "POST"])
@open_to_all
def sign_in() -> str | Response | tuple[str, int]:
    """Ask for a name and a password; lead on to where the person was going."""
    if signed_in() and request.method != "POST":
        return redirect(local_path(request.args.get("next")), 303)
    form = SignInForm()
    if not form.validate_on_submit():
        return _page(form)
    username, password = form.username.data or "", form.password.data or ""
    try:
        token = service.sign_in(username, password, visitor(), now())
    except Refused as refused:
        return _page(form, [said(reason) for reason in refused.reasons]), refused.code
    return _enter(token, form.kept.data or "")


@bp.post("/sign-out")
@allows("session.end")
def sign_out() -> Response:
    """Sign out. The ended session stays named in the cookie: what is still sent from a form of that
    time is kept for that person, and opens nothing."""
    left = account().token
    _end()
    session["left"] = left
    response = make_response(redirect(url_for("sign_in.sign_in", out=1), 303))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _end() -> None:
    """End the session for good."""
    service.sign_out(account().person.id, account().session_hash, now())
    logout_user()
    _empty_cookie()


def _empty_cookie() -> None:
    """Forget everything, with it the CSRF secret and the token that this request made of it."""
    session.clear()
    g.pop("csrf_token", None)


def _enter(token: str, sealed: str) -> str | Response:
    """Start with a clean cookie, and go on."""
    if signed_in():
        _end()
    _empty_cookie()
    found = load_account(token)
    login_user(found)
    typed = kept.unseal(settings().secret(), found.person.id, sealed) if found else None
    if typed:
        return render_template("kept/send.html", path=typed[0], typed=typed[1])
    return redirect(local_path(request.args.get("next")), 303)


def _page(form: SignInForm, errors: list[str] | None = None) -> str:
    people = demo_people() if settings().is_demo else []
    lines = [("#username", line) for line in errors or []]
    return render_template(
        "sign_in/sign_in.html", form=form, errors=lines, people=people, password=PASSWORD
    )
