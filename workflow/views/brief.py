"""A plan's brief: one page for ten minutes and a phone."""

from flask import Blueprint, render_template

from workflow.access import allows, now, person
from workflow.outline.changes import blocks, counted
from workflow.queries.brief import brief as load
from workflow.views.briefing import LONGEST_CHANGES, LONGEST_TEXT
from workflow.views.comparing import fits, split
from workflow.views.values import parts

bp = Blueprint("brief", __name__, url_prefix="/plans/<id:plan_id>/brief")


@bp.get("")
@allows("plan.read")
def brief(plan_id: int) -> str:
    """The plan in numbers, the clinic's opinion, what changed, warnings, money, and the text."""
    found = load(plan_id, person(), now())
    outline, texts = found.page.case.outline, found.texts
    changed = split(blocks(outline, texts.old, texts.new)) if texts else ()
    return render_template(
        "brief/brief.html",
        page=found.page,
        brief=found,
        counts=counted(changed),
        changed=changed if fits(changed, LONGEST_CHANGES) else (),
        parts=parts(outline, found.page.sections, LONGEST_TEXT),
    )
