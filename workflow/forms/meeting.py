"""Forms about a meeting: making it, its agenda, and each act. They only read shapes."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag

from workflow.spoken import lazy_gettext as _l
from workflow.states.refusals import Reason
from workflow.thai import text
from workflow.thai.dates import NotADate, parse_date
from workflow.thai.numbers import arabic

LARGEST = 2_147_483_647
_CLOCK = re.compile(r"(\d{1,2})[:.](\d\d)(?: ?น\.?)?", re.ASCII)


class MeetingForm(FlaskForm):
    """A meeting to be made."""

    operation_id = HiddenField()
    number = StringField(
        _l("Number of the meeting in its year"), render_kw={"inputmode": "numeric"}
    )
    held_on = StringField(_l("Day"), description=_l("For example 17/12/2569 or 2026-12-17"))
    time = StringField(_l("Time"), description=_l("For example 09:30"))
    place_th = StringField(_l("Place"))
    place_en = StringField(_l("Place in English (optional)"))


@dataclass(slots=True)
class MeetingReading:
    """What the form of a new meeting gave, and what could not even be read."""

    number: int = 0
    held_on: dt.date = dt.date.min
    time: str = ""
    place_th: str = ""
    place_en: str = ""
    reasons: list[Reason] = field(default_factory=list)


def read_meeting(form: MeetingForm) -> MeetingReading:
    """What was typed, cleaned: either era, either kind of digits."""
    reading = MeetingReading(
        number=number(form.number.data),
        time=_time(form.time.data or ""),
        place_th=text.clean(form.place_th.data or ""),
        place_en=text.clean(form.place_en.data or ""),
    )
    try:
        reading.held_on = parse_date(form.held_on.data or "")
    except NotADate:
        reading.reasons.append(Reason("not_a_date", field="held_on"))
    return reading


class ActForm(FlaskForm):
    """An act on a meeting: what was seen, and for its opening who presides."""

    version = HiddenField()
    operation_id = HiddenField()
    presiding = RadioField(_l("Presiding co-chair"), validate_choice=False)

    def offers(self, chairs: Sequence[tuple[str, str]]) -> None:
        """Offer co-chairs: code of the seat, and words."""
        self.presiding.choices = [SelectChoice(*pair) for pair in chairs]


class PostponeForm(FlaskForm):
    """An item to be postponed."""

    version = HiddenField()
    operation_id = HiddenField()
    note = TextAreaField(
        _l("Why it is postponed"),
        description=_l("Stands in the record of the meeting"),
        render_kw={"rows": 3},
    )


def read_agenda(form: "MultiDict[str, str]") -> tuple[int, ...]:
    """The agenda that was asked for: the plans as they were seen, after what was pressed.

    act: up-4, down-4, out-4, in-4, or order: by the numbers typed beside the plans.
    """
    plans = [plan for plan in map(number, form.getlist("plan")) if plan]
    act, _, typed = form.get("act", "").partition("-")
    plan = number(typed)
    if act == "in" and plan and plan not in plans:
        return (*plans, plan)
    if act == "order":
        return tuple(sorted(plans, key=lambda one: number(form.get(f"place-{one}")) or LARGEST))
    if plan not in plans:
        return tuple(plans)
    at = plans.index(plan)
    plans.pop(at)
    if act == "out":
        return tuple(plans)
    plans.insert(max(0, at + {"up": -1, "down": 1}.get(act, 0)), plan)
    return tuple(plans)


def number(typed: Any) -> int:
    """A whole number that was typed, in either kind of digits; 0 for what is none."""
    plain = arabic(str(typed or "")).strip()
    return min(int(plain), LARGEST) if re.fullmatch("[0-9]{1,10}", plain) else 0


def _time(typed: str) -> str:
    """09:30 from 9.30, ๐๙:๓๐ or 09:30 น.; what is no time stays as it is, and is refused."""
    plain = arabic(typed).strip()
    found = _CLOCK.fullmatch(plain)
    return f"{int(found[1]):02}:{found[2]}" if found else plain
