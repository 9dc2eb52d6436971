"""Explain: every rule for and against a move of a plan, for anybody with a post there."""

from flask import Blueprint, render_template, request

from workflow.access import allows, now, person
from workflow.queries.explain import asked_about, explained
from workflow.queries.plan_page import plan_page

bp = Blueprint("explain", __name__)


@bp.get("/plans/<id:plan_id>/explain")
@allows("plan.read")
def explain(plan_id: int) -> str:
    """Why somebody can or cannot: of all moves from here, or of one; of oneself or another."""
    page = plan_page(plan_id, person(), now())
    about = asked_about(page.case, person(), request.args.get("person"))
    lines = explained(page.case, about, request.args.get("move"))
    return render_template("plans/explain.html", page=page, about=about, lines=lines)
