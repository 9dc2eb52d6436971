"""Take a row that has a page of its own out of a section. Rows that are called by their number are
numbered anew, and whoever refers to them follows in the same transaction."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from workflow.extensions import db, durable, writing
from workflow.facts.plan_facts import Case, case_of
from workflow.facts.plan_text import Depth
from workflow.outline.fields import Field
from workflow.outline.rows import place_of, referring, removed
from workflow.services.write_sections import write_sections
from workflow.states import policy
from workflow.states.facts import Person
from workflow.states.procedure import Procedure
from workflow.states.refusals import Kind, NotFound, Reason, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class OldRow:
    """A row to take out, as the person saw it. number: its index; version: of the section."""

    plan_id: int
    key: str
    table: str
    code: str
    number: int
    version: int


@durable
def remove_row(old: OldRow, person: Person, at: dt.datetime) -> None:
    """Take a row out. Raises NotFound; Refused: 409 when the section was saved since or the plan
    is not being drafted, 403 when not its drafter."""
    writing()
    case = case_of(old.plan_id, person, at, _read, lock=True)
    table = _table(case, old) if case else None
    if case is None or case.text is None or table is None:
        raise NotFound(f"plan {old.plan_id} section {old.key} table {old.table}")
    sections = case.text.sections
    place = place_of(table, sections[old.key][old.table], old.code, old.number)
    reasons = policy.against_writing(case.procedure.stage[case.plan.stage], person, case.facts)
    if place is None or case.text.versions[old.key] != old.version:
        reasons = [Reason("stale_rows", Kind.STALE), *reasons]
    if reasons or place is None:
        raise Refused(reasons)
    body, names = removed(table, sections[old.key], place)
    code = f"{old.key}.{old.table}.{table.row_key}"
    after: dict[str, Any] = {**sections, old.key: body}
    changed = referring(case.outline, after, code, names)
    write_sections(case, {old.key: body} | changed, person, at)
    db.session.commit()


def _table(case: Case, old: OldRow) -> Field | None:
    section = case.outline.section.get(old.key)
    table = section.field.get(old.table) if section else None
    return table if table and table.row_page and table.row_key else None


def _read(procedure: Procedure, stage: str) -> Depth:
    return Depth.READ
