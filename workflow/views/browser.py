"""What a browser is known by: a random id in a signed cookie, renewed at each sign-in."""

import secrets

from flask import current_app, g, request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from workflow.extensions import settings
from workflow.services.meet_device import KEPT


def device_id() -> str:
    """The id that this request's cookie carries; a new one where it carries none of ours."""
    if "device" not in g:
        g.device = _carried() or secrets.token_urlsafe(16)
    return str(g.device)


def keep_device(response: Response) -> Response:
    """Let the browser carry its id on, past the end of the session."""
    response.set_cookie(
        _name(),
        _seal().dumps(device_id()),
        max_age=int(KEPT.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=_is_secure(),
    )
    return response


def _carried() -> str:
    try:
        return str(_seal().loads(request.cookies.get(_name(), "")))
    except BadSignature:
        return ""


def _seal() -> URLSafeSerializer:
    return URLSafeSerializer(settings().secret(), salt="device")


def _name() -> str:
    return "__Host-device" if _is_secure() else "device"


def _is_secure() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])
