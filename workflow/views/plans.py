"""A plan's page: its text, timeline, points and frozen revisions."""

from flask import Blueprint, render_template, request

from workflow.access import allows, now, person
from workflow.queries.plan_page import plan_page, revision_text, revisions_of
from workflow.queries.timeline import timeline as told
from workflow.views.plan_text import plan_text
from workflow.views.points import may_review, point_form
from workflow.views.reading import row_id
from workflow.views.values import parts, place

bp = Blueprint("plans", __name__, url_prefix="/plans/<id:plan_id>")


@bp.get("")
@allows("plan.read")
def plan(plan_id: int) -> str:
    """The plan as it now reads."""
    page = plan_page(plan_id, person(), now())
    return render_template("plans/content.html", page=page, text=plan_text(page))


@bp.get("/text/<string:key>")
@bp.get("/text/<string:key>/<string:row>")
@allows("plan.read")
def text(plan_id: int, key: str, row: str | None = None) -> str:
    """One section of the plan as it now reads, or one row that has a page of its own."""
    page = plan_page(plan_id, person(), now(), with_text=True)
    found = place(page.case.outline, page.sections, key, row)
    form = point_form(page, found) if may_review(page) else None
    return render_template(
        "plans/text.html", page=page, sections=page.sections, found=found, form=form
    )


@bp.get("/timeline")
@allows("plan.read")
def timeline(plan_id: int) -> str:
    """What was done to the plan, newest first; what is older by `before`."""
    page = plan_page(plan_id, person(), now())
    acts = told(page.case.entries, row_id(request.args.get("before")))
    return render_template("plans/timeline.html", page=page, acts=acts)


@bp.get("/points")
@allows("plan.read")
def points(plan_id: int) -> str:
    """The points of its returns, with replies."""
    page = plan_page(plan_id, person(), now())
    return render_template("plans/points.html", page=page, may_review=may_review(page))


@bp.get("/revisions")
@allows("plan.read")
def revisions(plan_id: int) -> str:
    """Its frozen texts."""
    page = plan_page(plan_id, person(), now())
    return render_template("plans/revisions.html", page=page, revisions=revisions_of(plan_id))


@bp.get("/revisions/<id:no>")
@allows("plan.read")
def revision(plan_id: int, no: int) -> str:
    """One frozen text, as it was decided on."""
    page = plan_page(plan_id, person(), now())
    sections, digest = revision_text(plan_id, no)
    laid = parts(page.case.outline, sections)
    return render_template(
        "plans/revision.html", page=page, sections=sections, parts=laid, digest=digest, no=no
    )


@bp.get("/revisions/<id:no>/text/<string:key>")
@bp.get("/revisions/<id:no>/text/<string:key>/<string:row>")
@allows("plan.read")
def frozen_text(plan_id: int, no: int, key: str, row: str | None = None) -> str:
    """One section of a frozen text, or one row that has a page of its own."""
    page = plan_page(plan_id, person(), now())
    sections, digest = revision_text(plan_id, no)
    found = place(page.case.outline, sections, key, row)
    return render_template(
        "plans/text.html", page=page, sections=sections, found=found, digest=digest, no=no
    )
