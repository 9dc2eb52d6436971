"""Items of a meeting: what was recorded, its record, its certificate, its postponement."""

import secrets

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from workflow.access import SAFE, allows, now, person
from workflow.forms.item import (
    CertifyForm,
    Offered,
    RecordForm,
    read_record,
    record_form,
    show_record,
)
from workflow.forms.meeting import PostponeForm, number
from workflow.queries.item_page import ItemPage, item_page
from workflow.services.certify_item import CertificateAsked, certify_item
from workflow.services.postpone_item import Postponement, postpone_item
from workflow.services.record_item import NewRecord, record_item
from workflow.spoken import language
from workflow.states.refusals import Kind, Reason, Refused
from workflow.thai.text import clean
from workflow.views.signing import is_proven, signer

bp = Blueprint("items", __name__, url_prefix="/meetings/<id:meeting_id>/items/<id:n>")

Answer = str | Response | tuple[str, int]


@bp.get("")
@allows("meeting.read")
def item(meeting_id: int, n: int) -> str:
    """The plan in numbers, who takes part, the sum and what follows from it."""
    return render_template("items/item.html", page=_page(meeting_id, n))


@bp.route("/record", methods=["GET", "POST"])
@allows("meeting.run")
def record(meeting_id: int, n: int) -> Answer:
    """Enter who is there, what is put to the vote and how each votes."""
    page = _page(meeting_id, n)
    form = record_form(_offered(page))
    if request.method in SAFE:
        show_record(form, page.sat.kept.recorded, page.sat.kept.filled)
        return _recording(page, form, ())
    if form.fill(request.form.get("fill", "")):
        return _recording(page, form, (), seen=False)
    reading = read_record(form)
    new = NewRecord(
        meeting_id=meeting_id, n=n, version=number(form.version.data), recorded=reading.recorded
    )
    try:
        if reading.reasons:
            raise Refused(reading.reasons)
        record_item(new, person(), now())
    except Refused as refused:
        return _recording(_page(meeting_id, n), form, refused.reasons), refused.code
    flash(gettext("Recorded"))
    return redirect(_here(page), 303)


@bp.route("/certify", methods=["GET", "POST"])
@allows("item.certify")
def certify(meeting_id: int, n: int) -> Answer:
    """The presiding co-chair certifies what was resolved: the plan moves."""
    page, form = _page(meeting_id, n), CertifyForm()
    if request.method in SAFE:
        form.resolution.data = page.item.resolution or _proposed(page)
        form.reason.data = page.item.reason
        return _certifying(page, form, page.against), page.code
    try:
        certify_item(_asked(page, form), signer(form if page.code == 200 else None), now())
    except Refused as refused:
        stale = refused.code == Kind.STALE
        page = _page(meeting_id, n) if stale else page
        return _certifying(page, form, refused.reasons), refused.code
    flash(page.move.title.text(language()) if page.move else "")
    return redirect(_here(page), 303)


@bp.route("/postpone", methods=["GET", "POST"])
@allows("meeting.run")
def postpone(meeting_id: int, n: int) -> Answer:
    """End an item without a resolution, so that its plan may go on another agenda."""
    page, form = _page(meeting_id, n), PostponeForm()
    if request.method in SAFE:
        return _postponing(page, form, ())
    asked = Postponement(
        meeting_id=meeting_id,
        n=n,
        version=number(form.version.data),
        note=clean(form.note.data or ""),
        operation_id=form.operation_id.data or "",
    )
    try:
        postpone_item(asked, person(), now())
    except Refused as refused:
        return _postponing(_page(meeting_id, n), form, refused.reasons), refused.code
    flash(gettext("Postponed"))
    return redirect(url_for("meetings.meeting", meeting_id=meeting_id), 303)


def _page(meeting_id: int, n: int) -> ItemPage:
    return item_page(meeting_id, n, person(), now())


def _here(page: ItemPage) -> str:
    return url_for("items.item", meeting_id=page.head.id, n=page.item.n)


def _offered(page: ItemPage) -> Offered:
    procedure, lang = page.case.procedure, language()
    roster = page.sat.now
    return Offered(
        seats=[s.code for s in page.seats if s.code in roster.filled - roster.tied],
        motions=[(move.name, move.title.text(lang)) for move in page.motions],
        back_to=[(c, procedure.stage[c].title.text(lang)) for c in procedure.returning],
        returning=[move.name for move in page.motions if move.asks_for("back_to")],
    )


def _proposed(page: ItemPage) -> str:
    """The words of a resolution as minutes put them: always in Thai, the language of the record."""
    if page.move is None:
        return ""
    return f"ที่ประชุมพิจารณาแล้ว มี{page.move.title.th}{page.case.plan.title}"


def _asked(page: ItemPage, form: CertifyForm) -> CertificateAsked:
    return CertificateAsked(
        meeting_id=page.head.id,
        n=page.item.n,
        item_version=number(form.item_version.data),
        version=number(form.version.data),
        digest=form.digest.data or "",
        operation_id=form.operation_id.data or "",
        resolution=clean(form.resolution.data or ""),
        reason=clean(form.reason.data or ""),
    )


def _recording(
    page: ItemPage, form: RecordForm, reasons: tuple[Reason, ...], *, seen: bool = True
) -> str:
    if seen:
        form.version.data = page.item.version
    return render_template("items/record.html", page=page, form=form, reasons=reasons)


def _certifying(page: ItemPage, form: CertifyForm, reasons: tuple[Reason, ...]) -> str:
    form.item_version.data = page.item.version
    form.version.data = page.case.plan.version
    form.digest.data = page.case.plan.digest
    form.operation_id.data = form.operation_id.data or secrets.token_urlsafe(24)
    return render_template(
        "items/certify.html",
        page=page,
        form=form,
        reasons=reasons,
        asks_password=not is_proven(),
    )


def _postponing(page: ItemPage, form: PostponeForm, reasons: tuple[Reason, ...]) -> str:
    form.version.data = page.item.version
    form.operation_id.data = form.operation_id.data or secrets.token_urlsafe(24)
    return render_template("items/postpone.html", page=page, form=form, reasons=reasons)
