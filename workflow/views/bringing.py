"""A table on the desk into which a file is read: what would come of it, kept until it is saved."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from itsdangerous import BadSignature, URLSafeTimedSerializer

from workflow.access import now, person
from workflow.blobs import Lost
from workflow.canonical import canonical_json
from workflow.extensions import brought_rows, settings
from workflow.outline.changes import Block, blocks, counted
from workflow.outline.fields import Field, Section
from workflow.outline.grids import (
    Brought,
    Numbers,
    is_taken,
    joined,
    misnumbered,
    table_of,
)
from workflow.outline.values import clean_section
from workflow.queries.editor import Editor
from workflow.states.refusals import NotFound, Reason
from workflow.views.comparing import leaf, split
from workflow.views.editing import Body

KEPT_S = 86_400
"""Seconds for which what was read waits to be saved."""


@dataclass(frozen=True, slots=True)
class TableDesk:
    """A table of a section that somebody may write."""

    editor: Editor
    section: Section
    table: Field

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
    def place(self) -> str:
        """Dotted place of the table."""
        return f"{self.section.key}.{self.table.key}"

    def seen(self, version: int) -> Any:
        """The section in a version, or UNKNOWN."""
        return self.editor.seen(self.section.key, version)

    def whole(self, body: Body, brought: Brought, way: str) -> Body:
        """A text of the section with what a file brings."""
        plan = self.editor.case.plan
        numbers = Numbers(plan.province_code, plan.fiscal_year_start)
        rows = joined(self.table, body[self.table.key], brought, way, numbers)
        return body | {self.table.key: rows}


@dataclass(frozen=True, slots=True)
class Waiting:
    """What was read of a file and is not saved yet. version: of the section, as it was seen."""

    brought: Brought
    way: str
    version: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would come of it: changes as far as a page shows them, how many of each kind in all, and
    what carries it to the save. reasons: what stands against it."""

    blocks: Sequence[Block]
    more: int
    counts: Mapping[str, int]
    token: str
    reasons: Sequence[Reason] = ()


def desk_of_table(editor: Editor, key: str, name: str) -> TableDesk:
    """A table by its section and name. Raises NotFound, also when no file can bring its rows."""
    table = table_of(editor.case.outline, key, name)
    if table is None or not is_taken(table):
        raise NotFound(f"section {key} table {name}")
    return TableDesk(editor, editor.section(key), table)


def outcome(desk: TableDesk, brought: Brought, way: str) -> Outcome:
    """What would come of what a file brings, joined to the text as it now stands."""
    body, outline = desk.whole(desk.body, brought, way), desk.editor.case.outline
    _, findings = clean_section(outline, desk.section.key, body)
    reasons = [Reason(f.code, field=f.anchor, words=f.words) for f in findings]
    if misnumbered(desk.table, body[desk.table.key]):
        reasons.append(Reason("sheet_misnumbered", values={"label": desk.table.label}))
    if reasons:
        return Outcome((), 0, {}, "", reasons)
    key = desk.section.key
    found = split(blocks(outline, {key: desk.body}, {key: body}))
    shown = leaf(found, 0)
    token = _keep(desk, Waiting(brought, way, desk.version)) if found else ""
    return Outcome(shown.blocks, len(found) - len(shown.blocks), counted(found).get(key, {}), token)


def waiting(desk: TableDesk, token: str) -> Waiting | None:
    """What this person read into this table within a day; else None."""
    try:
        owner, plan, place, way, version, digest = _seal().loads(token, max_age=KEPT_S)
        kept = json.loads(brought_rows().get(digest))
    except (BadSignature, Lost):
        return None
    if (owner, plan, place) != (person().id, desk.plan_id, desk.place):
        return None
    inner = {name: [(code, row) for code, row in found] for name, found in kept["inner"].items()}
    return Waiting(Brought(kept["rows"], tuple(kept["columns"]), inner), way, version)


def _keep(desk: TableDesk, it: Waiting) -> str:
    """Keep what was read, beside the database; what is older than a day goes."""
    shelf = brought_rows()
    shelf.forget(KEPT_S)
    brought = it.brought
    content: dict[str, Any] = {
        "at": now().isoformat(),
        "rows": brought.rows,
        "columns": brought.columns,
        "inner": brought.inner,
    }
    digest = shelf.put(canonical_json(content))
    return str(_seal().dumps([person().id, desk.plan_id, desk.place, it.way, it.version, digest]))


def _seal() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings().secret(), salt="rows brought by a file")
