"""A form of the editor that is saved by itself while somebody types: the same door as the button's,
answered in JSON. What cannot be saved stays in the form."""

from typing import Any

from flask import Blueprint, jsonify, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from workflow.access import allows, now, person
from workflow.forms.section import read
from workflow.services.keep_presence import keep_presence
from workflow.services.keep_quiet import Opened
from workflow.services.save_section import NewSection, save_section
from workflow.spoken import language
from workflow.states.refusals import Kind, Reason, Refused
from workflow.thai.dates import local_time
from workflow.views.beside import beside
from workflow.views.editing import Desk, version_seen
from workflow.views.findings import lines
from workflow.views.reading import said
from workflow.views.saving import Sent, brought, is_empty, is_stale, nothing_left, sent_of

bp = Blueprint("autosaving", __name__, url_prefix="/plans/<id:plan_id>/sections")

Quiet = tuple[Response, int]


@bp.post("/<string:key>/here")
@allows("section.write")
def here(plan_id: int, key: str) -> Quiet:
    """A sign of life from an open form; tells who else has the section open."""
    try:
        keep_presence(Opened(plan_id, key, version_seen()), person(), now())
    except Refused as refused:
        return _told(refused.code, said=[said(reason) for reason in refused.reasons])
    return _told(200, others=beside(plan_id, key))


def is_quiet() -> bool:
    """Whether a form was sent by itself, not by a button."""
    return request.headers.get("Accept") == "application/json"


def answered_quietly(desk: Desk) -> Quiet:
    """What comes of a form that was sent by itself."""
    if is_empty(desk):
        return _refused(desk, [Reason("operation_missing")], int(Kind.CONTENT))
    sent = sent_of(desk, read(desk.sent_place, request.form, desk.offered))
    new = NewSection(
        plan_id=desk.plan_id,
        key=desk.section.key,
        body=sent.mine,
        version=sent.version,
        quiet=True,
    )
    try:
        return _saved(desk, save_section(new, person(), now()))
    except Refused as refused:
        if is_stale(refused):
            return _stale(desk, sent)
        return _refused(desk, sent.given.said(refused.reasons), refused.code)


def _saved(desk: Desk, version: int) -> Quiet:
    words = gettext("Saved at %(time)s", time=local_time(now()))
    others = beside(desk.plan_id, desk.section.key)
    return _told(200, version=version, said=[words], others=others)


def _stale(desk: Desk, sent: Sent) -> Quiet:
    """Somebody saved before: the person brings both together, unless nothing is left to do."""
    now_there, merged = brought(desk, sent)
    if nothing_left(now_there, merged):
        return _saved(now_there, now_there.version)
    return _told(int(Kind.STALE), conflict=True, said=[_who_saved(now_there)])


def _who_saved(desk: Desk) -> str:
    saved = desk.editor.saved[desk.section.key]
    if saved.by_id == person().id:
        return str(gettext("You saved this section elsewhere meanwhile."))
    who = saved.by.text(language())
    return str(gettext("%(who)s saved this section meanwhile.", who=who))


def _refused(desk: Desk, reasons: list[Reason], code: int) -> Quiet:
    return _told(code, said=[line for _, line in lines(desk, reasons)])


def _told(code: int, **what: Any) -> Quiet:
    return jsonify(what), code
