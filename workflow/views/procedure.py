"""The procedure: how a plan travels, in a picture and in words, and what changed when."""

from flask import Blueprint, render_template, request

from workflow.access import allows
from workflow.queries.procedures import procedure_page
from workflow.spoken import language
from workflow.states.drawing import draw
from workflow.states.told import told

bp = Blueprint("procedure", __name__, url_prefix="/procedure")


@bp.get("")
@bp.get("/<id:version>")
@bp.get("/<id:version>/since/<id:older>")
@allows("procedure.read")
def procedure(version: int | None = None, older: int | None = None) -> str:
    """One version, the newest unless another is named, compared with an older one."""
    page = procedure_page(request.args.get("name"), version, older)
    return render_template(
        "procedure/procedure.html",
        page=page,
        drawing=draw(page.procedure, language()),
        moves=told(page.procedure),
    )
