"""A plan's files: what there is, bringing one, taking one out, handing one out."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from workflow import uploads
from workflow.access import SAFE, allows, now, person
from workflow.containers import MEGABYTE
from workflow.outline.attached import files_named
from workflow.outline.reading import Leaf
from workflow.queries.files import file_of, files_of
from workflow.queries.plan_page import PlanPage, plan_page, revision_text
from workflow.services.add_file import MOST_BYTES, MOST_FILES, NewFile, add_file
from workflow.services.remove_file import OldFile, remove_file
from workflow.states.refusals import Kind, NotFound, Reason, Refused
from workflow.views.inert import inert
from workflow.views.reading import row_id

bp = Blueprint("files", __name__, url_prefix="/plans/<id:plan_id>/files")

Answer = str | Response | tuple[str, int]


@bp.route("", methods=["GET", "POST"])
@allows("plan.read", takes=uploads.LARGEST_REQUEST)
def files(plan_id: int) -> Answer:
    """The files that the plan has, or those of a revision that is asked for; one more, which if it
    is refused is told with the reason on the same page."""
    if request.method in SAFE:
        return _listed(plan_id)
    try:
        add_file(_sent(plan_id), person(), now())
    except Refused as refused:
        return _told(plan_id, refused)
    flash(gettext("File attached"))
    return redirect(url_for("files.files", plan_id=plan_id), 303)


@bp.get("/<string:digest>")
@allows("plan.read")
def file(plan_id: int, digest: str) -> Response:
    """One file, to be kept and not to be run."""
    found = file_of(plan_id, digest, person())
    return inert(digest, found.media_type, found.name, "file_lost")


@bp.route("/<string:digest>/remove", methods=["GET", "POST"])
@allows("section.write")
def remove(plan_id: int, digest: str) -> Answer:
    """Ask whether a file is to go, and take it out."""
    if request.method not in SAFE:
        try:
            remove_file(OldFile(plan_id=plan_id, digest=digest), person(), now())
        except Refused as refused:
            return _told(plan_id, refused)
        flash(gettext("File removed"))
        return redirect(url_for("files.files", plan_id=plan_id), 303)
    page = plan_page(plan_id, person(), now(), with_text=True)
    found = next((one for one in files_of(plan_id) if one.digest == digest), None)
    if found is None:
        raise NotFound(f"plan {plan_id} file {digest}")
    if page.unwritable:
        raise Refused(page.unwritable)
    uses = _uses(page, page.sections).get(digest, ())
    return render_template("files/remove.html", page=page, file=found, uses=uses)


def _sent(plan_id: int) -> NewFile:
    """The file that the form carries. Refused when it carries none."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise Refused([Reason("file_missing", field="file")])
    content = sent.stream.read(uploads.LARGEST + 1)
    return NewFile(plan_id=plan_id, name=sent.filename, content=content)


def _told(plan_id: int, refused: Refused) -> Answer:
    """The page with what stands in the way; whoever may not write at all gets no page with it."""
    if refused.code == Kind.PERSON:
        raise refused
    return _listed(plan_id, refused.reasons), refused.code


def _listed(plan_id: int, reasons: Sequence[Reason] = ()) -> str:
    page = plan_page(plan_id, person(), now(), with_text=True)
    no = row_id(request.args.get("revision")) if "revision" in request.args else None
    if "revision" in request.args and not 1 <= (no or 0) <= page.plan.revision:
        raise NotFound(f"plan {plan_id} revision {no}")
    sections = revision_text(plan_id, no)[0] if no else page.sections
    return render_template(
        "files/files.html",
        page=page,
        no=no,
        files=files_of(plan_id, no),
        uses=_uses(page, sections),
        lines=[(f"#{one.field}", one) for one in reasons],
        limits=(uploads.LARGEST // MEGABYTE, MOST_BYTES // MEGABYTE, MOST_FILES),
    )


def _uses(page: PlanPage, sections: Any) -> dict[str, list[Leaf]]:
    return dict(files_named(page.case.outline, sections))
