"""Accounts, for the administrator: who there is, invitations, lost passwords and factors."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from workflow.access import SAFE, account, allows, now, person, prove_first
from workflow.forms.profile import NewPersonForm
from workflow.forms.sign_in import ProofForm
from workflow.queries.people import PAGE, people, person_row
from workflow.queries.profile import sessions_of
from workflow.services.add_people import NewPerson
from workflow.services.change_account import disable_person, enable_person, forget_factors
from workflow.services.end_sessions import end_all_sessions
from workflow.services.invite import invite
from workflow.services.links import send_link
from workflow.states.refusals import Reason, Refused
from workflow.thai import text
from workflow.thai.dates import local_day
from workflow.views.refusing import by_field

bp = Blueprint("people", __name__)

Answer = str | Response | tuple[str, int]


@bp.get("/people")
@allows("people.manage")
def listed() -> str:
    """Every account, by user name; `q` looks for some, `after` goes on."""
    words = text.clean(request.args.get("q", ""))[:100]
    rows = people(words, request.args.get("after", "")[:60], local_day(now()))
    more = text.key(rows[-1].username) if len(rows) == PAGE else None
    return render_template("people/people.html", rows=rows, words=words, more=more)


@bp.route("/people/new", methods=["GET", "POST"])
@allows("people.manage")
def new() -> Answer:
    """Invite somebody."""
    form = NewPersonForm()
    if request.method in SAFE:
        return _form(form)
    prove_first()
    try:
        person_id, _ = invite(_given(form), person().ref, now())
    except Refused as refused:
        return _form(form, refused.reasons), refused.code
    flash(gettext("The invitation is on its way"))
    return redirect(url_for("people.one", person_id=person_id), 303)


@bp.get("/people/<id:person_id>")
@allows("people.manage")
def one(person_id: int) -> str:
    """One account."""
    return _page(person_id)


@bp.post("/people/<id:person_id>/link")
@allows("people.manage")
def link(person_id: int) -> Answer:
    """Send a link to set a password: an invitation again, or a reset."""
    prove_first()
    kind = "invitation" if request.form.get("kind") == "invitation" else "password_reset"
    send_link(person_id, kind, person().ref, now())
    return _done(person_id, gettext("The link is on its way"))


@bp.post("/people/<id:person_id>/sessions")
@allows("people.manage")
def end_sessions(person_id: int) -> Answer:
    """End every session of somebody."""
    prove_first()
    end_all_sessions(person_id, person().ref, now())
    return _done(person_id, gettext("Every session is ended"))


@bp.post("/people/<id:person_id>/factors")
@allows("people.manage")
def clear_factors(person_id: int) -> Answer:
    """Clear the second factors of somebody who lost them."""
    prove_first()
    forget_factors(person_id, now(), person().ref)
    return _done(person_id, gettext("The second factors are cleared"))


@bp.post("/people/<id:person_id>/disable")
@allows("people.manage")
def disable(person_id: int) -> Answer:
    """Let somebody in no more."""
    prove_first()
    try:
        disable_person(person_id, now(), person().ref)
    except Refused as refused:
        return _page(person_id, refused.reasons), refused.code
    return _done(person_id, gettext("The account is disabled"))


@bp.post("/people/<id:person_id>/enable")
@allows("people.manage")
def enable(person_id: int) -> Answer:
    """Let somebody in again."""
    prove_first()
    enable_person(person_id, now(), person().ref)
    return _done(person_id, gettext("The account is open again"))


def _done(person_id: int, what: str) -> Response:
    flash(what)
    return redirect(url_for("people.one", person_id=person_id), 303)


def _given(form: NewPersonForm) -> NewPerson:
    return NewPerson(
        username=form.username.data or "",
        name_th=text.clean(form.name_th.data or ""),
        name_en=text.clean(form.name_en.data or ""),
        email=text.clean(form.email.data or ""),
        password_hash="",
    )


def _form(form: NewPersonForm, reasons: tuple[Reason, ...] = ()) -> str:
    return render_template(
        "people/new.html", form=form, reasons=reasons, errors=by_field(reasons), **_proving()
    )


def _page(person_id: int, reasons: tuple[Reason, ...] = ()) -> str:
    at = now()
    return render_template(
        "people/one.html",
        row=person_row(person_id, local_day(at)),
        sessions=sessions_of(person_id, at),
        reasons=reasons,
        **_proving(),
    )


def _proving() -> dict[str, object]:
    """What the page needs to ask for proof of identity, where that is not fresh."""
    return {"proving": ProofForm(formdata=None), "fresh": account().is_fresh(now())}
