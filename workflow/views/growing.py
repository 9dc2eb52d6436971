"""A row with a page of its own is added: it is saved at once, with nothing but its code."""

from flask import redirect, request

from workflow.access import now, person
from workflow.forms.section import judged, read
from workflow.outline.fields import Field
from workflow.outline.merge import UNKNOWN
from workflow.outline.rows import new_row, next_code
from workflow.queries.editor import editor
from workflow.services.save_section import NewSection, save_section
from workflow.states.refusals import Kind, Reason, Refused
from workflow.views.editing import Body, Desk, desk_of_section, pressed, version_seen
from workflow.views.saving import Answer, shown
from workflow.views.ways import row_way


def grown(desk: Desk) -> Answer | None:
    """Add a row and open its page; None when that is not what was pressed."""
    button = pressed()
    table = desk.section.field.get(button[1]) if button and button[0] == "add" else None
    if table is None or not (table.row_page and table.row_key):
        return None
    version, tree = version_seen(), read(desk.place, request.form, desk.offered)
    seen = desk.seen(version)
    base = desk.body if seen is UNKNOWN else seen
    body = _with_row(desk, table, base | judged(desk.place, tree).body)
    no = len(body[table.key])
    new = NewSection(plan_id=desk.plan_id, key=desk.section.key, body=body, version=version)
    try:
        save_section(new, person(), now())
    except Refused as refused:
        if not _was_pressed_twice(desk, table, no, body):
            return _refused(desk, tree, refused)
    return redirect(row_way(desk.plan_id, desk.section.key, no), 303)


def _with_row(desk: Desk, table: Field, body: Body) -> Body:
    plan, rows = desk.editor.case.plan, body[table.key]
    code = next_code(table, rows, plan.province_code, plan.fiscal_year_start)
    return body | {table.key: [*rows, new_row(table, code)]}


def _was_pressed_twice(desk: Desk, table: Field, no: int, body: Body) -> bool:
    """Whether the row is there already, because the same person pressed twice."""
    now_there = editor(desk.plan_id, person(), now())
    rows = now_there.sections[desk.section.key][table.key]
    mine = now_there.saved[desk.section.key].by_id == person().id
    return mine and rows[:no] == body[table.key]


def _refused(desk: Desk, tree: Body, refused: Refused) -> Answer:
    reasons = [
        Reason("stale_rows", Kind.STALE) if reason.code == "stale_section" else reason
        for reason in refused.reasons
    ]
    fresh = desk_of_section(editor(desk.plan_id, person(), now()), desk.section.key)
    return shown(fresh, tree, reasons, fresh.version), refused.code
