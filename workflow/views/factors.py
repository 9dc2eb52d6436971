"""Second factors: an authenticator app, passkeys, recovery codes."""

import secrets
from dataclasses import replace

import pyotp
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from workflow.access import SAFE, account, allows, must_have_factor, now, person, prove_first
from workflow.forms.profile import CodeForm, PasskeyForm, RecoveryForm
from workflow.services import totp as service
from workflow.services.make_recovery_codes import make_recovery_codes
from workflow.services.passkeys import NewPasskey, add_passkey, remove_passkey, rename_passkey
from workflow.states.refusals import Reason, Refused
from workflow.views import profile
from workflow.views.proving import party
from workflow.views.qr import qr
from workflow.views.reading import visitor
from workflow.views.refusing import by_field

bp = Blueprint("factors", __name__)

Answer = str | Response | tuple[str, int]


@bp.post("/profile/totp/begin")
@allows("profile.change")
def begin_totp() -> Response:
    """Begin to add an authenticator app."""
    prove_first()
    service.begin_totp(person().id, now())
    return redirect(url_for("factors.totp"), 303)


@bp.get("/profile/totp")
@allows("profile.change")
def totp() -> Answer:
    """The secret to scan or type, and where its first code goes."""
    secret = service.secret_begun(person().id) if account().is_fresh(now()) else None
    return _secret_page(secret) if secret else redirect(url_for("profile.profile"), 303)


@bp.post("/profile/totp/confirm")
@allows("profile.change")
def confirm_totp() -> Answer:
    """Put the app in force with its first code; then recovery codes are next."""
    prove_first()
    try:
        service.confirm_totp(person().id, CodeForm().code.data or "", visitor(), now())
    except Refused as refused:
        secret = service.secret_begun(person().id)
        if secret is None:
            raise
        return _secret_page(secret, refused.reasons), refused.code
    flash(gettext("The authenticator app is in force"))
    return redirect(url_for("factors.recovery_codes"), 303)


@bp.post("/profile/totp/remove")
@allows("profile.change")
def remove_totp() -> Answer:
    """Take the app out of force."""
    prove_first()
    try:
        service.remove_totp(person().id, must_have_factor(), now())
    except Refused as refused:
        return profile.shown(refused.reasons), refused.code
    return redirect(url_for("profile.profile"), 303)


@bp.post("/profile/passkeys")
@allows("profile.change")
def add() -> Answer:
    """Add the passkey that the browser made."""
    prove_first()
    form = PasskeyForm()
    new = NewPasskey(
        name=form.name.data or "",
        answer=form.passkey.data or "",
        session_hash=account().session_hash,
        party=party(),
    )
    try:
        add_passkey(person().id, new, now())
    except Refused as refused:
        return profile.shown(refused.reasons, add=form), refused.code
    flash(gettext("The passkey is in force"))
    return redirect(url_for("factors.recovery_codes"), 303)


@bp.post("/profile/passkeys/<id:passkey_id>/rename")
@allows("profile.change")
def rename(passkey_id: int) -> Answer:
    """Call a passkey something else."""
    typed = request.form.get("name", "")
    try:
        rename_passkey(person().id, passkey_id, typed, now())
    except Refused as refused:
        there = tuple(replace(reason, field=f"name-{passkey_id}") for reason in refused.reasons)
        return profile.shown(there, renamed={passkey_id: typed}), refused.code
    return redirect(url_for("profile.profile"), 303)


@bp.post("/profile/passkeys/<id:passkey_id>/remove")
@allows("profile.change")
def remove(passkey_id: int) -> Answer:
    """Remove a passkey."""
    prove_first()
    try:
        remove_passkey(person().id, passkey_id, must_have_factor(), now())
    except Refused as refused:
        return profile.shown(refused.reasons), refused.code
    return redirect(url_for("profile.profile"), 303)


@bp.route("/profile/recovery-codes", methods=["GET", "POST"])
@allows("profile.change")
def recovery_codes() -> Answer:
    """Make ten new recovery codes and show them, this once."""
    form, codes = RecoveryForm(), list[str]()
    if request.method not in SAFE:
        prove_first()
        codes = make_recovery_codes(person().id, form.operation_id.data or "", now())
    form.operation_id.data = secrets.token_urlsafe(24)
    fresh = account().is_fresh(now())
    return render_template("factors/recovery_codes.html", form=form, codes=codes, fresh=fresh)


def _secret_page(secret: str, reasons: tuple[Reason, ...] = ()) -> str:
    address = pyotp.TOTP(secret).provisioning_uri(name=account().username, issuer_name="Sanoe")
    grouped = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
    form = CodeForm(formdata=None)
    return render_template(
        "factors/totp.html",
        form=form,
        reasons=reasons,
        errors=by_field(reasons),
        secret=grouped,
        address=address,
        picture=qr(address),
    )
