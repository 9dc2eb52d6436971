"""Sign in and out: name and password, then a code or passkey where there is a second factor; or a
passkey alone."""

from flask import Blueprint, g, make_response, redirect, render_template, request, session, url_for
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response

from workflow.access import SAFE, account, allows, now, open_to_all, signed_in
from workflow.extensions import settings
from workflow.forms import kept
from workflow.forms.sign_in import SignInForm
from workflow.queries.demo import PASSWORD, demo_people
from workflow.queries.person import Half, half_of, load_account
from workflow.services import sign_in as service
from workflow.services.check_factor import ENTER, second
from workflow.states.refusals import Refused
from workflow.views.browser import keep_device
from workflow.views.proving import asked_for, has_name, proof_of
from workflow.views.reading import local_path, said, visitor

bp = Blueprint("sign_in", __name__)


@bp.route("/sign-in", methods=["GET", "POST"])
@open_to_all
def sign_in() -> str | Response | tuple[str, int]:
    """Ask for a name and a password, then for the second factor; lead on to where the person was
    going."""
    if signed_in() and request.method != "POST":
        return redirect(local_path(request.args.get("next")), 303)
    form = SignInForm()
    if request.method in SAFE:
        return _code_page(form) if _waits() and "anew" not in request.args else _page(form)
    try:
        return keep_device(make_response(_enter(_token(form), form)))
    except Refused as refused:
        errors = [(f"#{reason.field}", said(reason)) for reason in refused.reasons]
        return _shown_again(form, errors), refused.code


@bp.get("/sign-in/passkey")
@open_to_all
def passkey() -> Response:
    """What the browser needs to ask for a passkey: as the second step, or alone."""
    half = None if "alone" in request.args else _waits()
    return asked_for(second(half.token) if half else ENTER, half.person_id if half else None)


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


def _token(form: SignInForm) -> str:
    """Take the step that the form is of; return the token of the session it opens. A code that
    comes with the password is taken at once."""
    half, proof = session.get("half"), proof_of(form)
    if half and not form.username.data and not form.alone.data:
        return service.finish_sign_in(half, proof, visitor(), now())
    if proof.passkey:
        return service.sign_in_with_passkey(proof, visitor(), now())
    token = service.sign_in(form.username.data or "", proof.password, visitor(), now())
    if proof.code and half_of(token, now()):
        return service.finish_sign_in(token, proof, visitor(), now())
    return token


def _waits() -> Half | None:
    """The half session of this browser that waits for its second factor."""
    return half_of(str(session.get("half") or ""), now())


def _end() -> None:
    """End the session for good."""
    service.sign_out(account().person.id, account().session_hash, now())
    logout_user()
    _empty_cookie()


def _empty_cookie() -> None:
    """Forget everything, with it the CSRF secret and the token that this request made of it."""
    session.clear()
    g.pop("csrf_token", None)


def _enter(token: str, form: SignInForm) -> str | Response:
    """Start with a clean cookie, and go on: to the second step, to what was typed, or to where the
    person was going."""
    if signed_in():
        _end()
    _empty_cookie()
    found = load_account(token)
    if found is None:
        session["half"] = token
        return _code_page(form)
    login_user(found)
    typed = kept.unseal(settings().secret(), found.person.id, form.kept.data or "")
    if typed:
        return render_template("kept/send.html", path=typed[0], typed=typed[1])
    return redirect(local_path(request.args.get("next")), 303)


def _shown_again(form: SignInForm, errors: list[tuple[str, str]]) -> str:
    """The step that failed, with what is wrong."""
    return _code_page(form, errors) if _waits() and not form.alone.data else _page(form, errors)


def _page(form: SignInForm, errors: list[tuple[str, str]] | None = None) -> str:
    people = demo_people() if settings().is_demo else []
    return render_template(
        "sign_in/sign_in.html",
        form=form,
        errors=errors or [],
        people=people,
        password=PASSWORD,
        has_name=has_name(),
    )


def _code_page(form: SignInForm, errors: list[tuple[str, str]] | None = None) -> str:
    half = _waits()
    form.code.data = ""
    passkeys = has_name() and half is not None and half.passkeys > 0
    return render_template("sign_in/code.html", form=form, errors=errors or [], passkeys=passkeys)
