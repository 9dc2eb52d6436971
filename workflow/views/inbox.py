"""My work: what is mine to decide or answer, and what waits on others."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from workflow.access import allows, now, person
from workflow.queries.inbox import inbox as load
from workflow.queries.meetings import meetings_box

bp = Blueprint("inbox", __name__)


@bp.get("/")
@allows("inbox.read")
def home() -> Response:
    """The first page is one's own work."""
    return redirect(url_for("inbox.inbox"), 303)


@bp.get("/inbox")
@allows("inbox.read")
def inbox() -> str:
    """What waits for the person signed in."""
    me = person()
    return render_template("inbox/inbox.html", box=load(me, now()), meetings=meetings_box(me))
