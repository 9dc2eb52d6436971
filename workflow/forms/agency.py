"""The form that invites an agency to comment. It only reads shapes."""

import datetime as dt
from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import StringField

from workflow.forms.selection import Selection
from workflow.spoken import lazy_gettext as _l
from workflow.states.refusals import Reason, Refused
from workflow.thai.dates import NotADate, parse_date


class InviteForm(FlaskForm):
    """Whom to invite, and until when. Agencies are handed in."""

    agency = Selection(_l("Agency"), choices=[], validate_choice=False)
    until = StringField(
        _l("Last day for comments"), description=_l("For example 17/12/2569 or 2026-12-17")
    )

    def offers(self, agencies: Sequence[tuple[int, str]]) -> None:
        """Offer agencies: a person's id, and their name."""
        self.agency.choices = [(str(person_id), name) for person_id, name in agencies]


def read_invitation(form: InviteForm) -> tuple[int, dt.date]:
    """Whom and until when, as it was typed; 0 for nobody. Refused: what was typed is no day."""
    typed = form.agency.data or ""
    agency = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    try:
        return agency, parse_date(form.until.data or "")
    except NotADate as odd:
        raise Refused([Reason("not_a_date", field="until")]) from odd
