"""The form of a move, made from what the move asks. It only reads shapes; the rules judge."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
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
from workflow.states.asks import MOST_POINTS, TEXTS
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
LONGEST_NOTE = 500
_LONG = 20_000
"""Characters beyond which a text is judged before the plan is locked, for judging takes time."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form offers, handed in by the view: places and rows of the plan for points, open
    points to answer or tick, items to check, warnings to acknowledge. Pairs are code and words."""

    places: Sequence[tuple[str, str, str]] = ()
    """Dotted place, label, and the section that it is grouped under."""
    rows: Sequence[tuple[str, str, str]] = ()
    """Key of a row that has a page of its own, its words, and the place of its table."""
    to_answer: Sequence[int] = ()
    to_tick: Sequence[int] = ()
    checks: Sequence[tuple[str, str]] = ()
    warnings: Sequence[tuple[str, str]] = ()

    def has_place(self, place: str, row: str | None) -> bool:
        """Whether a place is one of those offered, and a row one of its table."""
        if place not in {code for code, _, _ in self.places}:
            return False
        return row is None or any(
            row == code and (place == table or place.startswith(f"{table}."))
            for code, _, table in self.rows
        )


@dataclass(slots=True)
class Reading:
    """What a form gave, and what could not even be read."""

    given: Given
    reasons: list[Reason] = field(default_factory=list)

    @property
    def is_long(self) -> bool:
        """Whether something is so long that judging it takes time."""
        given = self.given
        lengths = [len(getattr(given, name)) for name in TEXTS]
        lengths += [len(point.text) for point in given.points]
        return sum(lengths) + sum(len(reply.text) for reply in given.replies) > _LONG


class MoveForm(FlaskForm):
    """What every move carries: what the person saw, the operation's id, and the mark of what they
    had begun, not sent and kept."""

    version = HiddenField()
    digest = HiddenField()
    operation_id = HiddenField()
    unsent = HiddenField()

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
        """Add a row when that is what was pressed: the form is then only shown again. There are
        never more empty rows than in the beginning."""
        if wanted != "points" or not self.has("points"):
            return False
        if len(self["points"]) < MOST_POINTS and self.empty_points < FIRST_POINTS:
            self["points"].append_entry()
        return True

    @property
    def empty_points(self) -> int:
        """Rows for points that nobody has begun."""
        rows = [entry.form for entry in self["points"].entries]
        return sum(not (row["field"].data or (row["text"].data or "").strip()) for row in rows)


class Rows(FieldList):  # type: ignore[type-arg]  # generic in the stubs alone
    """A list of rows that takes only names which it gave out itself (points-0-text), and of these
    only rows that were begun: what is said of row 2 is about the second row on the page."""

    def _extract_indices(self, prefix: str, formdata: "MultiDict[str, str]") -> Iterator[int]:
        named = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,3}})-(?:field|text)")
        begun = [name for name in formdata if any(str(v).strip() for v in formdata.getlist(name))]
        return (int(found[1]) for name in begun if (found := named.fullmatch(name)))


def move_form(move: Move, choices: Choices, begun: "MultiDict[str, str] | None" = None) -> MoveForm:
    """A form for a move, filled from the request when it posts, else with what was begun."""
    bases = (Proving, MoveForm) if move.fresh else (MoveForm,)
    made: MoveForm = made_form(move, choices, bases, begun)
    return made


def made_form(
    move: Move,
    choices: Choices,
    bases: tuple[type, ...],
    begun: "MultiDict[str, str] | None" = None,
) -> Any:
    """A form of some kind with a field for everything that a move asks for."""
    fields: dict[str, Any] = {"move": move, "choices": choices}
    for ask in move.asks:
        fields |= _fields(ask, choices)
    filled = {} if begun is None else {"formdata": begun}
    return type("MadeMoveForm", bases, fields)(**filled)


def read_given(form: MoveForm) -> Reading:
    """What was given, cleaned; dates read in either era."""
    reading = Reading(Given())
    values: dict[str, Any] = {name: text.clean(form[name].data or "") for name in form.asked}
    if form.has("points"):
        values["points"] = tuple(_points(form, reading))
    if form.has("replies"):
        values["replies"] = tuple(_replies(form))
    if form.has("ticks"):
        ticked = [no for no in form.choices.to_tick if form[f"ticks-{no}"].data]
        values["ticks"] = frozenset(ticked)
    if form.has("checklist"):
        values["checklist"] = tuple(_checked(form, reading))
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
            rows = FormField(_point_form(choices))
            return {"points": Rows(rows, min_entries=FIRST_POINTS, max_entries=MOST_POINTS + 1)}
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
    height = 3 if ask.optional else 5
    label = _optional(LABELS[ask.name]) if ask.optional else LABELS[ask.name]
    return {ask.name: TextAreaField(label, description=_hint(ask), render_kw={"rows": height})}


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
    rows = [SelectChoice("", _l("All of it"))]
    rows += [SelectChoice(code, label) for code, label, _ in choices.rows]
    fields = {
        "field": Selection(_l("Section or field"), choices=places, validate_choice=False),
        "row": Selection(_l("Which row"), choices=rows, validate_choice=False),
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
        f"checklist-{code}-note": StringField(_l("Note"), render_kw={"maxlength": LONGEST_NOTE}),
    }


def _points(form: MoveForm, reading: Reading) -> list[NewPoint]:
    """Points that were begun; their places must be of the plan."""
    points = []
    for at, entry in enumerate(form["points"].entries):
        place, row = entry.form["field"].data or "", entry.form["row"].data or None
        words, blocking = text.clean(entry.form["text"].data or ""), not entry.form["advisory"].data
        if not place and not words:
            continue
        points.append(NewPoint(place.partition(".")[0], place, words, blocking, row))
        if not form.choices.has_place(place, row):
            field, values = f"points-{at}-field", {"no": at + 1}
            reading.reasons.append(Reason("point_place_unknown", field=field, values=values))
    return points


def _replies(form: MoveForm) -> list[Reply]:
    replies = []
    for no in form.choices.to_answer:
        answer, words = form[f"replies-{no}"].data, form[f"replies-{no}-text"].data
        if (answer or "None") != "None" or (words or "").strip():
            replies.append(Reply(no, _chosen(answer), text.clean(words or "")))
    return replies


def _chosen(answer: str | None) -> str:
    return answer if answer in dict(ANSWERS) else ""


def _checked(form: MoveForm, reading: Reading) -> list[Checked]:
    checked = []
    for code, _ in form.choices.checks:
        name = f"checklist-{code}-note"
        note = text.clean(form[name].data or "")
        if text.length(note) > LONGEST_NOTE:
            reading.reasons.append(Reason("ask_long", field=name, values={"most": LONGEST_NOTE}))
        checked.append(Checked(code, bool(form[f"checklist-{code}"].data), note))
    return checked


def _due(typed: str, reading: Reading) -> dt.date | None:
    if not typed.strip():
        return None
    try:
        return parse_date(typed)
    except NotADate:
        reading.reasons.append(Reason("not_a_date", field="due"))
        return None
