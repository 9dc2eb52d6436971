"""The form of a decision taken on paper: what the move asks, who decided, document and scan."""

import datetime as dt
from collections.abc import Sequence

from wtforms import FileField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag

from workflow.forms.move import Choices, MoveForm, made_form
from workflow.forms.selection import Selection
from workflow.spoken import lazy_gettext as _l
from workflow.states.papering import LONGEST_NUMBER
from workflow.states.procedure import Move
from workflow.states.refusals import Reason
from workflow.thai import text
from workflow.thai.dates import NotADate, parse_date


class PaperForm(MoveForm):
    """A decision as it stands on paper."""

    decider = Selection(_l("Who decided"), validate_choice=False)
    decided_on = StringField(
        _l("Date of the document"), description=_l("For example 24/11/2569 or 2026-11-24")
    )
    number = StringField(
        _l("Number of the document"),
        description=_l("As it stands on the document"),
        render_kw={"maxlength": LONGEST_NUMBER, "autocomplete": "off"},
    )
    scan = FileField(
        _l("Scan of the signed document"),
        description=_l("PDF, PNG or JPG. If the form comes back with errors, attach it again"),
        render_kw={"accept": ".pdf,.png,.jpg,.jpeg"},
    )

    offered: frozenset[str]

    @property
    def decider_id(self) -> int | None:
        """Who was chosen, if it is one of those offered."""
        chosen = self.decider.data or ""
        return int(chosen) if chosen in self.offered else None

    def day(self, reasons: list[Reason]) -> dt.date | None:
        """The document's day, in either era; what cannot be read is a reason."""
        typed = (self.decided_on.data or "").strip()
        if not typed:
            return None
        try:
            return parse_date(typed)
        except NotADate:
            reasons.append(Reason("not_a_date", field="decided_on"))
            return None

    @property
    def said_number(self) -> str:
        """The document's number, cleaned."""
        return text.clean(self.number.data or "")


def paper_form(move: Move, choices: Choices, deciders: Sequence[tuple[int, str]]) -> PaperForm:
    """A form for a decision. deciders: id and words of who may have decided."""
    form: PaperForm = made_form(move, choices, (PaperForm,))
    choices_of_people = [SelectChoice(str(one), words) for one, words in deciders]
    form.decider.choices = [SelectChoice("", _l("Choose a person")), *choices_of_people]
    form.offered = frozenset(str(one) for one, _ in deciders)
    return form
