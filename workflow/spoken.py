"""In which language a request is answered, and our texts in it, by a shorter way than Flask-Babel's
own: a page asks for them five hundred times."""

from contextvars import ContextVar
from typing import Any, NamedTuple

from flask import Flask, has_app_context, has_request_context, request
from flask_babel import LazyString, get_locale, get_translations


class Here(NamedTuple):
    """How a request is answered: in which language, "th" or "en", and the path under which we are
    served, mostly none."""

    language: str
    root: str


_here: ContextVar[Here | None] = ContextVar("here", default=None)
_known: dict[str, Any] = {}


def bind_spoken(app: Flask) -> None:
    """Let each request be asked once how it is answered."""

    @app.before_request
    def asked() -> None:
        _here.set(_asked())

    @app.teardown_request
    def answered(error: BaseException | None) -> None:
        _here.set(None)


def here() -> Here:
    """How this request is answered."""
    return _here.get() or _asked()


def language() -> str:
    """The language of this request, "th" or "en"."""
    return here().language


def translations() -> Any:
    """Our texts in the language of this request."""
    asked = language()
    found = _known.get(asked) or get_translations()
    if has_app_context():  # without one there are none to be kept
        _known[asked] = found
    return found


def lazy_gettext(text: str, **values: object) -> LazyString:
    """A text that is said in the language of whichever request shows it."""
    return LazyString(_said, text, **values)


def _said(text: str, **values: object) -> str:
    said: str = translations().ugettext(text)
    return said % values if values else said


def _asked() -> Here:
    locale = get_locale()
    root = request.script_root if has_request_context() else ""
    return Here(str(locale.language) if locale else "th", root)
