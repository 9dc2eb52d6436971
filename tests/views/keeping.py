"""Keeping what is begun in the form of a move, as its button does."""

from werkzeug.test import TestResponse

from tests.page import Visitor
from tests.views.deeds import REVIEW, Values, filled

OPINION: Values = {"opinion": "ความเห็นที่เขียนค้างไว้"}
BEGUN = ".notice--info"
"""Where a page tells of it."""


def keep(person: Visitor, path: str = REVIEW, values: Values = OPINION) -> TestResponse:
    """Open a form, write in it, press the button."""
    return person.client.post(f"{path}/unsent", data=filled(person, path, values))
