"""The sign-in form, and the proof of identity that a signature asks for in place."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField


class SignInForm(FlaskForm):
    """A user name and a password; kept carries what was typed before the session ended."""

    username = StringField(
        _l("User name"),
        render_kw={
            "autocomplete": "username",
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
    kept = HiddenField()
