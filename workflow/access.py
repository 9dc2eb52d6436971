"""Who may come in: the person signed in, and what each view declares.

Deny by default: a route without @allows stops the start, and nobody who is not signed in learns
whether a path exists.
"""

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, redirect, request, url_for
from flask_login import current_user
from werkzeug.exceptions import MethodNotAllowed, SecurityError
from werkzeug.wrappers import Response

from workflow.extensions import csrf, settings
from workflow.states import policy
from workflow.states.facts import Holding, Person
from workflow.states.refusals import Kind, NotFound, refuse

P = ParamSpec("P")
R = TypeVar("R")

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
WITHOUT_FACTOR = frozenset({"profile.change", "session.end", "text.keep"})
"""Actions that are open before a second factor is added where one is required."""
_LARGEST_OF_A_STRANGER = 100_000
"""Bytes of a form on a page that needs no sign-in."""


class NeverTaken(MethodNotAllowed):
    """The request's method is one that nothing here takes."""


@dataclass(frozen=True, slots=True)
class Account:
    """The person signed in, as Flask-Login knows them: a light object, loaded by Core."""

    person: Person
    token: str
    session_hash: str
    username: str
    language: str
    fresh_until: dt.datetime
    seen_at: dt.datetime
    unread: int = 0
    has_totp: bool = False
    passkeys: int = 0
    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What Flask's cookie carries: the random token of the session."""
        return self.token

    @property
    def holdings(self) -> tuple[Holding, ...]:
        """Posts the person holds today."""
        return self.person.holdings

    @property
    def has_factor(self) -> bool:
        """Whether more than a password proves who this is."""
        return self.has_totp or self.passkeys > 0

    def is_fresh(self, at: dt.datetime) -> bool:
        """Whether the last proof of identity is recent enough to sign with."""
        return at < self.fresh_until


def account() -> Account:
    """The person signed in. Only behind @allows."""
    found: Account = current_user._get_current_object()
    return found


def signed_in() -> bool:
    """Whether the request comes from somebody signed in."""
    return bool(current_user.is_authenticated)


def person() -> Person:
    """Who acts in this request."""
    return account().person


def now() -> dt.datetime:
    """The present instant, the only clock that views and jobs read."""
    return dt.datetime.now(dt.UTC)


def allows(action: str, takes: int | None = None) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare the action (`states.policy.ACTIONS`) that a view belongs to. takes: bytes of a
    request of somebody signed in, where that is not what every view takes.

    A plan that no post of the person reads is not there for them (404); any other screen is
    refused (403).
    """
    if action not in policy.ACTIONS:
        raise KeyError(action)

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if not policy.may_open(action, person()):
                _refuse(action)
            return view(*args, **kwargs)

        guarded.__dict__.update(action=action, takes=takes)
        return guarded

    return decorate


def _refuse(action: str) -> None:
    if policy.ACTIONS[action].plan:
        raise NotFound(action)
    refuse("not_yours", Kind.PERSON)


def open_to_all(view: Callable[P, R]) -> Callable[P, R]:
    """Declare that a view needs no sign-in."""
    view.__dict__["action"] = None
    return view


def check_declared(app: Flask) -> None:
    """Stop the start when a route does not say who may open it; keep which methods are taken."""
    silent = [
        endpoint for endpoint, view in app.view_functions.items() if not hasattr(view, "action")
    ]
    if silent:
        raise RuntimeError(f"no @allows on {', '.join(sorted(silent))}")
    every = (rule.methods or () for rule in app.url_map.iter_rules())
    app.extensions["methods_taken"] = frozenset().union(*every)


def bind_access(app: Flask) -> None:
    """Guard every request of the app, from what costs least to what reads the body."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    guards = (_of_our_host, _of_our_methods, _same_origin, _small, _known, _not_forged)
    for guard in (*guards, _with_factor):
        app.before_request(guard)


def _of_our_host() -> None:
    """Refuse a request for a host name that is not ours: no address could be made for it."""
    if isinstance(request.routing_exception, SecurityError):
        raise request.routing_exception


def _of_our_methods() -> None:
    """Refuse a method that nothing here takes, before anybody is asked for: it costs no question to
    the database, and tells nobody whether a path exists."""
    taken = current_app.extensions["methods_taken"]
    if request.method not in taken:
        raise NeverTaken(sorted(taken))


def _known() -> Response | None:
    if is_open() or signed_in():
        return None
    if request.method not in SAFE:
        abort(401)
    here = request.full_path.rstrip("?")
    return redirect(url_for("sign_in.sign_in", next=None if here == "/" else here), 303)


def is_open() -> bool:
    """Whether this request is for something that needs no sign-in, so asks for nobody."""
    endpoint = request.endpoint
    view: Any = current_app.view_functions.get(endpoint) if endpoint else None
    return view is not None and getattr(view, "action", "") is None


def unattended(view: Callable[P, R]) -> Callable[P, R]:
    """Declare that pages ask for a view by themselves: that is no use of the session, which ends
    when its person leaves it."""
    view.__dict__["unattended"] = True
    return view


def asks_by_itself() -> bool:
    """Whether a page sent this request, and not its person."""
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, "unattended", False))


def _same_origin() -> None:
    """Refuse a write that another site's page sends, before its body is read."""
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None and site not in ("same-origin", "none"):
        abort(403)
    if origin is not None and _host_of(origin) != request.host:
        abort(403)


def _small() -> None:
    """Take little from whoever is not signed in; the sign-in form alone brings text along. Of those
    who are, a view may take more."""
    if is_open() and request.endpoint != "sign_in.sign_in":
        request.max_content_length = _LARGEST_OF_A_STRANGER
    elif (takes := _declared("takes")) and signed_in():
        request.max_content_length = int(takes)


def _with_factor() -> Response | None:
    """Lead whoever must have a second factor, and has none yet, to where it is added."""
    if is_open() or account().has_factor or _action() in WITHOUT_FACTOR:
        return None
    if not must_have_factor():
        return None
    if request.method not in SAFE:
        refuse("factor_first", Kind.PERSON)
    return redirect(url_for("profile.profile"), 303)


def must_have_factor() -> bool:
    """Whether the person signed in must have a second factor."""
    return policy.needs_factor(settings().factor_asked_of, person())


def prove_first() -> None:
    """Refuse a change whose person did not prove lately who they are."""
    if not account().is_fresh(now()):
        refuse("prove_first", Kind.PERSON)


def _action() -> str:
    return str(_declared("action") or "")


def _declared(name: str) -> Any:
    """What the view of this request declares; None where it says nothing."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, name, None)


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _not_forged() -> None:
    """Check the form's token, of whoever may send one: last, for it reads the body."""
    if request.endpoint:
        csrf.protect()
