"""The form that sets a task aside: until the next working day, or until a day that is typed."""

import datetime as dt

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField

from workflow.spoken import lazy_gettext as _l
from workflow.states.refusals import Reason, Refused
from workflow.thai.dates import NotADate, parse_date

NEXT = "next"
"""What the button for the next working day says."""


class SnoozeForm(FlaskForm):
    """version: of the plan as it was seen. when: which button was pressed."""

    version = HiddenField()
    when = HiddenField()
    until = StringField(_l("Another day"), description=_l("For example 17/12/2569 or 2026-12-17"))


def read_day(form: SnoozeForm, next_day: dt.date) -> dt.date:
    """Until when, by the button that was pressed. Refused: what was typed is no date."""
    if form.when.data == NEXT:
        return next_day
    try:
        return parse_date(form.until.data or "")
    except NotADate:
        raise Refused([Reason("not_a_date", field="until")]) from None
