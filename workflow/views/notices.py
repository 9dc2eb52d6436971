"""Notices: what happened to plans that concern the person signed in."""

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from workflow.access import account, allows, now, person, unattended
from workflow.queries.inbox import number_of_tasks
from workflow.queries.notices import PAGE, notices
from workflow.services.read_notice import read_notice
from workflow.services.read_notices import read_notices
from workflow.views.reading import local_path, row_id

bp = Blueprint("notices", __name__)


@bp.get("/notices")
@allows("notice.read")
def listed() -> str:
    """The newest notices; older ones by `before`."""
    rows = notices(person().id, row_id(request.args.get("before")))
    older = rows[-1].id if len(rows) == PAGE else None
    return render_template("notices/notices.html", notices=rows, older=older)


@bp.get("/notices/count")
@unattended
@allows("notice.read")
def count() -> Response:
    """What a page that stays open asks for: unread notices and tasks, in numbers and in words.

    had: how many unread notices it shows; of more than that it can say that they are new.
    """
    unread, had = account().unread, row_id(request.args.get("had"))
    new = unread - had if had is not None else 0
    said = ngettext("%(num)d new notice", "%(num)d new notices", new) if new > 0 else ""
    return jsonify(
        unread=unread,
        tasks=number_of_tasks(person(), now()),
        label=ngettext("Notices, %(num)d unread", "Notices, %(num)d unread", unread),
        said=said,
    )


@bp.post("/notices/read")
@allows("notice.read")
def read() -> Response:
    """Mark what was seen as read."""
    read_notices(person().id, row_id(request.form.get("up_to")) or 0, now())
    return _back()


@bp.post("/notices/<id:notice_id>/read")
@allows("notice.read")
def read_one(notice_id: int) -> Response:
    """Mark one as read."""
    read_notice(person().id, notice_id, now())
    return _back()


def _back() -> Response:
    """To the page with the button."""
    return redirect(local_path(request.form.get("back") or url_for("notices.listed")), 303)
