"""Every form that writes, found by going wherever links lead: without a token of the session that
sends it, nothing is written; and no form takes more than the fields that it shows."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import SignInAs
from tests.page import Visitor
from tests.services.sitting import CHAIR, SECRETARY, opened, record
from tests.views.deeds import fingerprint, inside
from tests.views.walking import address, forms
from workflow.extensions import Base, db
from workflow.queries.demo import PASSWORD

pytestmark = pytest.mark.untraced
"""It goes everywhere: what it reaches is not tested by that, and tracing it takes long."""

STRANGE = "987654321"
"""A number and a text that nothing of the demo holds."""
SIGNS_OUT = "sign_in.sign_out"
EVERYBODY = {
    *("preferences.choose", "sign_in.sign_out", "profile.password", "factors.add"),
    "factors.begin_totp",
}
TASKS = {"tasks.snooze"}
NOTICES = {"notices.read", "notices.read_one"}
WRITING = {
    *("sections.section", "rows.row", "rows.remove", "points.comments", "moves.move"),
    *("files.files", "drafters.drafters", "tables.bring"),
}
CONSIDERING = NOTICES | {
    *("points.new", "points.comments", "moves.move", "papers.order", "agencies.invite")
}
FORMS = {
    "drafter.75": {"points.comments", "moves.move", "papers.order", "drafters.drafters"},
    "drafter.55": WRITING | TASKS | NOTICES | {"points.comment_on_point", "papers.order"},
    "drafter.95": WRITING | TASKS | {"new_plan.begin"},
    "clinic.75": CONSIDERING | TASKS,
    "pcso.80": CONSIDERING | TASKS,
    "admin.1": {"people.link", "people.disable", "people.end_sessions", "people.new"},
    SECRETARY: CONSIDERING - {"moves.move"}
    | TASKS
    | {"saved_views.keep", "points.comment_on_point", "meetings.new", "meetings.act"}
    | {"items.record", "items.postpone", "paper_decisions.new"},
    CHAIR: NOTICES | {"items.certify", "papers.order"},
}
"""Whom the demo, its meeting opened, shows which forms beside those that everybody has."""
OTHERWISE = {
    *("sign_in.sign_in", "passwords.forgotten", "passwords.set_password"),
    *("factors.confirm_totp", "factors.remove_totp", "factors.recovery_codes"),
    *("factors.rename", "factors.remove", "profile.prove", "profile.end_one"),
    *("profile.end_others", "people.clear_factors", "people.enable", "points.tick"),
    *("meetings.agenda", "files.remove", "autosaving.here", "drafters.remove", "agencies.end"),
    *("tasks.wake", "saved_views.forget"),
    *("amendments.amend", "amendments.reopen", "amendments.kind"),
    *("undo.ask", "undo.answer", "paper_decisions.one", "unsent.keep", "unsent.forget"),
}
"""Forms that this world shows nobody who is signed in: a factor, a second session and the like
come first."""


@pytest.fixture
def session(app: Flask) -> Flask:
    """The meeting has opened, and votes in favour are recorded."""
    inside(app, opened)
    inside(app, record)
    return app


@pytest.mark.parametrize("username", FORMS)
def test_a_form_needs_a_token_of_its_session_and_takes_nothing_but_its_fields(
    session: Flask, sign_in_as: SignInAs, username: str
) -> None:
    """Both of the same forms: finding them takes longest. What is sent beside its fields has the
    name of every column that there is, and is kept nowhere."""
    person, tokens = _with_wrong_tokens(session, sign_in_as, username)
    found = forms(session, person)
    before = fingerprint(session)
    answers = {
        (at, kind): _code(person, at, {**values, "csrf_token": token})
        for at, values in found.values()
        for kind, token in tokens.items()
    }
    assert {endpoint for endpoint, _ in found} == FORMS[username] | EVERYBODY
    assert set(answers.values()) == {400}, answers
    assert fingerprint(session) == before
    for (endpoint, _), (at, values) in found.items():
        if endpoint != SIGNS_OUT:
            more = {name: STRANGE for name in columns() if name not in values}
            person.client.post(at, data={**values, **more})
    assert inside(session, holding, STRANGE) == []


@pytest.mark.parametrize("username", ["drafter.95", SECRETARY, "admin.1"])
def test_so_does_every_address_that_writes(app: Flask, sign_in_as: SignInAs, username: str) -> None:
    person, tokens = _with_wrong_tokens(app, sign_in_as, username)
    before = fingerprint(app)
    answers = {
        (at, kind): _code(person, at, {"csrf_token": token})
        for at in _writing(app).values()
        for kind, token in tokens.items()
    }
    assert set(answers.values()) == {400}, answers
    assert fingerprint(app) == before


def test_so_does_whoever_is_not_signed_in(
    app: Flask, sign_in_as: SignInAs, client: FlaskClient
) -> None:
    theirs = {"csrf_token": sign_in_as("clinic.75").token()}
    before = fingerprint(app)
    for path in ("/sign-in", "/forgotten-password", "/set-password", "/preferences"):
        for token in ({}, theirs):
            assert client.post(path, data=token).status_code == 400, path
    assert fingerprint(app) == before


def test_every_form_is_known_by_name(app: Flask) -> None:
    assert set(_writing(app)) == EVERYBODY.union(OTHERWISE, *FORMS.values())


def _with_wrong_tokens(
    app: Flask, sign_in_as: SignInAs, username: str
) -> tuple[Visitor, dict[str, str | None]]:
    """A person, and tokens that are not their session's; None: no token at all."""
    visitor = Visitor(app.test_client())
    form = visitor.get("/sign-in").form()
    visitor.client.post("/sign-in", data={**form, "username": username, "password": PASSWORD})
    earlier, other = str(form["csrf_token"]), sign_in_as("clinic.45").token()
    return visitor, {"none": None, "another's": other, "from before signing in": earlier}


def columns() -> set[str]:
    """Names of all columns of all tables."""
    return {column.key for table in Base.metadata.sorted_tables for column in table.columns}


def holding(text: str) -> list[str]:
    """Tables with a row that holds a text."""
    return [
        table.name
        for table in Base.metadata.sorted_tables
        if any(text in repr(tuple(row)) for row in db.session.execute(sa.select(table)))
    ]


def _code(person: Visitor, at: str, values: dict[str, Any]) -> int:
    """What is answered to values, of which those that are None are not sent."""
    sent = {name: value for name, value in values.items() if value is not None}
    return person.client.post(at, data=sent).status_code


def _writing(app: Flask) -> dict[str, str]:
    """Every endpoint that takes a form, with an address of it."""
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    return {rule.endpoint: address(rule) for rule in rules}
