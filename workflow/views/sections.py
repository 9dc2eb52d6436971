"""The sections of a plan that is being written: the list, and the form of each."""

from flask import Blueprint, jsonify, render_template, request
from werkzeug.wrappers import Response

from workflow.access import SAFE, allows, now, person
from workflow.outline.guidance import guidance_for, guided
from workflow.queries.editor import editor, saved_of
from workflow.queries.plan_page import plan_page
from workflow.spoken import language
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
def examples(plan_id: int, key: str) -> str | Response:
    """What good answers in a section have, each with an example: where long pages lead to. A script
    gets the same as paragraphs by place."""
    found = editor(plan_id, person(), now())
    asked = found.section(key)
    places = guided(asked)
    if is_quiet():
        return jsonify({place.replace(".", "-"): _paragraphs(place) for place in places})
    return render_template("sections/examples.html", case=found.case, section=asked, places=places)


def _paragraphs(place: str) -> list[str]:
    found = guidance_for(place)
    words = [found.guide, found.example] if found else []
    return [one.text(language()) for one in words if one.th]


@bp.route("/<string:key>", methods=["GET", "POST"])
@allows("section.write")
def section(plan_id: int, key: str) -> Answer:
    """The form of one section."""
    desk = desk_of_section(editor(plan_id, person(), now()), key)
    if request.method in SAFE:
        closed(desk.editor)
        return opened(desk)
    return answered_quietly(desk) if is_quiet() else grown(desk) or answered(desk)
