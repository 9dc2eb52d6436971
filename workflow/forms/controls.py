"""The controls of a form that is made from an outline: one for each type of field."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from wtforms import (
    FieldList,
    FormField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import Choice, SelectChoice  # type: ignore[attr-defined]  # stubs lag
from wtforms.form import BaseForm

from workflow.forms.rows import Tree
from workflow.forms.selection import Selection
from workflow.forms.typed import is_money
from workflow.outline.fields import Field
from workflow.thai.dates import MONTHS_EN, SHORT_TH

Pairs = Sequence[tuple[str, str]]

LONG = 254
"""Characters beyond which a text gets a control of several lines."""
_OF_THE_PLAN = frozenset({"activity_year", "budget_year"})
"""Rules of years that must be the plan's: they are chosen, not typed."""
_FIRST_MONTH = 10
_KEYBOARDS = {
    "int": "numeric",
    "year_be": "numeric",
    "decimal": "decimal",
    "email": "email",
    "digits": "tel",
}
"""What a telephone offers for a type, or for a rule."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What a form offers, handed in by the view: choices by what a field takes them from."""

    language: str
    choices: Mapping[str, Pairs] = field(default_factory=dict)

    def of(self, one: Field) -> Pairs | None:
        """Codes and words that a field is chosen from; None when it is typed."""
        if one.type == "month":
            names = SHORT_TH if self.language == "th" else [name[:3] for name in MONTHS_EN]
            return [(str(n), names[(n - 2 + _FIRST_MONTH) % 12]) for n in range(1, 13)]
        if _OF_THE_PLAN.intersection(one.rules):
            return self.choices.get("years")
        if one.choices:
            return [(choice.code, choice.label.text(self.language)) for choice in one.choices]
        return self.choices.get(one.refers_to or one.choices_from or "")


class Chosen(Selection):
    """A choice that also shows what stands there though it is not offered."""

    def iter_choices(self) -> Iterator[Choice]:
        """The choices, then a stranger."""
        listed = list(super().iter_choices())
        yield from listed
        if self.data and self.data not in {choice[0] for choice in listed}:
            yield Choice(self.data, self.data, True, {})


class ChosenMany(SelectMultipleField):
    """Several of a list, drawn as boxes; also what stands there though it is not offered."""

    def iter_choices(self) -> Iterator[Choice]:
        """What is chosen, in the order in which it is kept, then the rest."""
        offered = {choice[0]: choice for choice in super().iter_choices()}
        for code in self.data or ():
            yield offered.pop(code, None) or Choice(code, code, True, {})
        yield from offered.values()


class Entries(FieldList):  # type: ignore[type-arg]  # generic in the stubs alone
    """Rows of a table or texts of a list; takes only names such as it gave out itself."""

    def _extract_indices(self, prefix: str, formdata: "MultiDict[str, str]") -> Iterator[int]:
        named = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,4}})(?:-[a-z0-9_-]+)?", re.ASCII)
        return (int(match[1]) for name in formdata if (match := named.fullmatch(name)))


def controls(fields: tuple[Field, ...], offered: Offered, shown: Tree) -> dict[str, Any]:
    """Controls by key, not yet bound to a form. shown: what they will show."""
    return {one.key: _control(one, offered, shown.get(one.key)) for one in fields}


def _control(one: Field, offered: Offered, shown: Any) -> Any:
    label, hint = (words.text(offered.language) for words in (one.label, one.hint))
    if one.type == "table":
        return Entries(FormField(_row_form(one, offered, shown or ())), label, description=hint)
    if one.type == "list":
        lines = TextAreaField(label, render_kw={"rows": 2})
        return Entries(lines, label, description=hint)
    choices = offered.of(one)
    if one.type == "multi_choice":
        many = [SelectChoice(*pair) for pair in choices or ()]
        return ChosenMany(label, description=hint, choices=many, validate_choice=False)
    if choices is not None:
        listed = [SelectChoice("", gettext("Choose")), *(SelectChoice(*pair) for pair in choices)]
        return Chosen(label, description=hint, choices=listed, validate_choice=False)
    return _typed(one, label, hint, shown)


def _typed(one: Field, label: str, hint: str, shown: Any) -> Any:
    texts = shown if isinstance(shown, list) else [shown or ""]
    if one.type == "longtext":
        rows = 3 if int(one.max or 0) <= 1000 else 8
        return TextAreaField(label, description=hint, render_kw={"rows": rows})
    long = one.type == "text" and int(one.max or 0) > LONG
    if long or any("\n" in text for text in texts):
        return TextAreaField(label, description=hint, render_kw={"rows": 2})
    rules = [_KEYBOARDS[rule] for rule in one.rules if rule in _KEYBOARDS]
    keyboard = "decimal" if is_money(one) else next(iter(rules), _KEYBOARDS.get(one.type))
    return StringField(
        label, description=hint, render_kw={"inputmode": keyboard} if keyboard else {}
    )


def _row_form(table: Field, offered: Offered, rows: Sequence[Tree]) -> Any:
    """What makes the form of a row; it stands where WTForms expects a class."""
    columns = {
        one.key: [text for row in rows if isinstance(text := row.get(one.key), str)]
        for one in table.stored
    }
    unbound = controls(table.stored, offered, columns)

    def made(formdata: Any = None, obj: Any = None, prefix: str = "", **data: Any) -> BaseForm:
        data.pop("meta", None)
        form = BaseForm(unbound, prefix=prefix)
        form.process(formdata, data=data)
        return form

    return made
