"""Each error has a page of its own that says what to do, and tells nothing of the inside."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from tests.conftest import SignInAs
from tests.page import Page
from tests.services.acting import SAMUT_SONGKHRAM
from tests.stage import hear
from tests.views.deeds import RECOMMEND, REVIEW, filled, inside, listen, where
from workflow.extensions import db
from workflow.states import policy

INSIDE = re.compile(r"Traceback|sqlite|SELECT|\.py\b|workflow[./]|jinja|sqlalchemy", re.IGNORECASE)


def test_nothing_there_says_so_in_both_languages(sign_in_as: SignInAs) -> None:
    person = sign_in_as("clinic.75")
    assert person.get("/nothing").text("h1") == "ไม่พบหน้านี้"
    assert person.get("/nothing", "en").text("h1") == "There is no such page"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/inbox", {"GET", "HEAD", "OPTIONS"}),
        ("GET", "/sign-out", {"OPTIONS", "POST"}),
    ],
)
def test_a_method_that_is_not_for_it_is_405_with_allow(
    sign_in_as: SignInAs, method: str, path: str, allowed: set[str]
) -> None:
    answer = sign_in_as("clinic.75").client.open(path, method=method)
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == allowed


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "ODD"])
@pytest.mark.parametrize("path", ["/inbox", REVIEW, "/nothing"])
def test_a_method_that_nothing_takes_is_refused_before_anybody_is_asked_for(
    app: Flask, sign_in_as: SignInAs, method: str, path: str
) -> None:
    client, asked = sign_in_as("clinic.75").client, inside(app, listen)
    answer = client.open(path, method=method)
    assert (answer.status_code, asked) == (405, [])
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS, POST"
    assert Page(answer).text("h1") == "ตอบคำขอนี้ไม่ได้"


def test_a_screen_that_is_not_for_ones_posts_is_403_with_the_reason(
    sign_in_as: SignInAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = sign_in_as("clinic.75")
    monkeypatch.setitem(policy.ACTIONS, "notice.read", policy.Rule(posts=frozenset({"auditor"})))
    page = person.get("/notices")
    assert page.code == 403
    assert page.text("main li") == "หน้านี้มิใช่ของตำแหน่งที่ท่านดำรง หากจำเป็นต้องใช้ โปรดแจ้งผู้ดูแลระบบ"
    assert person.get("/inbox").code == 200


def test_slashes_too_many_lead_to_the_one_address(sign_in_as: SignInAs) -> None:
    client = sign_in_as("clinic.75").client
    answer = client.get("/plans//4///timeline")
    assert answer.status_code == 308
    assert answer.headers["Location"] == "http://localhost/plans/4/timeline"
    assert client.get("/plans/4//timeline", follow_redirects=True).status_code == 200


def test_over_four_megabytes_is_413(app: Flask, sign_in_as: SignInAs) -> None:
    reviewer = sign_in_as("clinic.75")
    sent = filled(reviewer, REVIEW, RECOMMEND, opinion="x" * 4_000_001)
    page = Page(reviewer.client.post(REVIEW, data=sent))
    assert page.code == 413
    assert "4 MB" in page.text()


def test_a_busy_database_is_503_with_the_text_kept(app: Flask, sign_in_as: SignInAs) -> None:
    reviewer = sign_in_as("clinic.75")
    sent = filled(reviewer, REVIEW, RECOMMEND)
    engine = inside(app, _impatient)
    with engine.connect().execution_options(writes=True) as holder:
        holder.exec_driver_sql("SELECT 1")
        answer = reviewer.client.post(REVIEW, data=sent)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
        page = Page(answer)
        assert RECOMMEND["opinion"] in page.text(".typed")
        assert reviewer.get("/inbox").code == 200, "reading goes on"
    assert reviewer.client.post(REVIEW, data=page.form(REVIEW)).status_code == 303
    assert where(app, SAMUT_SONGKHRAM) == ("pcso_endorsement", 3)


def test_a_busy_database_at_sign_in_shows_the_form_again(app: Flask, client: FlaskClient) -> None:
    form = Page(client.get("/sign-in")).form()
    engine = inside(app, _impatient)
    with engine.connect().execution_options(writes=True) as holder:
        holder.exec_driver_sql("SELECT 1")
        sent = {**form, "username": "clinic.75", "password": "wrong", "kept": "sealed"}
        page = Page(client.post("/sign-in?next=/notices", data=sent))
    assert page.code == 503
    assert page.one("main form")["action"] == "/sign-in?next=/notices"
    assert page.form("/sign-in?next=/notices")["kept"] == "sealed"


def test_a_fault_of_ours_gives_a_number_and_nothing_else(
    app: Flask, sign_in_as: SignInAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = sign_in_as("clinic.75")
    monkeypatch.setattr("workflow.views.inbox.load", _fail)
    page = Page(person.client.get("/inbox"))
    assert page.code == 500
    assert re.fullmatch("[0-9a-f]{8}", page.text("code"))
    assert not INSIDE.search(page.response.text.replace("/assets/", ""))


def test_when_the_database_is_away_the_answer_is_still_a_page(
    app: Flask, sign_in_as: SignInAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = sign_in_as("clinic.75")
    monkeypatch.setattr(db.session, "execute", _fail_as_database)
    answer = person.client.get("/inbox")
    assert answer.status_code == 500
    assert "ระบบขัดข้อง" in answer.text
    assert not INSIDE.search(answer.text)
    assert answer.headers["Content-Security-Policy"]
    assert person.client.get("/readyz").status_code == 503
    assert person.client.get("/healthz").json == {"status": "ok"}


def _impatient() -> sa.Engine:
    """Let whoever waits for the lock give up after a moment."""

    def hurry(connection: sa.Connection, options: dict[str, object]) -> None:
        if options.get("writes"):
            connection.connection.cursor().execute("PRAGMA busy_timeout=50")

    engine = db.engine
    hear("set_connection_execution_options", hurry)
    return engine


def _fail(*arguments: object) -> None:
    raise ZeroDivisionError("SELECT secret FROM workflow.py")


def _fail_as_database(*arguments: object, **options: object) -> None:
    raise OperationalError("SELECT secret", {}, Exception("connection refused"))
