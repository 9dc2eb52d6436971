"""One's own account: who I am, how I prove it, where I am signed in."""

from collections.abc import Mapping
from types import MappingProxyType

import webauthn
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
)
from werkzeug.wrappers import Response

from workflow.access import account, allows, must_have_factor, now, person, prove_first
from workflow.facts.factors import credential_ids
from workflow.forms.profile import NewPasswordForm, PasskeyForm
from workflow.forms.sign_in import ProofForm
from workflow.queries.profile import profile as load
from workflow.services.challenge import challenge
from workflow.services.change_account import set_password
from workflow.services.check_factor import again
from workflow.services.end_sessions import end_other_sessions, end_session, handle_of
from workflow.services.passkeys import ADD
from workflow.states.refusals import Reason, Refused
from workflow.views.proving import asked_for, has_name, party, prove_now
from workflow.views.reading import local_path
from workflow.views.refusing import by_field

bp = Blueprint("profile", __name__)

Answer = Response | tuple[str, int]


@bp.get("/profile")
@allows("profile.change")
def profile() -> str:
    """My account."""
    return shown()


@bp.post("/profile/prove")
@allows("profile.change")
def prove() -> Answer:
    """Prove identity again, for ten minutes, and go back to the page that asked for it."""
    form = ProofForm()
    try:
        prove_now(form)
    except Refused as refused:
        return shown(refused.reasons, back=form.back.data or ""), refused.code
    return redirect(local_path(form.back.data or url_for("profile.profile")), 303)


@bp.post("/profile/password")
@allows("profile.change")
def password() -> Answer:
    """Change the password; every other session ends."""
    prove_first()
    form = NewPasswordForm()
    try:
        set_password(person().id, new_password(form), account().session_hash, now())
    except Refused as refused:
        return shown(refused.reasons, new=form), refused.code
    flash(gettext("Your password is changed"))
    return redirect(url_for("profile.profile"), 303)


@bp.post("/profile/sessions/end")
@allows("profile.change")
def end_one() -> Response:
    """End one of my sessions, on whatever device it is."""
    end_session(person().id, request.form.get("session", ""), now())
    return redirect(url_for("profile.profile", _anchor="sessions"), 303)


@bp.post("/profile/sessions/end-others")
@allows("profile.change")
def end_others() -> Response:
    """End all of my sessions but this one."""
    end_other_sessions(person().id, account().session_hash, now())
    return redirect(url_for("profile.profile", _anchor="sessions"), 303)


@bp.get("/profile/passkey")
@allows("profile.change")
def passkey() -> Response:
    """What the browser needs to prove identity again with a passkey."""
    return asked_for(again(account().session_hash), person().id)


@bp.get("/profile/passkeys/new")
@allows("profile.change")
def new_passkey() -> Response:
    """What the browser needs to make a passkey."""
    me = account()
    options = webauthn.generate_registration_options(
        rp_id=party().id,
        rp_name="Sanoe",
        user_id=me.person.ref.encode(),
        user_name=me.username,
        user_display_name=me.username,
        challenge=challenge(ADD, me.session_hash, now()),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=one) for one in credential_ids(me.person.id)
        ],
    )
    return Response(webauthn.options_to_json(options), mimetype="application/json")


def new_password(form: NewPasswordForm) -> str:
    """The new password of a form. Refused: typed in two ways."""
    typed = form.password.data or ""
    if typed != form.again.data:
        raise Refused([Reason("passwords_differ", field="again")])
    return typed


def shown(
    reasons: tuple[Reason, ...] = (),
    *,
    new: NewPasswordForm | None = None,
    add: PasskeyForm | None = None,
    renamed: Mapping[int, str] = MappingProxyType({}),
    back: str = "",
) -> str:
    """My account, with what is wrong. renamed: what was typed for the name of a passkey, by its id;
    back: where proof of identity leads, if not here."""
    me = account()
    return render_template(
        "profile/profile.html",
        mine=load(me.person.id, now()),
        here_now=handle_of(me.session_hash),
        reasons=reasons,
        errors=by_field(reasons),
        fresh=me.is_fresh(now()),
        required=must_have_factor(),
        has_name=has_name(),
        proving=ProofForm(formdata=None, back=back or url_for("profile.profile")),
        new=new or NewPasswordForm(formdata=None),
        add=add or PasskeyForm(formdata=None),
        renamed=renamed,
    )
