"""Rows that have a page of their own: the form of each, and the page on which it is removed."""

from flask import Blueprint, flash, redirect, render_template, request
from flask_babel import gettext

from workflow.access import SAFE, allows, now, person
from workflow.outline.rows import place_of, referring
from workflow.queries.editor import editor
from workflow.services.remove_row import OldRow, remove_row
from workflow.states.refusals import Refused
from workflow.views.autosaving import answered_quietly, is_quiet
from workflow.views.editing import Desk, closed, desk_of_row, version_seen
from workflow.views.reading import said
from workflow.views.saving import Answer, answered, opened
from workflow.views.ways import section_way

bp = Blueprint("rows", __name__, url_prefix="/plans/<id:plan_id>/sections/<string:key>/<id:no>")


@bp.route("", methods=["GET", "POST"])
@allows("section.write")
def row(plan_id: int, key: str, no: int) -> Answer:
    """The form of one row."""
    desk = desk_of_row(editor(plan_id, person(), now()), key, no)
    if request.method in SAFE:
        closed(desk.editor)
        return opened(desk)
    return answered_quietly(desk) if is_quiet() else answered(desk)


@bp.route("/remove", methods=["GET", "POST"])
@allows("section.write")
def remove(plan_id: int, key: str, no: int) -> Answer:
    """Ask whether a row is to go, and take it out."""
    desk = desk_of_row(editor(plan_id, person(), now()), key, no)
    if request.method in SAFE:
        closed(desk.editor)
        return _page(desk)
    try:
        remove_row(_old(desk), person(), now())
    except Refused as refused:
        if not _is_gone(desk):
            fresh = desk_of_row(editor(plan_id, person(), now()), key, no)
            return _page(fresh, refused), refused.code
    flash(gettext("Removed: %(name)s", name=desk.code))
    return redirect(section_way(plan_id, key), 303)


def _old(desk: Desk) -> OldRow:
    return OldRow(
        plan_id=desk.plan_id,
        key=desk.section.key,
        table=desk.table.key if desk.table else "",
        code=desk.code,
        number=desk.number,
        version=version_seen(),
    )


def _is_gone(desk: Desk) -> bool:
    """Whether there is nothing left to do, because the same person pressed twice."""
    fresh = editor(desk.plan_id, person(), now())
    table = desk.table
    rows = fresh.sections[desk.section.key][table.key] if table else ()
    mine = fresh.saved[desk.section.key].by_id == person().id
    return mine and table is not None and place_of(table, rows, desk.code, desk.number) is None


def _page(desk: Desk, refused: Refused | None = None) -> str:
    reasons = [said(reason) for reason in refused.reasons] if refused else []
    code = f"{desk.section.key}.{desk.table.key}.{desk.table.row_key}" if desk.table else ""
    followers = referring(desk.editor.case.outline, desk.editor.sections, code, {desk.code: None})
    return render_template("rows/remove.html", desk=desk, reasons=reasons, followers=followers)
