"""A task is set aside until a day, and taken back before."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from workflow.access import SAFE, allows, now, person
from workflow.forms.snooze import SnoozeForm, read_day
from workflow.queries.task import TaskPage, task
from workflow.services.snooze_task import Aside, snooze_task
from workflow.services.wake_task import wake_task
from workflow.states.refusals import Kind, Reason, Refused
from workflow.views.components import short_day
from workflow.views.reading import row_id
from workflow.views.saving import Answer

bp = Blueprint("tasks", __name__, url_prefix="/plans/<id:plan_id>")


@bp.route("/snooze", methods=["GET", "POST"])
@allows("plan.read")
def snooze(plan_id: int) -> Answer:
    """Ask until when, and set the task aside."""
    found, form = task(plan_id, person(), now()), SnoozeForm()
    if request.method in SAFE:
        if not found.waits:
            raise Refused([Reason("not_your_task", Kind.STALE)])
        return _page(found, form)
    try:
        until = read_day(form, found.next_day)
        version = row_id(form.version.data) or 0
        snooze_task(Aside(plan_id=plan_id, version=version, until=until), person(), now())
    except Refused as refused:
        return _page(task(plan_id, person(), now()), form, refused.reasons), refused.code
    flash(gettext("Set aside until %(day)s", day=short_day(until)))
    return redirect(url_for("inbox.inbox"), 303)


@bp.post("/wake")
@allows("plan.read")
def wake(plan_id: int) -> Response:
    """Take the task back."""
    wake_task(person().id, plan_id)
    flash(gettext("Taken back into your work"))
    return redirect(url_for("inbox.inbox"), 303)


def _page(found: TaskPage, form: SnoozeForm, reasons: Sequence[Reason] = ()) -> str:
    form.version.data = str(found.version)
    return render_template("inbox/snooze.html", task=found, form=form, reasons=reasons)
