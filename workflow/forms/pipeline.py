"""The pipeline's filters, as its address carries them."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag
from wtforms.validators import Length, ValidationError

from workflow.forms.selection import Selection
from workflow.spoken import lazy_gettext as _l

EVERY_ROUND = "all"
LONGEST_WORDS = 200

Pairs = Sequence[tuple[str, str]]


ORDERS = {"due": _l("Due soonest first"), "since": _l("Longest at the stage first")}
"""Orders of the list beside the usual one, which is by what moved last."""


@dataclass(frozen=True, slots=True)
class PipelineChoices:
    """What can be chosen: pairs of a value and its words."""

    round: Pairs
    stage: Pairs
    province: Pairs
    region: Pairs
    cluster: Pairs
    holder: Pairs
    order: Pairs = tuple(ORDERS.items())


COLUMNS = {
    "title": _l("Title"),
    "round": _l("Round"),
    "stage": _l("Stage"),
    "holder": _l("Held by"),
    "days": _l("Working days at the stage"),
    "since": _l("Since"),
    "due": _l("Due"),
    "revision": _l("Revision"),
    "projects": _l("Projects"),
    "money": _l("Million baht"),
    "moved": _l("Last moved"),
    "no": _l("Plan no"),
}
"""What the list can show beside the province, in the order in which it does."""
USUAL = ("stage", "holder", "days", "due", "money", "moved")
"""Columns where none are chosen."""


class _Choice(Selection):
    """A selection whose value came in an address, where anything can stand."""

    def pre_validate(self, form: Any) -> None:
        """Raise ValidationError where the value is none of the choices."""
        _judge([self.data], {value for value, *_ in self.iter_choices()})


class _Choices(SelectMultipleField):
    """Several of a selection, likewise."""

    def pre_validate(self, form: Any) -> None:
        """Raise ValidationError where a value is none of the choices."""
        _judge(self.data or (), {value for value, *_ in self.iter_choices()})


def _judge(given: Iterable[object], known: Container[object]) -> None:
    odd = next((str(value)[:40] for value in given if value not in known), None)
    if odd is not None:
        raise ValidationError(
            gettext("“%(value)s” is none of the choices: choose another", value=odd)
        )


class PipelineForm(Form):
    """Filters of the pipeline; empty means all, and the newest round."""

    q = StringField(
        _l("Words of the title"),
        [Length(max=LONGEST_WORDS, message=_l("At most %(max)d characters"))],
        filters=[lambda typed: (typed or "").strip()],
        render_kw={"type": "search", "maxlength": LONGEST_WORDS},
    )
    round = _Choice(_l("Round"), default="")
    stage = _Choice(_l("Stage"), default="")
    province = _Choice(_l("Province"), default="")
    region = _Choice(_l("Region"), default="")
    cluster = _Choice(_l("Province cluster"), default="")
    holder = _Choice(_l("Held by"), default="")
    order = _Choice(_l("Listed by"), default="")
    overdue = BooleanField(_l("Only what is late"))
    columns = _Choices(_l("Columns"))

    @property
    def order_words(self) -> str:
        """The order of the list in words."""
        return str(ORDERS.get(self.order.data, _ALL["order"]))

    @property
    def shown(self) -> tuple[str, ...]:
        """Columns to show, in their order: those that are chosen, else the usual ones."""
        chosen = self.columns.data or USUAL
        return tuple(column for column in COLUMNS if column in chosen)


SELECTIONS = ("round", "stage", "province", "region", "cluster", "holder", "order")
_ALL = {
    "stage": _l("All stages"),
    "province": _l("All provinces"),
    "region": _l("All regions"),
    "cluster": _l("All clusters"),
    "holder": _l("All holders"),
    "order": _l("Last moved first"),
}


def pipeline_form(given: MultiDict[str, str], choices: PipelineChoices) -> PipelineForm:
    """The form with its choices, filled from an address."""
    form = PipelineForm(given)
    form.columns.choices = [SelectChoice(*pair) for pair in COLUMNS.items()]
    for name in SELECTIONS:
        listed = [SelectChoice(*pair) for pair in getattr(choices, name)]
        if name in _ALL:
            listed.insert(0, SelectChoice("", _ALL[name]))
        getattr(form, name).choices = listed
    return form


def address_of(form: PipelineForm, given: MultiDict[str, str]) -> str:
    """What a valid form asks, as an address carries it: each thing once, always in the same order.

    given: what the form was filled from. The newest round is named only where that names it.
    """
    values = {name: form[name].data for name in ("q", *SELECTIONS)}
    values |= {"round": given.get("round", ""), "overdue": "y" if form.overdue.data else ""}
    pairs = [(name, value) for name, value in values.items() if value]
    columns = form.shown if form.shown != USUAL else ()
    return urlencode([*pairs, *(("columns", column) for column in columns)])
