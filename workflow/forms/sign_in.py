"""The sign-in form, and the proof of identity that a signature asks for in place."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField

from workflow.spoken import lazy_gettext as _l


def code_field() -> Any:
    """A code of an authenticator app, or a recovery code."""
    return StringField(
        _l("Code"),
        description=_l("Six digits from your authenticator app, or a recovery code"),
        render_kw={
            "autocomplete": "one-time-code",
            "autocapitalize": "characters",
            "spellcheck": "false",
        },
    )


class Proving:
    """What a form asks for, beside its own, when identity has to be proven again."""

    password = PasswordField(_l("Your password"), render_kw={"autocomplete": "current-password"})
    code = code_field()
    passkey = HiddenField()


class ProofForm(Proving, FlaskForm):
    """Proof of identity, for changes of one's own account."""

    back = HiddenField()


class SignInForm(FlaskForm):
    """A user name and a password, then a code or passkey; kept carries what was typed before the
    session ended."""

    username = StringField(
        _l("User name"),
        render_kw={
            "autocomplete": "username webauthn",
            "autocapitalize": "none",
            "spellcheck": "false",
            "required": True,
        },
    )
    password = PasswordField(
        _l("Password"),
        description=_l("Pasting from a password manager works"),
        render_kw={"autocomplete": "current-password", "required": True},
    )
    code = code_field()
    passkey = HiddenField()
    alone = HiddenField()
    """Set on the first step, so that a passkey there is not taken for the second."""
    kept = HiddenField()
