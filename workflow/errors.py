"""From an error to the page that explains it: the only place with error handlers."""

import contextlib
import logging
import secrets
from http import HTTPStatus

from flask import Flask, current_app, render_template, request, session
from flask_babel import get_locale
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, SecurityError
from werkzeug.wrappers import Response

from workflow.access import NeverTaken, person, signed_in
from workflow.extensions import db, settings
from workflow.forms import kept
from workflow.queries.person import owner_of
from workflow.states.refusals import Busy, NotFound, Refused, TooMany

log = logging.getLogger(__name__)

Answer = tuple[str, int] | tuple[str, int, dict[str, str]] | Response

_AGAIN_AFTER_S = 2


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


def _page(name: str, code: int, **values: object) -> Answer:
    return render_template(f"errors/{name}.html", **values), code


def _with(page: Answer, headers: dict[str, str]) -> Answer:
    return (page[0], page[1], headers) if isinstance(page, tuple) else page


def _refused(error: Refused) -> Answer:
    log.info("refused %s %s: %s", request.method, request.path, error)
    language = str(get_locale() or "th")
    lines = [reason.text(language) for reason in error.reasons]
    return _page("refused", error.code, reasons=lines)


def _busy(error: Busy) -> Answer:
    db.session.rollback()
    page = _page("busy", 503, **_not_lost())
    return _with(page, {"Retry-After": str(_AGAIN_AFTER_S)})


def _database(error: OperationalError) -> Answer:
    locked = "locked" in str(error.orig) or getattr(error.orig, "sqlstate", "") == "55P03"
    return _busy(Busy(str(error.orig))) if locked else _unknown(error)


def _too_many(error: TooMany) -> Answer:
    minutes = max(1, round(error.retry_after / 60))
    page = _page("too_many", 429, minutes=minutes, **_not_lost())
    return _with(page, {"Retry-After": str(error.retry_after)})


def _stale_form(error: CSRFError) -> Answer:
    return _page("stale_form", 400, **_not_lost())


def _http(error: HTTPException) -> Answer:
    code = error.code or 500
    if code < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    if isinstance(error, SecurityError | NeverTaken):
        return _with(_bare(code), _allowed(error))
    if code == HTTPStatus.UNAUTHORIZED:
        return _session_ended()
    name = "not_found" if code == HTTPStatus.NOT_FOUND else "http"
    return _with(_page(name, code, error=error, status=code), _allowed(error))


def _allowed(error: HTTPException) -> dict[str, str]:
    """What may be asked instead, where an answer has to say so."""
    return {name: value for name, value in error.get_headers() if name == "Allow"}


def _session_ended() -> Answer:
    try:
        return _page("session_ended", 401, kept=_sealed(), way=_way())
    except RequestEntityTooLarge as error:
        return _http(error)


def _unknown(error: Exception) -> Answer:
    reference = secrets.token_hex(4)
    log.error("reference %s", reference, exc_info=error)
    with contextlib.suppress(SQLAlchemyError):
        db.session.rollback()
    try:
        return _page("unknown", 500, reference=reference)
    except Exception:
        log.exception("reference %s: its page failed too", reference)
        return _bare(500, reference)


def _bare(code: int, reference: str = "") -> Answer:
    """A page that needs neither an address of ours nor the database."""
    page = current_app.jinja_env.get_template("errors/bare.html")
    return page.render(lang=str(get_locale() or "th"), code=code, reference=reference), code


def _not_lost() -> dict[str, object]:
    """What was typed, for a page from which it can be sent again: never passwords or tokens.

    A sign-in form carries only what had been sealed before, and goes on carrying it, unless the
    person has meanwhile signed in elsewhere and may see it at once.
    """
    if request.endpoint != "sign_in.sign_in":
        return {"path": request.path, "typed": _typed()}
    sealed = request.form.get("kept", "")
    opened = kept.unseal(settings().secret(), person().id, sealed) if signed_in() else None
    if opened:
        return {"path": opened[0], "typed": opened[1]}
    return {"kept": sealed, "way": request.args.get("next", "")}


def _typed() -> kept.Fields:
    return kept.fields(request.form.items(multi=True)) if signed_in() else []


def _sealed() -> str:
    """What was typed, sealed for the person whose session it was; a file is not kept."""
    if request.mimetype == "multipart/form-data":
        return ""
    owner = owner_of(str(session.get("_user_id") or session.get("left") or ""))
    typed = kept.fields(request.form.items(multi=True))
    if owner is None or not typed:
        return ""
    return kept.seal(settings().secret(), owner, request.path, typed)


def _way() -> str:
    """Where to go on to after signing in again: the page itself, if it can be opened."""
    can_open = request.url_rule and "GET" in (request.url_rule.methods or ())
    return request.path if can_open else ""
