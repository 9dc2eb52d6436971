"""From an error to the page that explains it: the only place with error handlers."""

import logging
import secrets
from http import HTTPStatus

from flask import Flask, render_template, request, session
from flask_babel import get_locale
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from workflow.extensions import db, settings
from workflow.forms import kept
from workflow.queries.person import owner_of
from workflow.states.refusals import Busy, NotFound, Reason, Refused, TooMany

log = logging.getLogger(__name__)

Answer = tuple[str, int] | tuple[str, int, dict[str, str]] | Response


def bind_errors(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(NotFound, lambda error: _page("not_found", 404))
    app.register_error_handler(Busy, _busy)
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(TooMany, _too_many)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unknown)


def _page(name: str, code: int, reasons: tuple[Reason, ...] = (), **values: object) -> Answer:
    language = str(get_locale() or "th")
    lines = [reason.text(language) for reason in reasons]
    return render_template(f"errors/{name}.html", reasons=lines, **values), code


def _refused(error: Refused) -> Answer:
    log.info("refused %s %s: %s", request.method, request.path, error)
    return _page("refused", error.code, error.reasons)


def _busy(error: Busy) -> Answer:
    db.session.rollback()
    page = _page("busy", 503, typed=_typed(None))
    return (*page[:2], {"Retry-After": "2"}) if isinstance(page, tuple) else page


def _database(error: OperationalError) -> Answer:
    locked = "locked" in str(error.orig) or getattr(error.orig, "sqlstate", "") == "55P03"
    return _busy(Busy(str(error.orig))) if locked else _unknown(error)


def _too_many(error: TooMany) -> Answer:
    minutes = max(1, round(error.retry_after / 60))
    body = render_template("errors/too_many.html", minutes=minutes)
    return body, 429, {"Retry-After": str(error.retry_after)}


def _stale_form(error: CSRFError) -> Answer:
    return _page("stale_form", 400, typed=_typed(None))


def _http(error: HTTPException) -> Answer:
    code = error.code or 500
    if code < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    if code == HTTPStatus.UNAUTHORIZED:
        return _page("session_ended", 401, kept=_kept())
    name = "not_found" if code == HTTPStatus.NOT_FOUND else "http"
    page = _page(name, code, error=error, status=code)
    allowed = dict(error.get_headers()).get("Allow")
    return (*page[:2], {"Allow": allowed}) if allowed and isinstance(page, tuple) else page


def _unknown(error: Exception) -> Answer:
    reference = secrets.token_hex(4)
    log.error("reference %s", reference, exc_info=error)
    db.session.rollback()
    return _page("unknown", 500, reference=reference)


def _typed(owner: int | None) -> list[tuple[str, str]]:
    """What was typed, to be sent again at a press: never passwords, codes, tokens or files."""
    return kept.fields(request.form.items(multi=True)) if request.form else []


def _kept() -> str:
    """What was typed, sealed for the person whose session it was."""
    owner = owner_of(str(session.get("_user_id", "")))
    fields = _typed(owner)
    if owner is None or not fields:
        return ""
    return kept.seal(settings().secret(), owner, request.path, fields)
