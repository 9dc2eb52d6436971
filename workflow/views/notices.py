"""Notices: what happened to plans that concern the person signed in."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workflow.access import allows, now, person
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
