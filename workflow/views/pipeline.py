"""Where all plans stand: list, map, and the same list as a file."""

from collections.abc import Callable
from dataclasses import astuple
from datetime import datetime
from urllib.parse import urlencode

from flask import Blueprint, current_app, render_template, request, stream_with_context, url_for
from flask_babel import gettext
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from workflow.access import allows, now
from workflow.extensions import settings
from workflow.forms.pipeline import EVERY_ROUND, PipelineChoices, PipelineForm, pipeline_form
from workflow.papers.sheet import LONGEST_SHEET, SHEET_TYPE, csv_lines, xlsx
from workflow.queries import pipeline as query
from workflow.queries.areas import areas, cluster_names, province_names, regions
from workflow.queries.pipeline_export import export_rows
from workflow.queries.pipeline_rows import Filters, Mark, are_more_than
from workflow.states.policy import POSTS
from workflow.states.refusals import Reason, Refused
from workflow.thai.dates import local_day
from workflow.views.pipeline_sheet import cells, columns
from workflow.views.reading import language

bp = Blueprint("pipeline", __name__)

MARK = "at"
"""The part of an address that names a place in the list."""


@bp.get("/pipeline")
@allows("pipeline.read")
def listed() -> str | tuple[str, int]:
    """Plans that a filter names, newest move first."""
    counts, form = _asked()
    if not form.validate():
        return render_template("pipeline/pipeline.html", form=form, counts=counts, page=None), 422
    filters = _filters(form)
    mark, lost = _mark(filters)
    page = query.pipeline(filters, counts, now(), mark)
    return render_template(
        "pipeline/pipeline.html",
        form=form,
        counts=counts,
        page=page,
        lost=lost,
        beyond=[_beyond(filters, mark) for mark in (page.newer, page.older)],
        to=_to("pipeline.listed"),
    )


@bp.get("/map")
@allows("pipeline.read")
def shown() -> str | tuple[str, int]:
    """The 77 areas with the stages of their plans: tile map, and the same as a table."""
    counts, form = _asked()
    code = 200 if form.validate() else 422
    page = render_template(
        "pipeline/map.html",
        form=form,
        counts=counts,
        areas=areas(),
        to=_to("pipeline.listed"),
    )
    return page, code


@bp.get("/pipeline.csv")
@allows("pipeline.read")
def as_csv() -> Response:
    """Every plan that the filter names, as CSV."""
    rows = (cells(row, language()) for row in export_rows(_wanted(), now()))
    lines = stream_with_context(csv_lines(columns(), rows))
    return _named(current_app.response_class(lines, mimetype="text/csv"), "csv")


@bp.get("/pipeline.xlsx")
@allows("pipeline.read")
def as_xlsx() -> Response:
    """Every plan that the filter names, as a workbook."""
    filters = _wanted()
    if are_more_than(LONGEST_SHEET, filters, local_day(now())):
        raise Refused([Reason("sheet_too_long", values={"most": f"{LONGEST_SHEET:,}"})])
    rows = (cells(row, language()) for row in export_rows(filters, now()))
    with xlsx(gettext("Plans"), columns(), rows) as file:
        answer = current_app.response_class(file.read(), mimetype=SHEET_TYPE)
    return _named(answer, "xlsx")


def _asked() -> tuple[query.Counts, PipelineForm]:
    """The form filled from the address, with counts of the round that it names."""
    wanted = request.args.get("round", "")
    every = wanted == EVERY_ROUND
    counts = query.counts(wanted or None, every_round=every)
    form = pipeline_form(request.args, _choices(counts))
    if not wanted:
        form["round"].data = counts.round or EVERY_ROUND
    return counts, form


def _choices(counts: query.Counts) -> PipelineChoices:
    said = language()
    stages = counts.procedure.stages if counts.procedure else ()
    holders = {stage.held_by: POSTS[stage.held_by] for stage in stages if stage.held_by}
    rounds = [(one.code, one.title.text(said)) for one in counts.rounds]
    return PipelineChoices(
        round=[*rounds, (EVERY_ROUND, gettext("All rounds"))],
        stage=[(stage.code, stage.title.text(said)) for stage in stages],
        province=[(code, name.text(said)) for code, name in province_names().items()],
        region=[(code, name.text(said)) for code, name in regions().items()],
        cluster=[(code, name.text(said)) for code, name in cluster_names().items()],
        holder=[(post, words.text(said)) for post, words in holders.items()],
    )


def _filters(form: PipelineForm) -> Filters:
    chosen = form["round"].data
    return Filters(
        round=None if chosen == EVERY_ROUND else chosen,
        stage=form.stage.data or None,
        province=form.province.data or None,
        region=form.region.data or None,
        cluster=form.cluster.data or None,
        holder=form.holder.data or None,
        overdue=bool(form.overdue.data),
        q=form.q.data or "",
    )


def _wanted() -> Filters:
    """Filters for a file. Refused where the address names none."""
    _, form = _asked()
    if form.validate():
        return _filters(form)
    raise Refused(
        [Reason("no_such_filter", values={"name": form[n].label.text}) for n in form.errors]
    )


def _seal(filters: Filters) -> URLSafeSerializer:
    """Seals places in the list of these filters: in another list they name nothing."""
    return URLSafeSerializer(settings().secret(), salt=f"pipeline {astuple(filters)!r}")


def _mark(filters: Filters) -> tuple[Mark | None, bool]:
    """The place that the address names, and whether it names one of another list."""
    sealed = request.args.get(MARK, "")
    if not sealed:
        return None, False
    try:
        at, row, back = _seal(filters).loads(sealed)
    except BadSignature:
        return None, True
    return Mark(datetime.fromisoformat(at), row, back), False


def _beyond(filters: Filters, mark: Mark | None) -> str | None:
    """Address of the page before or behind this one."""
    if mark is None:
        return None
    sealed = _seal(filters).dumps([mark.at.isoformat(), mark.id, mark.back])
    return _to("pipeline.listed")(**{MARK: sealed})


def _to(endpoint: str) -> Callable[..., str]:
    """Addresses of the list as it is filtered now, with some filters changed or taken out."""
    kept = {name: typed for name, typed in request.args.items() if typed and name != MARK}

    def address(to: str = endpoint, **changed: str | None) -> str:
        values = {name: typed for name, typed in {**kept, **changed}.items() if typed}
        path = url_for(to)
        return f"{path}?{urlencode(values)}" if values else path

    return address


def _named(answer: Response, kind: str) -> Response:
    name = f"sanoe-plans-{local_day(now()).isoformat()}.{kind}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
