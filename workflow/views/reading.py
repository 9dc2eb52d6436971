"""What views read from a request, and the language they answer in."""

from urllib.parse import urlsplit

from flask import request
from flask_babel import get_locale

from workflow.services.sign_in import Visitor
from workflow.states.refusals import Reason


def language() -> str:
    """The language of this request, "th" or "en"."""
    return str(get_locale() or "th")


def said(reason: Reason) -> str:
    """A reason in the language of this request."""
    return reason.text(language())


def visitor() -> Visitor:
    """Where this request comes from."""
    return Visitor(address=request.remote_addr or "", agent=request.user_agent.string)


def local_path(wanted: str | None) -> str:
    """A path of ours to go on to; anything else, such as another site, becomes the first page."""
    path = wanted or "/"
    parts = urlsplit(path)
    odd = parts.scheme or parts.netloc or "\\" in path or any(c < " " for c in path)
    return "/" if odd or not path.startswith("/") or path.startswith("//") else path
