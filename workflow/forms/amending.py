"""Forms with which an amendment is begun, changes its kind, and an ended plan is begun again."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag

from workflow.spoken import lazy_gettext as _l
from workflow.states.amending import KINDS
from workflow.thai.text import clean


class FollowForm(FlaskForm):
    """What the person saw, and the operation's id."""

    version = HiddenField()
    operation_id = HiddenField()


class ReopenForm(FollowForm):
    """Why an ended plan is begun again."""

    reason = TextAreaField(
        _l("Reason"), description=_l("Everyone concerned reads this"), render_kw={"rows": 3}
    )

    @property
    def why(self) -> str:
        """What was typed, cleaned."""
        return clean(self.reason.data or "")


class KindForm(FollowForm):
    """Of what kind an amendment is. What is no kind is judged, and refused, by the service."""

    kind = RadioField(_l("Kind of amendment"), choices=[], validate_choice=False)

    def offer(self, language: str) -> None:
        """Offer every kind."""
        self.kind.choices = [SelectChoice(code, KINDS[code].text(language)) for code in KINDS]

    @property
    def chosen(self) -> str:
        """What was chosen."""
        return self.kind.data if self.kind.data in KINDS else ""


class AmendForm(KindForm, ReopenForm):
    """Of what kind, and why."""
