"""Tables of a plan as files: out as a workbook, and in again after a look at what would change."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from workflow.access import SAFE, allows, now, person
from workflow.forms.bring import BringForm, KeepForm
from workflow.forms.brought import Reading, Wanted, reading
from workflow.outline.grids import table_of
from workflow.outline.merge import UNKNOWN
from workflow.papers.sheet import SHEET_TYPE
from workflow.queries.editor import editor
from workflow.queries.plan_page import plan_page, revision_text
from workflow.services.save_section import NewSection, save_section
from workflow.states.refusals import Kind, NotFound, Reason, Refused
from workflow.views.bringing import Outcome, TableDesk, Waiting, desk_of_table, outcome, waiting
from workflow.views.editing import closed, offered
from workflow.views.reading import row_id, said
from workflow.views.saving import Answer
from workflow.views.table_book import table_book
from workflow.views.ways import section_way
from workflow.workbooks import LARGEST, Unreadable, read

bp = Blueprint("tables", __name__, url_prefix="/plans/<id:plan_id>/sections/<string:key>/tables")

LARGEST_REQUEST = LARGEST + 100_000
MOST_SAID = 60
"""Errors by cell on one page."""


@bp.get("/<string:field>.xlsx")
@allows("plan.read")
def as_xlsx(plan_id: int, key: str, field: str) -> Response:
    """A table as it now reads, or as it was frozen in a revision."""
    page = plan_page(plan_id, person(), now(), with_text=True)
    table = table_of(page.case.outline, key, field)
    if table is None:
        raise NotFound(f"section {key} table {field}")
    no, sections = row_id(request.args.get("revision")), page.sections
    if no:
        sections, _ = revision_text(plan_id, no)
    rows = sections.get(key, {}).get(field) or ()
    content = table_book(key, table, rows, offered(page, page.case.outline.section[key]))
    return _file(content, f"{plan_id}-{field}" + (f"-r{no}" if no else ""))


@bp.get("/<string:field>/template.xlsx")
@allows("section.write")
def template(plan_id: int, key: str, field: str) -> Response:
    """The same without rows, to be filled in."""
    desk = desk_of_table(editor(plan_id, person(), now()), key, field)
    content = table_book(key, desk.table, (), offered(desk.editor, desk.section))
    return _file(content, f"{plan_id}-{field}-template")


@bp.route("/<string:field>/import", methods=["GET", "POST"])
@allows("section.write", takes=LARGEST_REQUEST)
def bring(plan_id: int, key: str, field: str) -> Answer:
    """Read a workbook into a table: first what would change, then, when pressed again, the save."""
    desk = desk_of_table(editor(plan_id, person(), now()), key, field)
    closed(desk.editor)
    if request.method in SAFE:
        return _page(desk, BringForm())
    keep = KeepForm()
    if keep.brought.data:
        return _kept(desk, keep.brought.data)
    return _read(desk, BringForm())


def _read(desk: TableDesk, form: BringForm) -> Answer:
    """What would come of a file that was sent."""
    form.validate()
    if form.way.errors:
        form.way.data = form.way.default
        return _page(desk, form, [Reason("sheet_no_way", field="way")]), int(Kind.CONTENT)
    file: Any = form.file.data
    if not file:
        return _page(desk, form, [Reason("sheet_none", field="file")]), int(Kind.CONTENT)
    try:
        sheets = read(file.read())
    except Unreadable as error:
        reasons = [Reason(error.code, field="file", values=error.values)]
        return _page(desk, form, reasons), int(Kind.CONTENT)
    found = reading(_wanted(desk, form.way.data), sheets)
    if found.errors:
        return _page(desk, form, (), found), int(Kind.CONTENT)
    come = outcome(desk, found.brought, form.way.data)
    if come.reasons:
        return _page(desk, form, come.reasons, found), int(Kind.CONTENT)
    return _preview(desk, come, found)


def _kept(desk: TableDesk, token: str) -> Answer:
    """Save what was read; where the section was saved meanwhile, show anew what would change."""
    it = waiting(desk, token)
    if it is None:
        return _page(desk, BringForm(formdata=None), [Reason("sheet_gone")]), int(Kind.STALE)
    seen = desk.seen(it.version)
    if seen is UNKNOWN:
        return _anew(desk, it)
    body = desk.whole(seen, it.brought, it.way)
    new = NewSection(plan_id=desk.plan_id, key=desk.section.key, body=body, version=it.version)
    try:
        save_section(new, person(), now())
    except Refused as refused:
        return _refused(desk, it, body, refused)
    return _saved(desk)


def _refused(desk: TableDesk, it: Waiting, body: Any, refused: Refused) -> Answer:
    if {reason.code for reason in refused.reasons} != {"stale_section"}:
        raise refused
    fresh = desk_of_table(editor(desk.plan_id, person(), now()), desk.section.key, desk.table.key)
    return _saved(fresh) if fresh.body == body else _anew(fresh, it)


def _anew(desk: TableDesk, it: Waiting) -> Answer:
    come = outcome(desk, it.brought, it.way)
    if come.reasons:
        form = BringForm(formdata=None, way=it.way)
        return _page(desk, form, come.reasons), int(Kind.STALE)
    return _preview(desk, come, None), int(Kind.STALE)


def _saved(desk: TableDesk) -> Response:
    flash(gettext("Saved"))
    return redirect(f"{section_way(desk.plan_id, desk.section.key)}#{desk.table.key}", 303)


def _wanted(desk: TableDesk, way: str) -> Wanted:
    return Wanted(
        outline=desk.editor.case.outline,
        key=desk.section.key,
        table=desk.table,
        present=desk.body[desk.table.key],
        way=way,
        offers=tuple(offered(desk.editor, desk.section, one) for one in ("th", "en")),
    )


def _page(
    desk: TableDesk, form: BringForm, reasons: Sequence[Reason] = (), found: Reading | None = None
) -> str:
    lines = [
        (f"#{reason.field}" if reason.field in form else "", said(reason)) for reason in reasons
    ]
    return render_template(
        "tables/bring.html",
        desk=desk,
        form=form,
        lines=lines,
        found=found,
        by_cell=found.errors[:MOST_SAID] if found else (),
    )


def _preview(desk: TableDesk, come: Outcome, found: Reading | None) -> str:
    return render_template("tables/preview.html", desk=desk, come=come, found=found, most=MOST_SAID)


def _file(content: bytes, name: str) -> Response:
    answer = current_app.response_class(content, mimetype=SHEET_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="sanoe-{name}.xlsx"'
    return answer
