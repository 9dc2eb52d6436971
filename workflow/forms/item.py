"""Forms about an item of a meeting: its record and its certificate. They only read shapes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    HiddenField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag

from workflow.forms.labels import LABELS
from workflow.forms.selection import Selection
from workflow.forms.sign_in import Proving
from workflow.spoken import lazy_gettext as _l
from workflow.states.refusals import Reason
from workflow.states.resolutions import LONGEST_DECLARATION, Recorded
from workflow.states.votes import Vote
from workflow.thai import text

STATES = [
    ("for", _l("For")),
    ("against", _l("Against")),
    ("abstain", _l("Abstains")),
    ("present", _l("Does not vote")),
    ("absent", _l("Absent")),
    ("declared", _l("Interest")),
]
"""How the holder of a seat stands to an item: one choice a seat, so that twelve are twelve taps."""
_VOTES = {str(vote): vote for vote in Vote}


@dataclass(frozen=True, slots=True)
class Offered:
    """What the form of a record offers. seats: codes of those that may vote. motions, back_to:
    code and words. returning: the motions that say where the plan comes back."""

    seats: Sequence[str] = ()
    motions: Sequence[tuple[str, str]] = ()
    back_to: Sequence[tuple[str, str]] = ()
    returning: Sequence[str] = ()


@dataclass(slots=True)
class RecordReading:
    """What the form gave, and what could not be read."""

    recorded: Recorded
    reasons: list[Reason] = field(default_factory=list)


class RecordForm(FlaskForm):
    """What is entered of an item; a field for each seat."""

    version = HiddenField()
    motion = RadioField(_l("Put to the vote"), validate_choice=False)
    back_to = Selection(_l("Comes back to (for a motion to return)"), validate_choice=False)
    casting = RadioField(_l("Casting vote"), validate_choice=False)
    resolution = TextAreaField(
        _l("Draft of the resolution"),
        description=_l("The presiding co-chair may change it when certifying"),
        render_kw={"rows": 3},
    )
    reason = TextAreaField(
        _l("Reasons"),
        description=_l("Needed when the plan is not approved, at least 50 characters"),
        render_kw={"rows": 3},
    )

    offered: Offered

    def fill(self, wanted: str) -> bool:
        """Let every seat that is not chosen yet stand so, when that is what was pressed: the form
        is then only shown again."""
        if wanted not in dict(STATES):
            return False
        for code in self.offered.seats:
            if not chosen(self[f"seat-{code}"].data):
                self[f"seat-{code}"].data = wanted
        return True


class CertifyForm(Proving, FlaskForm):
    """A certificate: what was seen, the words, the signature."""

    item_version = HiddenField()
    version = HiddenField()
    digest = HiddenField()
    operation_id = HiddenField()
    resolution = TextAreaField(
        LABELS["resolution"],
        description=_l("These words are sent to the province and stand in the record"),
        render_kw={"rows": 4},
    )
    reason = TextAreaField(
        _l("Reasons"), description=_l("At least 50 characters"), render_kw={"rows": 4}
    )


def record_form(offered: Offered) -> RecordForm:
    """A form for an item's record, filled from the request when it posts."""
    fields: dict[str, Any] = {"offered": offered}
    for code in offered.seats:
        states = [SelectChoice(*pair) for pair in STATES]
        fields[f"seat-{code}"] = RadioField(code, choices=states, validate_choice=False)
        fields[f"why-{code}"] = StringField(
            _l("Reason for taking no part"), render_kw={"maxlength": LONGEST_DECLARATION}
        )
    made: RecordForm = type("MadeRecordForm", (RecordForm,), fields)()
    made.motion.choices = [SelectChoice(*pair) for pair in offered.motions]
    made.back_to.choices = [SelectChoice(*pair) for pair in offered.back_to]
    made.casting.choices = [SelectChoice(*pair) for pair in [("", _l("None")), *STATES[:2]]]
    return made


def show_record(form: RecordForm, recorded: Recorded, filled: frozenset[str]) -> None:
    """Fill the form with what stands already. filled: the seats that it was recorded for."""
    for code in form.offered.seats:
        if code in recorded.votes:
            form[f"seat-{code}"].data = str(recorded.votes[code])
        elif code in recorded.declared:
            form[f"seat-{code}"].data = "declared"
            form[f"why-{code}"].data = recorded.declared[code]
        elif code in filled:
            form[f"seat-{code}"].data = "present" if code in recorded.present else "absent"
    form.motion.data = recorded.motion or next(iter(dict(form.offered.motions)), None)
    form.back_to.data = recorded.back_to
    form.casting.data = str(recorded.casting or "")
    form.resolution.data, form.reason.data = recorded.resolution, recorded.reason


def read_record(form: RecordForm) -> RecordReading:
    """What was entered. A seat for which nothing is chosen is a reason: none is forgotten."""
    states = {code: chosen(form[f"seat-{code}"].data) for code in form.offered.seats}
    declared = {
        code: text.clean(form[f"why-{code}"].data or "")
        for code, state in states.items()
        if state == "declared"
    }
    motion = _code(form.motion.data)
    recorded = Recorded(
        motion=motion,
        present=frozenset(code for code, state in states.items() if state in _PRESENT),
        votes={code: _VOTES[state] for code, state in states.items() if state in _VOTES},
        declared=declared,
        casting=_VOTES.get(form.casting.data or ""),
        back_to=_code(form.back_to.data) if motion in form.offered.returning else None,
        resolution=text.clean(form.resolution.data or ""),
        reason=text.clean(form.reason.data or ""),
    )
    missing = [code for code, state in states.items() if not state]
    reading = RecordReading(recorded)
    if missing:
        values = {"seats": ", ".join(missing)}
        reading.reasons.append(Reason("seats_unchosen", field=f"seat-{missing[0]}", values=values))
    if motion is None:
        reading.reasons.append(Reason("motion_unknown", field="motion"))
    return reading


def chosen(data: Any) -> str:
    """A state that was chosen; empty when none was."""
    return data if data in dict(STATES) else ""


def _code(data: Any) -> str | None:
    return data if data and data != "None" else None


_PRESENT = frozenset({"for", "against", "abstain", "present"})
