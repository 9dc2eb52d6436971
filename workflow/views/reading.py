"""What views read from a request, and the language they answer in."""

import re

from flask import request
from werkzeug.routing import IntegerConverter, Map

from workflow.services.sign_in import Visitor
from workflow.spoken import language
from workflow.states.refusals import Reason
from workflow.views.browser import device_id

LARGEST_ID = 2_147_483_647
"""The largest id of a row, on either database."""


class RowId(IntegerConverter):
    """The part of an address that names a row: digits 0-9, one way to write each."""

    regex = "[1-9][0-9]{0,9}"

    def __init__(self, url_map: Map):
        super().__init__(url_map, max=LARGEST_ID)


def said(reason: Reason) -> str:
    """A reason in the language of this request."""
    return reason.text(language())


def visitor() -> Visitor:
    """Where this request comes from."""
    address, agent = request.remote_addr or "", request.user_agent.string
    return Visitor(address=address, agent=agent, device=device_id())


def local_path(wanted: str | None) -> str:
    """A path of ours to go on to; anything else, such as another site, becomes the first page."""
    path = wanted or "/"
    odd = "\\" in path or any(c < " " or c == "\x7f" for c in path)
    return "/" if odd or not path.startswith("/") or path.startswith("//") else path


def way_back() -> str:
    """The way back to this page; to the first, where this one only answers a form."""
    rule = request.url_rule
    can_open = rule is None or "GET" in (rule.methods or ())
    return request.full_path if can_open else "/"


def row_id(typed: str | None) -> int | None:
    """An id that somebody sent, if it can be one: digits 0-9, not beyond what a table holds."""
    if typed is None or not re.fullmatch("[0-9]{1,10}", typed):
        return None
    return min(int(typed), LARGEST_ID)
