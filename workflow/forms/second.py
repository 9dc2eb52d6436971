"""Forms for what takes a second person: asking that an act be undone, and the second's answer."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField

from workflow.forms.sign_in import Proving
from workflow.spoken import lazy_gettext as _l
from workflow.thai.text import clean


class UndoForm(Proving, FlaskForm):
    """A request to undo. version: of the plan, which is the number of its newest act."""

    version = HiddenField()
    operation_id = HiddenField()
    reason = TextAreaField(
        _l("Why it is to be undone"),
        description=_l("The second person reads this, and it stands in the record"),
        render_kw={"rows": 3},
    )

    @property
    def said(self) -> str:
        """The reason, cleaned."""
        return clean(self.reason.data or "")


class AnswerForm(Proving, FlaskForm):
    """The second person's answer. The button that is pressed says which."""

    note = TextAreaField(
        _l("Note (needed when you refuse)"),
        description=_l("Whoever asked reads this"),
        render_kw={"rows": 3},
    )

    @property
    def said(self) -> str:
        """The note, cleaned."""
        return clean(self.note.data or "")
