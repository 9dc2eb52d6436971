"""A page as a person meets it. Making one checks what every page of ours must hold."""

import re
from collections.abc import Iterator

from flask import session
from flask.testing import FlaskClient
from flask_login import login_user
from werkzeug.test import TestResponse

from tests.parsed import Tag, parsed
from workflow.access import now
from workflow.extensions import db
from workflow.queries.demo import PASSWORD
from workflow.queries.person import load_account
from workflow.services.sign_in import sign_in
from workflow.views.browser import keep_device
from workflow.views.reading import visitor

_BEFORE_TITLE = re.compile(r"^(ข้อผิดพลาด: |Error: |\(\d+\) )")
"""What may stand before it: that something is wrong, or how many tasks wait."""
HEAVIEST = 60_000
"""Bytes of a page's HTML."""


class Page:
    """A parsed answer. code: its HTTP status."""

    def __init__(self, response: TestResponse):
        self.code = response.status_code
        self.response = response
        self.root = parsed(response.text)
        self._holds_the_house_rules()

    def text(self, selector: str = "main") -> str:
        """Text of the first match, white space folded."""
        return _folded(self.one(selector).get_text(" "))

    def texts(self, selector: str) -> list[str]:
        """Texts of all matches."""
        return [_folded(tag.get_text(" ")) for tag in self.all(selector)]

    def all(self, selector: str) -> list[Tag]:
        """Every match, in the order of the page."""
        return self.root.select(selector)

    def one(self, selector: str) -> Tag:
        """The first match, which must be there."""
        found = self.root.select_one(selector)
        assert found is not None, f"no {selector} on the page"
        return found

    def has(self, selector: str) -> bool:
        """Whether anything matches."""
        return self.root.select_one(selector) is not None

    def form(self, action: str = "") -> dict[str, str]:
        """Values that a form would send untouched, hidden ones included."""
        return values_of(self.one(f'form[action="{action}"]' if action else "main form"))

    def _holds_the_house_rules(self) -> None:
        """One walk over the tags: pages are many, and selectors are slow."""
        tags = list(self.root.every_tag())
        assert len(self.response.data) < HEAVIEST, "a page weighs less than 60 kB"
        assert len([tag for tag in tags if tag.name == "h1"]) == 1, "a page has one <h1>"
        title = _BEFORE_TITLE.sub("", _folded(self.one("title").get_text()))
        assert title.startswith(self.text("h1")), "<title> opens with <h1>"
        _labels_every_field(tags)
        _repeats_no_id(tags)
        _has_nothing_inline(tags)
        _guards_every_form(tags)


def values_of(form: Tag) -> dict[str, str]:
    """Values that a form would send untouched, the last of each name."""
    return dict(sent_by(form))


def sent_by(form: Tag) -> Iterator[tuple[str, str]]:
    """Names and values that a form would send untouched, hidden ones included."""
    for field in form.select("input[name], textarea[name], select[name]"):
        if field.get("type") not in ("checkbox", "radio") or field.has_attr("checked"):
            yield field["name"], _value(field)


class Visitor:
    """A person with a browser."""

    def __init__(self, client: FlaskClient):
        self.client = client

    def signed_in(self, username: str) -> "Visitor":
        """Sign in as the page does, but without its form: nearly every test does."""
        app = self.client.application
        self.client.set_cookie("lang", "th")
        device = self.client.get_cookie("device")
        known = {"Cookie": f"device={device.value}"} if device else {}
        with app.test_request_context("/sign-in", method="POST", headers=known):
            token = sign_in(username, PASSWORD, visitor(), now())
            account = load_account(token)
            assert account is not None, "the demo's people have no second factor"
            login_user(account)
            response = app.make_response("")
            keep_device(response)
            app.session_interface.save_session(app, session, response)
            db.session.remove()
        for carried in response.headers.getlist("Set-Cookie"):
            name, _, rest = carried.partition("=")
            self.client.set_cookie(name, rest.partition(";")[0])
        return self

    def get(self, path: str, language: str = "th") -> Page:
        """Open a page."""
        self.client.set_cookie("lang", language)
        return Page(self.client.get(path))

    def post(self, path: str, **changed: object) -> TestResponse:
        """Send the form of a page with some values changed."""
        values: dict[str, object] = dict(self.get(path).form(path))
        return self.client.post(path, data={**values, **changed})

    def token(self) -> str:
        """A CSRF token of this session."""
        return str(self.get("/inbox").one("[name=csrf_token]")["value"])


def _value(field: Tag) -> str:
    if field.name == "textarea":
        return field.text.replace("\n", "\r\n")
    if field.name == "select":
        chosen = field.select_one("option[selected]") or field.select_one("option")
        return chosen.get("value") if chosen else ""
    return field.get("value", "on")


def _folded(text: str) -> str:
    """Text as it is read: white space folded, the joiners that keep a line together left out."""
    return re.sub(r"\s+", " ", text.replace("\u2060", "")).strip()


def _labels_every_field(tags: list[Tag]) -> None:
    labels = {tag.get("for") for tag in tags if tag.name == "label"}
    for tag in tags:
        if tag.name in ("input", "select", "textarea") and tag.get("type") != "hidden":
            assert tag.get("id") in labels, f"{tag} has no label"


def _repeats_no_id(tags: list[Tag]) -> None:
    ids = [str(tag["id"]) for tag in tags if tag.has_attr("id")]
    assert len(ids) == len(set(ids)), f"used twice: {[i for i in ids if ids.count(i) > 1]}"


def _has_nothing_inline(tags: list[Tag]) -> None:
    for tag in tags:
        assert tag.name != "style", "no style element"
        assert tag.name != "script" or tag.has_attr("src"), "no script in the page"
        inline = [name for name in tag.attributes if name == "style" or name.startswith("on")]
        assert not inline, f"nothing inline: {tag}"


def _guards_every_form(tags: list[Tag]) -> None:
    for form in tags:
        if form.name == "form" and form.get("method") == "post":
            assert form.select("[name=csrf_token]"), "a form that writes carries csrf_token"
