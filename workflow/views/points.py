"""What is said of a plan beside its moves: points of the review, ticks, threads, comments."""

import secrets
from collections.abc import Sequence
from typing import TypeVar

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from workflow.access import SAFE, allows, now, person
from workflow.forms.agency import InviteForm
from workflow.forms.remark import PointForm, RemarkForm
from workflow.queries.agencies import agencies_of
from workflow.queries.comments import comments_of
from workflow.queries.plan_page import PlanPage, plan_page
from workflow.services.comment_plan import NewComment, comment_plan
from workflow.services.make_point import PointMade, make_point
from workflow.services.tick_point import Tick, tick_point
from workflow.spoken import language
from workflow.states.facts import NewPoint
from workflow.states.inviting import against_ending, against_inviting
from workflow.states.refusals import NotFound, Reason, Refused
from workflow.states.reviewing import against_comment, against_review
from workflow.views.choices import places_of
from workflow.views.reading import row_id
from workflow.views.values import Place, place, window

bp = Blueprint("points", __name__, url_prefix="/plans/<id:plan_id>")

Answer = str | Response | tuple[str, int]
Reasons = Sequence[Reason]
F = TypeVar("F", bound=RemarkForm)


@bp.get("/points/<id:no>")
@allows("plan.read")
def point(plan_id: int, no: int) -> str:
    """One point with all that was said of it."""
    return _point(plan_id, no, RemarkForm())


@bp.post("/points/<id:no>/comments")
@allows("plan.comment")
def comment_on_point(plan_id: int, no: int) -> Answer:
    """Say something of a point."""
    form = RemarkForm()
    try:
        comment_plan(_comment(plan_id, form, no), person(), now())
    except Refused as refused:
        return _point(plan_id, no, form, refused.reasons), refused.code
    flash(gettext("Comment added"))
    return redirect(url_for("points.point", plan_id=plan_id, no=no), 303)


@bp.post("/points/<id:no>/tick")
@allows("plan.review")
def tick(plan_id: int, no: int) -> Answer:
    """Settle a point, or open it again."""
    form, settled = RemarkForm(), request.form.get("settled") != "no"
    wanted = Tick(
        plan_id=plan_id,
        point=no,
        settled=settled,
        version=_seen(form),
        operation_id=form.operation_id.data or "",
        text=form.said,
    )
    try:
        tick_point(wanted, person(), now())
    except Refused as refused:
        return _point(plan_id, no, form, refused.reasons), refused.code
    flash(gettext("Point settled") if settled else gettext("Point opened again"))
    return redirect(url_for("plans.points", plan_id=plan_id, _anchor=f"point-{no}"), 303)


@bp.route("/points/new", methods=["GET", "POST"])
@allows("plan.review")
def new(plan_id: int) -> Answer:
    """Make a point of a section, or of one row that has a page of its own."""
    page = plan_page(plan_id, person(), now(), with_text=True)
    found = _place(page)
    form = _point_form(page, found)
    if request.method in SAFE:
        if reasons := _against_review(page):
            raise Refused(reasons)
        return _new(page, found, form)
    try:
        no = make_point(_made(page, found, form), person(), now())
    except Refused as refused:
        return _new(page, found, form, refused.reasons), refused.code
    flash(gettext("Point made"))
    return redirect(url_for("plans.points", plan_id=plan_id, _anchor=f"point-{no}"), 303)


@bp.route("/comments", methods=["GET", "POST"])
@allows("plan.comment")
def comments(plan_id: int) -> Answer:
    """What was said of the plan as a whole, and a form to say more."""
    form = RemarkForm()
    if request.method in SAFE:
        return _comments(plan_id, form)
    try:
        comment_plan(_comment(plan_id, form), person(), now())
    except Refused as refused:
        return _comments(plan_id, form, refused.reasons), refused.code
    flash(gettext("Comment added"))
    return redirect(url_for("points.comments", plan_id=plan_id), 303)


def comments_page(plan_id: int, reasons: Reasons, invited: InviteForm | None = None) -> str:
    """The page of a plan's comments, with what stands against an invitation."""
    return _comments(plan_id, RemarkForm(), reasons, invited)


def point_form(page: PlanPage, found: Place) -> PointForm:
    """An empty form for a point of a section, or of a row that has a page of its own."""
    return _ready(_point_form(page, found), page)


def _point_form(page: PlanPage, found: Place) -> PointForm:
    within = f"{found.section.key}.{found.field.key}" if found.field else found.section.key
    return PointForm.offering(places_of(page.case.outline, language(), within))


def may_review(page: PlanPage) -> bool:
    """Whether the person signed in makes and settles points where the plan now is."""
    return not _against_review(page)


def _against_review(page: PlanPage) -> Reasons:
    return against_review(page.case.procedure, person(), page.case.facts)


def _comment(plan_id: int, form: RemarkForm, point: int | None = None) -> NewComment:
    operation = form.operation_id.data or ""
    return NewComment(plan_id=plan_id, text=form.said, operation_id=operation, point=point)


def _made(page: PlanPage, found: Place, form: PointForm) -> PointMade:
    """The point that is asked for. Refused: it is about no part of this section."""
    if not form.is_place:
        raise Refused([*_against_review(page), Reason("point_place_here", field="place")])
    made = NewPoint(
        section=found.section.key,
        field=form.place.data,
        text=form.said,
        blocking=not form.advisory.data,
        row=request.args.get("row") if found.row else None,
    )
    operation = form.operation_id.data or ""
    return PointMade(plan_id=page.plan.id, point=made, version=_seen(form), operation_id=operation)


def _place(page: PlanPage) -> Place:
    key, row = request.args.get("section", ""), request.args.get("row")
    return place(page.case.outline, page.sections, key, row)


def _new(page: PlanPage, found: Place, form: PointForm, reasons: Reasons = ()) -> str:
    changed = _changed(page, form)
    return render_template(
        "points/new.html",
        page=page,
        found=found,
        form=_ready(form, page),
        reasons=reasons,
        changed=changed,
    )


def _point(plan_id: int, no: int, form: RemarkForm, reasons: Reasons = ()) -> str:
    page = plan_page(plan_id, person(), now())
    found = next((point for point in page.case.points if point.no == no), None)
    if found is None:
        raise NotFound(f"plan {plan_id} point {no}")
    thread, earlier = window(found.thread, row_id(request.args.get("before")))
    return _said(page, form, reasons, name="point", it=found, thread=thread, earlier=earlier)


def _comments(
    plan_id: int, form: RemarkForm, reasons: Reasons = (), invited: InviteForm | None = None
) -> str:
    page = plan_page(plan_id, person(), now())
    rows, earlier = window(comments_of(plan_id), row_id(request.args.get("before")))
    agencies = agencies_of(plan_id, now())
    invite = invited or InviteForm(formdata=None)
    invite.offers([(it.id, it.name.text(language())) for it in agencies if it.offered])
    values = {"rows": rows, "earlier": earlier, "agencies": agencies, "invite": invite}
    facts, procedure = page.case.facts, page.case.procedure
    return _said(
        page,
        form,
        reasons,
        name="comments",
        may_invite=not against_inviting(procedure, person(), facts),
        may_end=not against_ending(person(), facts),
        **values,
    )


def _said(
    page: PlanPage, form: RemarkForm, reasons: Reasons, *, name: str, **values: object
) -> str:
    """A page on which something may be said, with what stands against it."""
    changed = _changed(page, form)
    case = page.case
    return render_template(
        "points/point.html" if name == "point" else "points/comments.html",
        page=page,
        form=_ready(form, page),
        reasons=reasons,
        changed=changed,
        may_comment=not against_comment(case.procedure, person(), case.facts),
        may_review=may_review(page),
        **values,
    )


def _changed(page: PlanPage, form: RemarkForm) -> list[object]:
    """Acts on the plan since the person saw it."""
    seen = _seen(form) or page.plan.version
    return [entry for entry in page.case.entries if entry.n > seen]


def _ready(form: F, page: PlanPage) -> F:
    """A form that says what the person has now seen, for an operation of its own."""
    form.version.data = str(page.plan.version)
    form.operation_id.data = secrets.token_urlsafe(24)
    return form


def _seen(form: RemarkForm) -> int:
    """The plan's version as the person saw it; 0, which no plan has, when the form does not say."""
    return row_id(form.version.data) or 0
