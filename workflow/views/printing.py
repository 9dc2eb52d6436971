"""The print view: a plan's whole text in the browser, in parts when one page cannot hold it."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request

from workflow.access import allows, now, person
from workflow.queries.plan_page import PlanPage, plan_page, revision_text
from workflow.states.refusals import NotFound
from workflow.views.reading import row_id
from workflow.views.sheets import sheets

bp = Blueprint("printing", __name__, url_prefix="/plans/<id:plan_id>")


@bp.get("/print")
@allows("plan.read")
def present(plan_id: int) -> str:
    """The present text, to be printed."""
    page = plan_page(plan_id, person(), now(), with_text=True)
    return _printed(page, page.sections, page.plan.digest)


@bp.get("/revisions/<id:no>/print")
@allows("plan.read")
def frozen(plan_id: int, no: int) -> str:
    """One frozen text, to be printed."""
    page = plan_page(plan_id, person(), now())
    sections, digest = revision_text(plan_id, no)
    return _printed(page, sections, digest, no)


def _printed(
    page: PlanPage, sections: Mapping[str, Any], digest: str, no: int | None = None
) -> str:
    """The sheet that is asked for by `part`, from 1."""
    laid = sheets(page.case.outline, sections)
    part = row_id(request.args.get("part", "1"))
    if part is None or not 1 <= part <= len(laid):
        raise NotFound(f"part {part}")
    return render_template(
        "printing/print.html",
        page=page,
        sections=sections,
        digest=digest,
        kind=page.amendment_of(no),
        no=no,
        units=laid[part - 1],
        part=part,
        parts=len(laid),
    )
