"""Writing a plan through the forms of its editor, as a person's browser would."""

import json
from typing import Any

import sqlalchemy as sa
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.page import Page, Visitor, sent_by
from tests.services.acting import PATTANI, by_hand, section
from workflow.canonical import canonical_json
from workflow.models import Section, table
from workflow.outline.digests import section_digest

PLAN = f"/plans/{PATTANI}/sections"
PATHS = ("general", "summary", "area", "needs", "swot", "direction", "budget", "risks")
"""Sections that are one form."""


def sent(page: Page) -> "MultiDict[str, str]":
    """What the page's form would send untouched, every box that is ticked included."""
    return MultiDict(sent_by(page.one("main form")))


def send(person: Visitor, path: str, **changed: Any) -> TestResponse:
    """Open a form, change some values, send it."""
    values = sent(person.get(path))
    for name, value in changed.items():
        values.setlist(name, value if isinstance(value, list) else [value])
    return person.client.post(path, data=values)


def press(person: Visitor, path: str, button: str, value: str, **changed: Any) -> Page:
    """Press a button of a row; what it answers."""
    return Page(send(person, path, **{button: value}, **changed))


def write(plan_id: int, key: str, body: dict[str, Any]) -> None:
    """Put a text into a section past every service, so that any sample can be opened."""
    text = canonical_json(body).decode()
    here = sa.update(table(Section)).where(Section.plan_id == plan_id, Section.key == key)
    by_hand(here.values(body=text, digest=section_digest(body)))


def kept(key: str, plan_id: int = PATTANI) -> tuple[dict[str, Any], int, str]:
    """A section's text, version and digest."""
    row = section(plan_id, key)
    return json.loads(row.body), row.version, row.digest
