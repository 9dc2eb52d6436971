"""What is found in a plan's text, as the pages of its editor say it."""

from collections.abc import Sequence

from workflow.facts.plan_facts import Case
from workflow.facts.points import PointRow
from workflow.outline.fields import Section
from workflow.outline.findings import Finding
from workflow.outline.guidance import guidance_for
from workflow.outline.outline import Outline
from workflow.spoken import language
from workflow.states.refusals import Reason
from workflow.views.editing import Desk
from workflow.views.reading import said

Lines = list[tuple[str, str]]


def lines(desk: Desk, reasons: Sequence[Reason]) -> Lines:
    """What stands against a save: the control it is about, and the sentence with its row."""
    return [(f"#{one.field}" if one.field else "", _with_row(desk, one)) for one in reasons]


def rows_of(section: Section | None, anchor: str) -> list[str]:
    """The rows that a control stands in, from outside in: โครงการ 1, งบประมาณ 2."""
    key, *rest = anchor.split("-")
    field = section.field.get(key) if section else None
    rows = []
    while field and rest and rest[0].isdigit():
        rows.append(f"{field.label.text(language())} {int(rest[0]) + 1}")
        field = field.column.get(rest[1]) if rest[1:] else None
        rest = rest[2:]
    return rows


def with_rows(rows: Sequence[str], sentence: str) -> str:
    """A sentence that says which row it is about."""
    return f"{' › '.join(rows)}: {sentence}" if rows else sentence


def _with_row(desk: Desk, reason: Reason) -> str:
    rows = rows_of(desk.section, reason.field or "")
    return with_rows(rows[1:] if desk.table else rows, said(reason))


def by_place(reasons: Sequence[Reason]) -> dict[str, list[str]]:
    """Sentences by the id of the control that they are about."""
    found: dict[str, list[str]] = {}
    for reason in reasons:
        if reason.field:
            found.setdefault(reason.field, []).append(said(reason))
    return found


def standing(desk: Desk) -> list[Finding]:
    """What the outline finds in what the form shows, as it was saved."""
    found = [*desk.editor.findings.errors, *desk.editor.findings.warnings]
    here = [one for one in found if one.section == desk.section.key]
    if desk.table is None:
        return here
    place = f"{desk.section.key}.{desk.table.key}."
    return [one for one in here if one.place.startswith(place) and one.row[:1] == (desk.number,)]


def sentence(finding: Finding) -> str:
    """A finding in the language of the request."""
    return finding.words.text(language())


def placed(finding: Finding, outline: Outline, within: int = 0) -> str:
    """A finding with the rows that it is about, those of the page itself (within) left out."""
    rows = rows_of(outline.section.get(finding.section), finding.anchor)
    return with_rows(rows[within:], sentence(finding))


def points_here(desk: Desk) -> list[PointRow]:
    """Points that are open about what the page shows: about a section all, about a row its own."""
    found = _open_about(desk.editor.case, desk.section.key)
    return [one for one in found if desk.table is None or one.row == desk.code]


def open_points(case: Case, key: str) -> int:
    """How many points are open about a section."""
    return len(_open_about(case, key))


def _open_about(case: Case, key: str) -> list[PointRow]:
    return [one for one in case.points if one.section == key and not one.ticked_at]


FILTERS = {
    "sentence": sentence,
    "placed": placed,
    "guidance": guidance_for,
    "points_here": points_here,
    "open_points": open_points,
}
