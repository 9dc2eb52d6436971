"""The form of a section, or of a row that has a page of its own, made from the outline.

Its controls are named as the outline's findings name their places (projects-1-budget-3-item), so
that what is said of a field leads to it. It only reads shapes; the outline judges.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms.form import BaseForm

from workflow.forms.controls import Offered, controls
from workflow.forms.rows import Tree
from workflow.forms.typed import NEGATIVE, given, typed_row
from workflow.outline.fields import Field
from workflow.outline.findings import anchor, found
from workflow.outline.outline import Outline
from workflow.states.refusals import Reason

Body = dict[str, Any]
Named = list[tuple[str, str]]


@dataclass(frozen=True)
class Place:
    """What a form is of: a section, or a row of it. fields: those that it asks for."""

    outline: Outline
    place: str
    fields: tuple[Field, ...]
    row: tuple[int, ...] = ()

    @property
    def prefix(self) -> str:
        """What the names of its controls begin with."""
        return anchor(self.place, self.row) if self.row else ""

    def id_of(self, name: str) -> str:
        """Id of the control, or of the part of the page, that a name within it has."""
        return f"{self.prefix}-{name}" if self.row else name


@dataclass(slots=True)
class Given:
    """What a form gave: a body to judge, and better words for some of what will be said of it."""

    body: Body
    better: dict[str, Reason] = field(default_factory=dict)

    def said(self, judged: Iterable[Reason]) -> list[Reason]:
        """What was judged, in the best words that there are."""
        return [self.better.get(reason.field or "", reason) for reason in judged]


def form_of(place: Place, tree: Tree, offered: Offered) -> BaseForm:
    """A form that shows what is or was typed."""
    made = BaseForm(controls(place.fields, offered, tree), prefix=place.prefix)
    made.process(None, data=tree)
    return made


def read(place: Place, formdata: "MultiDict[str, str]", offered: Offered) -> Tree:
    """What was typed into a form that was sent."""
    made = BaseForm(controls(place.fields, offered, {}), prefix=place.prefix)
    made.process(formdata)
    return _read(place.fields, made)


def show(place: Place, body: Body, language: str) -> Tree:
    """A stored body as its form shows it."""
    return typed_row(place.fields, body, language)


def judged(place: Place, tree: Tree) -> Given:
    """What was typed, as the outline takes it."""
    result = Given({})
    result.body = _Reader(place.outline, result).body(place.fields, place.place, place.row, tree)
    return result


def pairs(place: Place, tree: Tree, leave: Iterable[str] = ()) -> Named:
    """What was typed as names and values, for hidden fields; without the fields to leave out."""
    left = frozenset(leave)
    kept = tuple(one for one in place.fields if one.key not in left)
    return [(place.id_of(name), text) for name, text in _pairs(kept, tree)]


class _Reader:
    """Walks what was typed; notes what it can say better than the outline."""

    def __init__(self, outline: Outline, result: Given):
        self.outline, self.result = outline, result

    def body(self, fields: tuple[Field, ...], place: str, row: tuple[int, ...], tree: Tree) -> Body:
        return {one.key: self._value(one, f"{place}.{one.key}", row, tree) for one in fields}

    def _value(self, one: Field, place: str, row: tuple[int, ...], tree: Tree) -> Any:
        text = tree.get(one.key)
        if one.type == "table":
            rows = enumerate(text or ())
            return [self.body(one.stored, place, (*row, n), entry) for n, entry in rows]
        if one.type in ("list", "multi_choice"):
            return list(text or ())
        value, code = given(one, text or "")
        if code:
            self.result.better[anchor(place, row)] = self._reason(code, one, place, row)
        return value

    def _reason(self, code: str, one: Field, place: str, row: tuple[int, ...]) -> Reason:
        where, section = anchor(place, row), place.partition(".")[0]
        if code == NEGATIVE:
            words = found(self.outline, code, place, row).words
            return Reason(code, field=where, rule=section, words=words)
        return Reason(code, field=where, rule=section, values={"label": one.label})


def _read(fields: tuple[Field, ...], form: BaseForm) -> Tree:
    tree: Tree = {}
    for one in fields:
        control: Any = form[one.key]
        if one.type == "table":
            tree[one.key] = [_read(one.stored, entry.form) for entry in control.entries]
        elif one.type == "list":
            tree[one.key] = [entry.data or "" for entry in control.entries]
        else:
            tree[one.key] = control.data or ([] if one.type == "multi_choice" else "")
    return tree


def _pairs(fields: tuple[Field, ...], tree: Tree) -> Iterator[tuple[str, str]]:
    for one in fields:
        value = tree[one.key]
        if one.type == "table":
            for number, row in enumerate(value):
                inner = _pairs(one.stored, row)
                yield from ((f"{one.key}-{number}-{name}", text) for name, text in inner)
        elif one.type == "list":
            yield from ((f"{one.key}-{number}", text) for number, text in enumerate(value))
        elif one.type == "multi_choice":
            yield from ((one.key, code) for code in value)
        else:
            yield one.key, value
