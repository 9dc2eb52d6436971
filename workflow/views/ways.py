"""Ways through the editor: from a section or row to its neighbours, and from a finding to the field
in which it is put right."""

import re
from dataclasses import dataclass
from typing import Any

from flask import url_for

from workflow.outline.fields import Section
from workflow.outline.outline import Outline
from workflow.views.editing import Body, Desk

_ROW = re.compile(r"([a-z][a-z0-9_]*)-([0-9]+)(?:-.*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Way:
    """Where an editor's page leads: the address of its form, what comes before and after."""

    desk: Desk
    here: str
    before: str
    next: str

    def here_in(self, body: Body) -> str:
        """The same page after a save: a row may then stand elsewhere, or not at all."""
        desk = self.desk
        if desk.table is None:
            return self.here
        rows = body[desk.table.key]
        if desk.number < len(rows):
            return self.here
        return section_way(desk.plan_id, desk.section.key)


def way_on(desk: Desk) -> Way:
    """Where a page of the editor leads."""
    plan, key = desk.plan_id, desk.section.key
    if desk.table is None:
        keys = list(desk.editor.case.outline.section)
        at = keys.index(key)
        before = section_way(plan, keys[at - 1]) if at else list_way(plan)
        after = section_way(plan, keys[at + 1]) if at + 1 < len(keys) else list_way(plan)
        return Way(desk, section_way(plan, key), before, after)
    rows, no = desk.body[desk.table.key], desk.number + 1
    above = section_way(plan, key)
    return Way(
        desk,
        row_way(plan, key, no),
        row_way(plan, key, no - 1) if no > 1 else above,
        row_way(plan, key, no + 1) if no < len(rows) else above,
    )


def list_way(plan_id: int) -> str:
    """The list of sections."""
    return url_for("sections.listed", plan_id=plan_id)


def section_way(plan_id: int, key: str) -> str:
    """The form of a section."""
    return url_for("sections.section", plan_id=plan_id, key=key)


def row_way(plan_id: int, key: str, no: int) -> str:
    """The form of a row, by its number from 1."""
    return url_for("rows.row", plan_id=plan_id, key=key, no=no)


def edit_way(plan_id: int, outline: Outline, section: str, anchor: str) -> str:
    """The field of a form in which something is put right."""
    if no := row_of(outline.section[section], anchor):
        return f"{row_way(plan_id, section, no)}#{anchor}"
    return f"{section_way(plan_id, section)}#{anchor}"


def row_of(section: Section, anchor: str) -> int | None:
    """Number of the row with a page of its own that a control stands in, from 1; None: in none."""
    found = _ROW.fullmatch(anchor)
    table: Any = section.field.get(found[1]) if found else None
    return int(found[2]) + 1 if found and table is not None and table.row_page else None
