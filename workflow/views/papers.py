"""A plan's papers: what can be had of each revision, ordering one, its file."""

import datetime as dt
from collections.abc import Sequence

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workflow.access import allows, now, person
from workflow.papers.wording import file_name
from workflow.queries.papers import PaperRow, paper_file, papers_of
from workflow.queries.plan_page import plan_page
from workflow.services.order_paper import Wanted, order_paper
from workflow.states.refusals import NotFound
from workflow.views.inert import inert
from workflow.views.reading import row_id

bp = Blueprint("papers", __name__, url_prefix="/plans/<id:plan_id>/papers")

_LOOKS_AGAIN_S = 3
_PATIENCE = dt.timedelta(minutes=1)
"""After it the page does not come anew by itself any more."""


@bp.get("")
@allows("plan.read")
def listed(plan_id: int) -> Response:
    """The papers of the newest revision, or of the one that is asked for."""
    page = plan_page(plan_id, person(), now())
    no = row_id(request.args.get("revision", str(page.plan.revision)))
    if no is None or no > page.plan.revision:
        raise NotFound(f"plan {plan_id} revision {no}")
    rows = papers_of(plan_id, no)
    answer = make_response(render_template("papers/papers.html", page=page, no=no, papers=rows))
    if awaited := _awaited(rows):
        answer.headers["Refresh"] = f"{_LOOKS_AGAIN_S}; url={_next_look(plan_id, awaited)}"
    return answer


@bp.post("/order")
@allows("plan.read")
def order(plan_id: int) -> Response:
    """Order a paper; ordering what is there already only shows it."""
    wanted = Wanted(
        plan_id=plan_id,
        revision=row_id(request.form.get("revision")) or 0,
        kind=request.form.get("kind", ""),
        edition=request.form.get("edition", ""),
    )
    order_paper(wanted, person(), now())
    here = url_for("papers.listed", plan_id=plan_id, revision=wanted.revision, _anchor=wanted.kind)
    return redirect(here, 303)


@bp.get("/<id:no>/file")
@allows("plan.read")
def file(plan_id: int, no: int) -> Response:
    """A made paper, to be kept and not to be run."""
    found = paper_file(plan_id, no, person())
    name = file_name(found.kind, found.edition, found.province, found.revision)
    return inert(found.digest, "application/pdf", name, "paper_lost")


def _awaited(papers: Sequence[PaperRow]) -> PaperRow | None:
    """The newest paper that was ordered a moment ago and is still to be made."""
    recent = (paper for paper in papers if paper.waits and now() - paper.ordered_at < _PATIENCE)
    return next(recent, None)


def _next_look(plan_id: int, paper: PaperRow) -> str:
    """The same page at the same place. Its address must be another one: to an address that differs
    in nothing a browser only scrolls."""
    look = (row_id(request.args.get("look")) or 0) % 100 + 1
    return url_for(
        "papers.listed", plan_id=plan_id, revision=paper.revision, look=look, _anchor=paper.kind
    )
