"""The sections of a plan that is being written: the list, and the form of each."""

from flask import Blueprint, render_template, request

from workflow.access import SAFE, allows, now, person
from workflow.outline.guidance import guided
from workflow.queries.editor import editor, saved_of
from workflow.queries.plan_page import plan_page
from workflow.states.refusals import Refused
from workflow.views.autosaving import answered_quietly, is_quiet
from workflow.views.completeness import progress
from workflow.views.editing import closed, desk_of_section
from workflow.views.growing import grown
from workflow.views.saving import Answer, answered, opened

bp = Blueprint("sections", __name__, url_prefix="/plans/<id:plan_id>/sections")


@bp.get("")
@allows("section.write")
def listed(plan_id: int) -> str:
    """Every section: how complete it is, who saved it, and what is to be done next."""
    page = plan_page(plan_id, person(), now(), with_text=True)
    if page.unwritable:
        raise Refused(page.unwritable)
    done = progress(page)
    return render_template("sections/list.html", page=page, done=done, saved=saved_of(plan_id))


@bp.get("/<string:key>/examples")
@allows("plan.read")
def examples(plan_id: int, key: str) -> str:
    """What good answers in a section have, each with an example: where long pages lead to."""
    found = editor(plan_id, person(), now())
    asked = found.section(key)
    return render_template(
        "sections/examples.html", case=found.case, section=asked, places=guided(asked)
    )


@bp.route("/<string:key>", methods=["GET", "POST"])
@allows("section.write")
def section(plan_id: int, key: str) -> Answer:
    """The form of one section."""
    desk = desk_of_section(editor(plan_id, person(), now()), key)
    if request.method in SAFE:
        closed(desk.editor)
        return opened(desk)
    return answered_quietly(desk) if is_quiet() else grown(desk) or answered(desk)
