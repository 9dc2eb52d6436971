"""A plan's budget by fiscal year, source and issue: a page and a workbook, of the text as it now
reads or as it was frozen."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, current_app, render_template
from werkzeug.wrappers import Response

from workflow.access import allows, now, person
from workflow.outline.fitting import fitted
from workflow.papers.sheet import SHEET_TYPE
from workflow.queries.plan_page import PlanPage, plan_page, revision_text
from workflow.spoken import language
from workflow.views.budgeting import budget_book, summary

bp = Blueprint("budget", __name__, url_prefix="/plans/<id:plan_id>")


@bp.get("/budget")
@bp.get("/revisions/<id:no>/budget")
@allows("plan.read")
def shown(plan_id: int, no: int | None = None) -> str:
    """The budget in tables and a chart."""
    page, sections = _text(plan_id, no)
    found = summary(page.case.outline, sections, language())
    return render_template("budget/budget.html", page=page, found=found, no=no)


@bp.get("/budget.xlsx")
@bp.get("/revisions/<id:no>/budget.xlsx")
@allows("plan.read")
def as_xlsx(plan_id: int, no: int | None = None) -> Response:
    """The same as a workbook."""
    page, sections = _text(plan_id, no)
    content = budget_book(summary(page.case.outline, sections, language()))
    answer = current_app.response_class(content, mimetype=SHEET_TYPE)
    name = f"sanoe-{plan_id}-budget" + (f"-r{no}" if no else "")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


def _text(plan_id: int, no: int | None) -> tuple[PlanPage, Mapping[str, Any]]:
    """The plan's page, and the text whose budget is wanted."""
    page = plan_page(plan_id, person(), now(), with_text=no is None)
    if no is None:
        return page, page.sections
    sections, _ = revision_text(plan_id, no)
    return page, fitted(page.case.outline, sections)[0]
