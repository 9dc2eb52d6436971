"""What an editor's page works with: what its form asks for, and what it offers to choose."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

import geothai
from flask import request

from workflow.facts.plan_facts import Case
from workflow.forms.controls import Offered
from workflow.forms.rows import BUTTONS
from workflow.forms.section import Place
from workflow.outline.attached import FILES
from workflow.outline.fields import Field, Section
from workflow.outline.reading import years
from workflow.outline.rows import is_numbered, place_of, replaced
from workflow.queries.editor import Editor
from workflow.queries.files import files_of
from workflow.queries.reference import institution_names
from workflow.spoken import language
from workflow.states.refusals import NotFound, Refused
from workflow.views.reading import row_id

Body = dict[str, Any]

FIXED = "fixed_at_create"
_PICK = "pick:"
_ROOM = 44
"""Characters of a file's name in a list of choices."""


class Written(Protocol):
    """A plan with its text, on whatever page."""

    @property
    def case(self) -> Case:
        """The plan."""
        ...

    @property
    def sections(self) -> Mapping[str, Any]:
        """Its text by section."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """A section on the desk, or one row of it that has a page of its own."""

    editor: Editor
    section: Section
    offered: Offered
    table: Field | None = None
    number: int = 0
    """Index of the row, as it now stands."""
    code: str = ""
    """Code of the row, as it was seen."""
    sent_as: int = 0
    """Index of the row in the address, and so in the names that a form sends."""

    @property
    def plan_id(self) -> int:
        """Id of the plan."""
        return int(self.editor.case.plan.id)

    @property
    def body(self) -> Body:
        """The section as it now stands."""
        return self.editor.sections[self.section.key]

    @property
    def version(self) -> int:
        """Version of the section as it now stands."""
        return self.editor.version(self.section.key)

    @property
    def place(self) -> Place:
        """What the form asks for."""
        return self._place(self.number)

    @property
    def sent_place(self) -> Place:
        """The same under the names that a form sends: its row may have moved meanwhile."""
        return self._place(self.sent_as)

    def _place(self, number: int) -> Place:
        outline, key = self.editor.case.outline, self.section.key
        if self.table is None:
            return Place(outline, key, asked(self.section))
        fields = tuple(one for one in self.table.stored if not _is_given(self.table, one))
        return Place(outline, f"{key}.{self.table.key}", fields, (number,))

    def part(self, body: Body) -> Body:
        """What a text of the section has for the form: itself, or the row."""
        if self.table is None:
            return body
        rows = body[self.table.key]
        place = place_of(self.table, rows, self.code, self.number)
        return {} if place is None else rows[place]

    def whole(self, body: Body, part: Body) -> Body:
        """A text of the section with what the form gave."""
        if self.table is None:
            return body | part
        row = {self.table.row_key or "": self.code} | self.part(body) | part
        place = place_of(self.table, body[self.table.key], self.code, self.number)
        return replaced(self.table, body, place, row)

    def seen(self, version: int) -> Any:
        """The section in the version that the person saw, or UNKNOWN."""
        return self.editor.seen(self.section.key, version)


def desk_of_section(editor: Editor, key: str) -> Desk:
    """A whole section. Raises NotFound."""
    return Desk(editor, editor.section(key), offered(editor, editor.section(key)))


def desk_of_row(editor: Editor, key: str, no: int) -> Desk:
    """A row by its number, from 1, or the one that the form says was seen. Raises NotFound."""
    section = editor.section(key)
    table = next((one for one in section.stored if one.row_page and one.row_key), None)
    if table is None:
        raise NotFound(f"section {key} row {no}")
    rows, sent = editor.sections[key][table.key], request.form.get("row")
    if sent is None and no > len(rows):
        raise NotFound(f"section {key} row {no}")
    code = str(rows[no - 1][table.row_key]) if sent is None else sent
    place = place_of(table, rows, code, no - 1)
    number = len(rows) if place is None else place
    return Desk(editor, section, offered(editor, section), table, number, code, no - 1)


def anew(desk: Desk, editor: Editor) -> Desk:
    """The same on the desk, as it now stands: rows may have moved or gone."""
    if desk.table is None:
        return replace(desk, editor=editor)
    rows = editor.sections[desk.section.key][desk.table.key]
    place = place_of(desk.table, rows, desk.code, desk.number)
    return replace(desk, editor=editor, number=len(rows) if place is None else place)


def asked(section: Section) -> tuple[Field, ...]:
    """Fields that a section's own form asks for."""
    return tuple(one for one in section.stored if FIXED not in one.rules and not one.row_page)


def closed(editor: Editor) -> None:
    """Refuse a page of the editor to whoever may not write now."""
    if editor.reasons:
        raise Refused(editor.reasons)


def pressed() -> tuple[str, str] | None:
    """The button of a row that was pressed, and what it names."""
    found = [(name, request.form[name]) for name in BUTTONS if name in request.form]
    return found[0] if found else None


def picked() -> frozenset[str]:
    """Where somebody chose the other text."""
    chosen = (name for name, value in request.form.items() if value == "theirs")
    return frozenset(name.removeprefix(_PICK) for name in chosen if name.startswith(_PICK))


def version_seen() -> int:
    """The version that the form carries; 0, which no section has, when it does not say."""
    return row_id(request.form.get("version")) or 0


def offered(editor: Written, section: Section, said: str = "") -> Offered:
    """Choices that come from the plan, the round and the country; said: the language, if not that
    of the request."""
    said = said or language()
    plan, sections = editor.case.plan, editor.sections
    span = years(sections) or range(plan.fiscal_year_start, plan.fiscal_year_end + 1)
    issues = sections.get("issues", {}).get("issues", ())
    choices = {
        "years": [(str(year), str(year)) for year in span],
        "districts": _districts(plan.province_code, said),
        "issues.issues.code": [
            (one["code"], f"{one['code']} {one['name']}".strip()) for one in issues if one["code"]
        ],
        "representation.institutions.code": _institutions(editor, said),
        FILES: _files(editor, section),
    }
    return Offered(said, choices)


def _files(editor: Written, section: Section) -> list[tuple[str, str]]:
    """The files that the plan has, where the section names any."""
    if not any(column.refers_to == FILES for one in section.stored for column in one.stored):
        return []
    return [(one.digest, _short(one.name)) for one in files_of(editor.case.plan.id)]


def _short(name: str) -> str:
    """A file's name that leaves room for the other columns of a row."""
    return name if len(name) <= _ROOM else f"{name[: _ROOM - 13]}…{name[-12:]}"


def _institutions(editor: Written, said: str) -> list[tuple[str, str]]:
    """The institution that represents the province today."""
    code = editor.case.plan.institution
    return [(code, institution_names()[code].text(said))] if code else []


@functools.lru_cache(maxsize=256)
def _districts(province: str, lang: str) -> list[tuple[str, str]]:
    found = geothai.districts(province)
    return [(one.code, one.name_en if lang == "en" else one.name_th) for one in found]


def _is_given(table: Field, column: Field) -> bool:
    """Whether a row's code is not asked for, because it is the row's number."""
    return column.key == table.row_key and is_numbered(table)
