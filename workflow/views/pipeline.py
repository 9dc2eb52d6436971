"""Where all plans stand: list, map, the list on paper, and the same list as a file."""

from dataclasses import astuple
from datetime import date, datetime
from itertools import islice

from flask import Blueprint, current_app, render_template, request, stream_with_context
from flask_babel import gettext
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from workflow.access import allows, now, person
from workflow.extensions import settings
from workflow.forms.pipeline import COLUMNS, USUAL, address_of
from workflow.papers.sheet import LONGEST_SHEET, SHEET_TYPE, csv_lines, xlsx
from workflow.queries import pipeline as query
from workflow.queries.areas import areas
from workflow.queries.pipeline_export import export_rows
from workflow.queries.pipeline_rows import DUE, PAGE, Filters, Mark, are_more_than
from workflow.queries.saved_views import saved_views
from workflow.spoken import language
from workflow.states.refusals import Reason, Refused
from workflow.thai.dates import local_day
from workflow.views.pipeline_asked import (
    MARK,
    addresses,
    asked,
    filters_of,
    in_words,
    wanted,
)
from workflow.views.pipeline_sheet import cells, columns

bp = Blueprint("pipeline", __name__)

MOST_PRINTED = 1_000
"""Plans on paper; a file takes more."""
_LIST = "pipeline.listed"


@bp.get("/pipeline")
@allows("pipeline.read")
def listed() -> str | tuple[str, int]:
    """Plans that a filter names."""
    counts, form = asked(request.args)
    if not form.validate():
        return render_template("pipeline/pipeline.html", form=form, counts=counts, page=None), 422
    filters, to = filters_of(form), addresses(request.args, _LIST)
    mark, lost = _mark(filters)
    page = query.pipeline(filters, counts, now(), mark, rows_beside(form.shown))
    return render_template(
        "pipeline/pipeline.html",
        form=form,
        counts=counts,
        page=page,
        lost=lost,
        beyond=[to(**{MARK: _sealed(filters, one)}) if one else "" for one in _ends(page)],
        to=to,
        titles=COLUMNS,
        asked=in_words(form),
        views=saved_views(person().id),
        address=address_of(form, request.args),
    )


def rows_beside(columns: tuple[str, ...]) -> int:
    """How many rows a page has: fewer where there is more in a row, that the page stays light."""
    return PAGE if len(columns) <= len(USUAL) and "title" not in columns else PAGE // 2


@bp.get("/pipeline/print")
@allows("pipeline.read")
def printed() -> str:
    """The plans that a filter names on one page, to be printed."""
    counts, form = wanted(request.args)
    rows = list(islice(export_rows(filters_of(form), now()), MOST_PRINTED + 1))
    return render_template(
        "pipeline/print.html",
        form=form,
        counts=counts,
        rows=rows[:MOST_PRINTED],
        most=MOST_PRINTED,
        is_cut=len(rows) > MOST_PRINTED,
        asked=in_words(form),
        to=addresses(request.args, _LIST),
        titles=COLUMNS,
    )


@bp.get("/map")
@allows("pipeline.read")
def shown() -> str | tuple[str, int]:
    """The 77 areas with the stages of their plans: tile map, and the same as a table."""
    counts, form = asked(request.args)
    code = 200 if form.validate() else 422
    to = addresses(request.args, _LIST)
    page = render_template("pipeline/map.html", form=form, counts=counts, areas=areas(), to=to)
    return page, code


@bp.get("/pipeline.csv")
@allows("pipeline.read")
def as_csv() -> Response:
    """Every plan that the filter names, as CSV."""
    filters = filters_of(wanted(request.args)[1])
    rows = (cells(row, language()) for row in export_rows(filters, now()))
    lines = stream_with_context(csv_lines(columns(), rows))
    return _named(current_app.response_class(lines, mimetype="text/csv"), "csv")


@bp.get("/pipeline.xlsx")
@allows("pipeline.read")
def as_xlsx() -> Response:
    """Every plan that the filter names, as a workbook."""
    filters = filters_of(wanted(request.args)[1])
    if are_more_than(LONGEST_SHEET, filters, local_day(now())):
        raise Refused([Reason("sheet_too_long", values={"most": f"{LONGEST_SHEET:,}"})])
    rows = (cells(row, language()) for row in export_rows(filters, now()))
    with xlsx(gettext("Plans"), columns(), rows) as file:
        answer = current_app.response_class(file.read(), mimetype=SHEET_TYPE)
    return _named(answer, "xlsx")


def _ends(page: query.Pipeline) -> tuple[Mark | None, Mark | None]:
    return page.newer, page.older


def _seal(filters: Filters) -> URLSafeSerializer:
    """Seals places in the list of these filters: in another list they name nothing."""
    return URLSafeSerializer(settings().secret(), salt=f"pipeline {astuple(filters)!r}")


def _sealed(filters: Filters, mark: Mark) -> str:
    """A place in the list as an address carries it."""
    return str(_seal(filters).dumps([mark.at.isoformat(), mark.id, mark.back]))


def _mark(filters: Filters) -> tuple[Mark | None, bool]:
    """The place that the address names, and whether it names one of another list."""
    sealed = request.args.get(MARK, "")
    if not sealed:
        return None, False
    try:
        at, row, back = _seal(filters).loads(sealed)
    except BadSignature:
        return None, True
    kind = date if filters.order == DUE else datetime
    return Mark(kind.fromisoformat(at), row, back), False


def _named(answer: Response, kind: str) -> Response:
    name = f"sanoe-plans-{local_day(now()).isoformat()}.{kind}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
