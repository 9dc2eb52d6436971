"""Meetings of the joint committee: the list, a meeting's page, and what is done about it."""

import secrets
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from workflow.access import SAFE, allows, now, person
from workflow.forms.meeting import (
    ActForm,
    MeetingForm,
    number,
    read_agenda,
    read_meeting,
)
from workflow.queries.meeting_page import MeetingPage, meeting_page
from workflow.queries.meetings import meetings, next_number, waiting
from workflow.services.announce_meeting import announce_meeting
from workflow.services.close_meeting import close_meeting
from workflow.services.make_meeting import NewMeeting, make_meeting
from workflow.services.open_meeting import open_meeting
from workflow.services.set_agenda import NewAgenda, set_agenda
from workflow.services.write_meeting import MeetingAsked
from workflow.spoken import language, lazy_gettext
from workflow.states.facts import Person
from workflow.states.refusals import Reason, Refused
from workflow.thai.dates import buddhist_year, local_day

bp = Blueprint("meetings", __name__, url_prefix="/meetings")

Answer = str | Response | tuple[str, int]
ACTS = {
    "announce": lazy_gettext("Announce the meeting"),
    "open": lazy_gettext("Open the meeting"),
    "close": lazy_gettext("Close the meeting"),
}


@bp.get("")
@allows("meeting.read")
def listed() -> str:
    """Every meeting, and what waits for one."""
    return render_template("meetings/meetings.html", meetings=meetings(), waiting=waiting())


@bp.route("/new", methods=["GET", "POST"])
@allows("meeting.run")
def new() -> Answer:
    """Make a meeting."""
    form = MeetingForm()
    if request.method in SAFE:
        form.number.data = str(next_number(buddhist_year(local_day(now()))))
        return _new(form, ())
    reading = read_meeting(form)
    try:
        if reading.reasons:
            raise Refused(reading.reasons)
        made = NewMeeting(
            number=reading.number,
            held_on=reading.held_on,
            time=reading.time,
            place_th=reading.place_th,
            place_en=reading.place_en,
            operation_id=form.operation_id.data or "",
        )
        meeting_id = make_meeting(made, person(), now())
    except Refused as refused:
        return _new(form, refused.reasons), refused.code
    return redirect(url_for("meetings.agenda", meeting_id=meeting_id), 303)


@bp.get("/<id:meeting_id>")
@allows("meeting.read")
def meeting(meeting_id: int) -> str:
    """A meeting: its agenda, who presides, who is expected."""
    return render_template("meetings/meeting.html", page=meeting_page(meeting_id, person()))


@bp.route("/<id:meeting_id>/agenda", methods=["GET", "POST"])
@allows("meeting.run")
def agenda(meeting_id: int) -> Answer:
    """Build the agenda: every button sends the whole of it, so that twice is harmless."""
    page = meeting_page(meeting_id, person())
    if request.method in SAFE:
        return _agenda(page, ())
    wanted = NewAgenda(
        meeting_id=meeting_id,
        version=number(request.form.get("version")),
        plans=read_agenda(request.form),
    )
    try:
        set_agenda(wanted, person(), now())
    except Refused as refused:
        return _agenda(meeting_page(meeting_id, person()), refused.reasons), refused.code
    return redirect(url_for("meetings.agenda", meeting_id=meeting_id), 303)


@bp.route("/<id:meeting_id>/<any(announce,open,close):act>", methods=["GET", "POST"])
@allows("meeting.run")
def act(meeting_id: int, act: str) -> Answer:
    """Announce, open or close a meeting."""
    page, form = meeting_page(meeting_id, person()), ActForm()
    form.offers([(s.code, s.names.text(language())) for s in page.chairs])
    if request.method in SAFE:
        form.presiding.data = page.chairs[0].code if len(page.chairs) == 1 else None
        return _act(page, form, act, ())
    asked = MeetingAsked(
        meeting_id=meeting_id,
        version=number(form.version.data),
        operation_id=form.operation_id.data or "",
    )
    try:
        _doing(act, form)(asked, person(), now())
    except Refused as refused:
        page = meeting_page(meeting_id, person())
        return _act(page, form, act, refused.reasons), refused.code
    flash(str(ACTS[act]))
    return redirect(url_for("meetings.meeting", meeting_id=meeting_id), 303)


def _doing(act: str, form: ActForm) -> Callable[[MeetingAsked, Person, Any], None]:
    if act == "open":
        seat = form.presiding.data or ""
        return lambda asked, who, at: open_meeting(asked, seat, who, at)
    return announce_meeting if act == "announce" else close_meeting


def _new(form: MeetingForm, reasons: tuple[Reason, ...]) -> str:
    form.operation_id.data = form.operation_id.data or secrets.token_urlsafe(24)
    return render_template("meetings/new.html", form=form, reasons=reasons)


def _agenda(page: MeetingPage, reasons: tuple[Reason, ...]) -> str:
    return render_template("meetings/agenda.html", page=page, waiting=waiting(), reasons=reasons)


def _act(page: MeetingPage, form: ActForm, act: str, reasons: tuple[Reason, ...]) -> str:
    form.version.data = page.head.row.version
    form.operation_id.data = form.operation_id.data or secrets.token_urlsafe(24)
    title = gettext(str(ACTS[act]))
    return render_template(
        "meetings/act.html", page=page, form=form, act=act, title=title, reasons=reasons
    )
