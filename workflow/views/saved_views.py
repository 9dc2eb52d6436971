"""Views of the pipeline: filters and columns that a person keeps under a name."""

from urllib.parse import parse_qsl

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from workflow.access import allows, person
from workflow.forms.pipeline import COLUMNS, PipelineForm, address_of
from workflow.queries.saved_views import saved_views
from workflow.services.forget_view import forget_view
from workflow.services.save_view import save_view
from workflow.states.refusals import NotFound, Reason, Refused
from workflow.views.pipeline_asked import MARK, Given, in_words, wanted
from workflow.views.saving import Answer

bp = Blueprint("saved_views", __name__, url_prefix="/pipeline/views")

_MOST_PARTS = 50
"""Parts of an address; the pipeline has far fewer."""


@bp.get("")
@allows("pipeline.read")
def listed() -> str:
    """Choose columns, keep what the list shows, and see what is kept."""
    return _page(request.args, wanted(request.args)[1])


@bp.post("/keep")
@allows("pipeline.read")
def keep() -> Answer:
    """Keep what the list shows, as its own form writes it: never as it was sent."""
    given, name = _given(), request.form.get("name", "")
    form = wanted(given)[1]
    address = address_of(form, given)
    try:
        save_view(person().id, name, address)
    except Refused as refused:
        return _page(given, form, name, refused.reasons), refused.code
    flash(gettext("View kept"))
    return _to(address)


@bp.get("/<id:view_id>")
@allows("pipeline.read")
def opened(view_id: int) -> Response:
    """The list as a view keeps it."""
    found = [view for view in saved_views(person().id) if view.id == view_id]
    if not found:
        raise NotFound(f"view {view_id}")
    return _to(found[0].query)


@bp.post("/<id:view_id>/forget")
@allows("pipeline.read")
def forget(view_id: int) -> Response:
    """Forget a view."""
    forget_view(person().id, view_id)
    flash(gettext("View removed"))
    return _to("")


def _page(
    given: Given, form: PipelineForm, name: str = "", reasons: tuple[Reason, ...] = ()
) -> str:
    address = address_of(form, given)
    return render_template(
        "pipeline/views.html",
        form=form,
        kept=[pair for pair in parse_qsl(address) if pair[0] != "columns"],
        titles=COLUMNS,
        asked=in_words(form),
        views=saved_views(person().id),
        address=address,
        back=_way(address),
        name=name,
        reasons=reasons,
    )


def _given() -> Given:
    """The address of the list that the form was on. Where it has too many parts it has none."""
    try:
        parts = parse_qsl(request.form.get("query", ""), max_num_fields=_MOST_PARTS)
    except ValueError:
        parts = []
    return MultiDict((name, typed) for name, typed in parts if name != MARK)


def _to(address: str) -> Response:
    return redirect(_way(address), 303)


def _way(address: str) -> str:
    way = url_for("pipeline.listed")
    return f"{way}?{address}" if address else way
