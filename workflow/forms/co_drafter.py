"""The form with which somebody is invited to help to write a plan."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField

from workflow.spoken import lazy_gettext as _l
from workflow.thai.text import clean


class CoDrafterForm(FlaskForm):
    """Whom, by user name or e-mail; with the plan's version as seen and the operation's id."""

    version = HiddenField()
    operation_id = HiddenField()
    who = StringField(
        _l("User name or e-mail"),
        description=_l("Of somebody who has an account, such as a lecturer of another institution"),
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )

    @property
    def called(self) -> str:
        """What was typed, cleaned."""
        return clean(self.who.data or "")[:254]
