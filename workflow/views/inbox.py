"""My work: what is mine to decide or answer, what waits on others, what moved lately."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from workflow.access import account, allows, now, person
from workflow.queries.agencies import invited_to
from workflow.queries.drafters import co_drafted
from workflow.queries.inbox import inbox as load
from workflow.queries.meetings import meetings_box
from workflow.queries.moved import moved_lately
from workflow.queries.notices import unread_notices
from workflow.queries.seconds import matters_for
from workflow.states.inviting import AGENCY
from workflow.states.policy import may_open

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
    return render_template(
        "inbox/inbox.html",
        box=load(person(), now()),
        moved=moved_lately(person(), now()),
        notices=unread_notices(person().id) if account().unread else (),
        all_plans=_all_plans(),
        meetings=meetings_box(person()),
        co_drafts=co_drafted(person()),
        invited=invited_to(person(), now()) if person().holds(AGENCY) else (),
        matters=matters_for(person(), now()),
    )


def _all_plans() -> str:
    """The way to the list of all plans, for those who may open it; empty for others."""
    return url_for("pipeline.listed") if may_open("pipeline.read", person()) else ""
