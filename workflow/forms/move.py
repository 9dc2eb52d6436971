"""The form of a move, made from what the move asks. It only reads shapes; the rules judge."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag

from workflow.forms.labels import LABELS
from workflow.states.asks import TEXTS
from workflow.states.facts import Checked, Given, NewPoint, Reply
from workflow.states.procedure import Ask, Move
from workflow.states.refusals import Reason
from workflow.thai import text
from workflow.thai.dates import NotADate, parse_date

HINTS = {
    "opinion": _l("Printed on the endorsement sheet and sent on with the plan"),
    "reason": _l("Everyone concerned reads this"),
    "order": _l("What is to be done before the plan comes back"),
    "summary": _l("What was changed, in a few sentences"),
    "due": _l("For example 17/12/2569 or 2026-12-17; leave empty for the usual time"),
}
ANSWERS = [("fixed", _l("Fixed")), ("explained", _l("Explained")), ("contested", _l("Contested"))]
FIRST_POINTS = 2
"""Empty rows for points that a return begins with."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form offers, handed in by the view: places and rows of the plan for points, open
    points to answer or tick, items to check, warnings to acknowledge. Pairs are code and words."""

    places: Sequence[tuple[str, str, str]] = ()
    """Dotted place, label, and the section that it is grouped under."""
    rows: Sequence[tuple[str, str]] = ()
    to_answer: Sequence[int] = ()
    to_tick: Sequence[int] = ()
    checks: Sequence[tuple[str, str]] = ()
    warnings: Sequence[tuple[str, str]] = ()


@dataclass(slots=True)
class Reading:
    """What a form gave, and what could not even be read."""

    given: Given
    reasons: list[Reason] = field(default_factory=list)


class MoveForm(FlaskForm):
    """What every move carries: what the person saw, and the operation's id."""

    version = HiddenField()
    digest = HiddenField()
    operation_id = HiddenField()

    move: Move
    choices: Choices

    @property
    def asked(self) -> list[str]:
        """Names of the texts that the move asks for, in its order."""
        return [ask.name for ask in self.move.asks if ask.name in TEXTS]

    def has(self, name: str) -> bool:
        """Whether the move asks for something."""
        return self.move.asks_for(name) is not None

    def grows(self, wanted: str | None) -> bool:
        """Add a row when that is what was pressed: the form is then only shown again."""
        if wanted != "points" or not self.has("points"):
            return False
        self["points"].append_entry()
        return True


def move_form(move: Move, choices: Choices) -> MoveForm:
    """A form for a move, filled from the request when it posts."""
    fields: dict[str, Any] = {"move": move, "choices": choices}
    for ask in move.asks:
        fields |= _fields(ask, choices)
    if move.fresh:
        fields["password"] = PasswordField(
            _l("Your password"), render_kw={"autocomplete": "current-password"}
        )
    made: MoveForm = type("MadeMoveForm", (MoveForm,), fields)()
    return made


def read_given(form: MoveForm) -> Reading:
    """What was given, cleaned; dates read in either era."""
    reading = Reading(Given())
    values: dict[str, Any] = {name: text.clean(form[name].data or "") for name in form.asked}
    if form.has("points"):
        values["points"] = tuple(_points(form))
    if form.has("replies"):
        values["replies"] = tuple(_replies(form))
    if form.has("ticks"):
        ticked = [no for no in form.choices.to_tick if form[f"ticks-{no}"].data]
        values["ticks"] = frozenset(ticked)
    if form.has("checklist"):
        values["checklist"] = tuple(_checked(form))
    if form.has("warnings"):
        codes = {code for code, _ in form.choices.warnings}
        values["warnings"] = frozenset(c for c in codes if form[f"warnings-{c}"].data)
    if form.has("due"):
        values["due"] = _due(form["due"].data or "", reading)
    reading.given = Given(**values)
    return reading


def _fields(ask: Ask, choices: Choices) -> dict[str, Any]:
    match ask.name:
        case "points":
            return {"points": FieldList(FormField(_point_form(choices)), min_entries=FIRST_POINTS)}
        case "replies":
            return {n: f for no in choices.to_answer for n, f in _reply_fields(no).items()}
        case "ticks":
            return {f"ticks-{no}": BooleanField(_l("Settled")) for no in choices.to_tick}
        case "checklist":
            return {n: f for item in choices.checks for n, f in _check_fields(*item).items()}
        case "warnings":
            return {f"warnings-{code}": BooleanField(words) for code, words in choices.warnings}
        case "due":
            return {"due": StringField(_optional(LABELS["due"]), description=HINTS["due"])}
    rows = 3 if ask.optional else 5
    label = _optional(LABELS[ask.name]) if ask.optional else LABELS[ask.name]
    return {ask.name: TextAreaField(label, description=_hint(ask), render_kw={"rows": rows})}


def _optional(label: Any) -> Any:
    return _l("%(label)s (optional)", label=label)


def _hint(ask: Ask) -> Any:
    hint = HINTS.get(ask.name, "")
    if ask.least > 1:
        return _l("At least %(least)d characters, not counting spaces", least=ask.least)
    return hint


def _point_form(choices: Choices) -> type[Form]:
    """The form of one point: where, what, and whether it blocks."""
    places = [SelectChoice("", _l("Choose a place"))]
    places += [SelectChoice(code, label, optgroup=group) for code, label, group in choices.places]
    rows = [SelectChoice(*pair) for pair in (("", _l("All of it")), *choices.rows)]
    fields = {
        "field": SelectField(_l("Section or field"), choices=places, validate_choice=False),
        "row": SelectField(_l("Which row"), choices=rows, validate_choice=False),
        "text": TextAreaField(_l("What is to be corrected"), render_kw={"rows": 3}),
        "advisory": BooleanField(_l("Only a suggestion; need not be followed")),
    }
    return type("PointForm", (Form,), fields)


def _reply_fields(no: int) -> dict[str, Any]:
    answers = [SelectChoice(*pair) for pair in ANSWERS]
    return {
        f"replies-{no}": RadioField(_l("Answer"), choices=answers, validate_choice=False),
        f"replies-{no}-text": TextAreaField(_l("In short"), render_kw={"rows": 2}),
    }


def _check_fields(code: str, words: str) -> dict[str, Any]:
    return {
        f"checklist-{code}": BooleanField(words),
        f"checklist-{code}-note": StringField(_l("Note"), render_kw={"maxlength": 500}),
    }


def _points(form: MoveForm) -> list[NewPoint]:
    rows = [entry.form for entry in form["points"].entries]
    return [
        NewPoint(
            section=(row["field"].data or "").partition(".")[0],
            field=row["field"].data or "",
            text=text.clean(row["text"].data or ""),
            blocking=not row["advisory"].data,
            row=row["row"].data or None,
        )
        for row in rows
        if (row["field"].data or "") or (row["text"].data or "").strip()
    ]


def _replies(form: MoveForm) -> list[Reply]:
    replies = []
    for no in form.choices.to_answer:
        answer, words = form[f"replies-{no}"].data, form[f"replies-{no}-text"].data
        if (answer or "None") != "None" or (words or "").strip():
            replies.append(Reply(no, _chosen(answer), text.clean(words or "")))
    return replies


def _chosen(answer: str | None) -> str:
    return answer if answer in dict(ANSWERS) else ""


def _checked(form: MoveForm) -> list[Checked]:
    return [
        Checked(
            code,
            bool(form[f"checklist-{code}"].data),
            text.clean(form[f"checklist-{code}-note"].data or "")[:500],
        )
        for code, _ in form.choices.checks
    ]


def _due(typed: str, reading: Reading) -> dt.date | None:
    if not typed.strip():
        return None
    try:
        return parse_date(typed)
    except NotADate:
        reading.reasons.append(Reason("not_a_date", field="due"))
        return None
