"""Forms of one's own account."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField

from workflow.forms.sign_in import code_field
from workflow.spoken import lazy_gettext as _l


class NewPasswordForm(FlaskForm):
    """A new password, twice; token: of the link that it is set by."""

    token = HiddenField()
    password = PasswordField(
        _l("New password"),
        description=_l(
            "12 to 128 characters; a few words, without your user name, e-mail or province"
        ),
        render_kw={"autocomplete": "new-password", "required": True},
    )
    again = PasswordField(
        _l("The same once more"), render_kw={"autocomplete": "new-password", "required": True}
    )


class CodeForm(FlaskForm):
    """The first code of an authenticator app."""

    code = code_field()


class PasskeyForm(FlaskForm):
    """What a passkey is called, and what the browser sent of it."""

    name = StringField(
        _l("Name of the passkey"),
        description=_l("For example: my phone"),
        render_kw={"maxlength": 60},
    )
    passkey = HiddenField()


class RecoveryForm(FlaskForm):
    """Makes new recovery codes, once."""

    operation_id = HiddenField()


class ForgottenForm(FlaskForm):
    """Who forgot their password."""

    username = StringField(
        _l("User name"),
        render_kw={
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
            "required": True,
        },
    )


class NewPersonForm(FlaskForm):
    """An account to be made."""

    username = StringField(
        _l("User name"),
        description=_l("3 to 60 letters, digits, dots, dashes and underscores"),
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    name_th = StringField(_l("Name in Thai"), render_kw={"autocomplete": "off"})
    name_en = StringField(_l("Name in English (optional)"), render_kw={"autocomplete": "off"})
    email = StringField(
        _l("E-mail"),
        description=_l("The invitation is sent there"),
        render_kw={"autocomplete": "off", "inputmode": "email", "autocapitalize": "none"},
    )
