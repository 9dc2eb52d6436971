"""What every answer carries: policy, no sniffing, no storing; cookies; and which host is ours."""

import dataclasses
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from config import Settings
from tests.conftest import SignInAs
from tests.databases import running
from tests.page import Visitor
from tests.views.deeds import REVIEW
from workflow.headers import HEADERS, POLICY
from workflow.queries.demo import PASSWORD

ANSWERS = [
    ("GET", "/sign-in", 200),
    ("GET", "/", 303),
    ("GET", "/inbox", 200),
    ("GET", "/plans/4", 200),
    ("GET", "/nothing", 404),
    ("GET", "/assets/nothing", 404),
    ("GET", "/healthz", 200),
    ("GET", "/plans/4/moves/submit", 409),
    ("GET", "/plans/4/moves/endorse", 409),
    ("POST", REVIEW, 400),
    ("PUT", "/inbox", 405),
    ("OPTIONS", "/inbox", 200),
]


@pytest.mark.parametrize(("method", "path", "code"), ANSWERS)
def test_every_answer_carries_them(
    sign_in_as: SignInAs, client: FlaskClient, method: str, path: str, code: int
) -> None:
    asking = client if path == "/sign-in" else sign_in_as("clinic.75").client
    answer = asking.open(path, method=method)
    assert answer.status_code == code
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_so_do_refusals_of_strangers(client: FlaskClient) -> None:
    cross = client.post("/sign-in", headers={"Sec-Fetch-Site": "cross-site"})
    answers = [client.get("/inbox"), client.post("/inbox"), cross, client.get("/assets/x")]
    assert [a.status_code for a in answers] == [303, 401, 403, 404]
    assert all(a.headers["Content-Security-Policy"] == POLICY for a in answers)


def test_the_policy_allows_nothing_but_ours() -> None:
    directives = dict(line.split(" ", 1) for line in POLICY.split("; "))
    assert directives["default-src"] == "'none'"
    assert directives["frame-ancestors"] == "'none'"
    assert directives["require-trusted-types-for"] == "'script'"
    assert set(directives.values()) <= {"'none'", "'self'", "'script'"}


def test_pages_are_not_stored_and_static_files_are(sign_in_as: SignInAs, app: Flask) -> None:
    client = sign_in_as("clinic.75").client
    assert client.get("/inbox").headers["Cache-Control"] == "no-store"
    assert client.get("/nothing").headers["Cache-Control"] == "no-store"
    name = app.extensions["assets"]["theme.css"]
    with client.get(f"/assets/{name}") as sent:
        assert sent.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_nobody_else_may_read_us(client: FlaskClient) -> None:
    answer = client.get("/sign-in", headers={"Origin": "https://example.com"})
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


def test_a_demo_on_http_promises_no_https(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/sign-in").headers


def test_production_keeps_to_https_with_host_only_cookies(app: Flask, tmp_path: Path) -> None:
    with running(_production(app)) as product:
        client = product.test_client()
        answer = client.get("/sign-in", base_url="https://sanoe.example")
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        assert "sanoe-demo-2569" not in answer.text
        cookie = _cookies(answer)["__Host-sid"]
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(
    client: FlaskClient,
) -> None:
    cookie = _cookies(client.get("/sign-in"))["sid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert not cookie["expires"], "gone with the browser"


def test_the_choice_of_language_is_a_cookie_of_the_same_kind(sign_in_as: SignInAs) -> None:
    person = sign_in_as("clinic.75")
    sent = {"csrf_token": person.token(), "lang": "en", "theme": "purple", "back": "/notices"}
    answer = person.client.post("/preferences", data=sent)
    cookies = _cookies(answer)
    assert (cookies["lang"]["httponly"], cookies["lang"]["samesite"]) == (True, "Lax")
    assert "theme" not in cookies


@pytest.mark.parametrize("path", ["/sign-in", "/inbox", "/nothing", "/healthz"])
@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost@evil", "["])
def test_a_host_that_is_not_ours_gets_400_and_no_link(
    client: FlaskClient, path: str, host: str
) -> None:
    for answer in (
        client.get(path, headers={"Host": host}),
        client.post(path, headers={"Host": host}),
    ):
        assert answer.status_code == 400
        assert "evil" not in answer.text
        assert answer.headers["Content-Security-Policy"] == POLICY


def test_forwarded_names_are_not_believed(client: FlaskClient) -> None:
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    answer = client.get("/inbox", headers=forged)
    assert answer.headers["Location"] == "/sign-in?next=/inbox"


def test_a_session_is_new_at_sign_in_and_at_sign_out(client: FlaskClient) -> None:
    visitor = Visitor(client)
    form = visitor.get("/sign-in").form()
    before = _sid(client)
    client.post("/sign-in", data={**form, "username": "clinic.75", "password": PASSWORD})
    inside = _sid(client)
    client.post("/sign-out", data={"csrf_token": visitor.token()})
    after = _sid(client)
    assert len({before, inside, after}) == 3


def test_a_cookie_planted_before_signing_in_is_worth_nothing(
    app: Flask, client: FlaskClient
) -> None:
    attacker = app.test_client()
    attacker.get("/sign-in")
    planted = _sid(attacker)
    client.set_cookie("sid", planted)
    Visitor(client).signed_in("clinic.75")
    attacker.set_cookie("sid", planted)
    assert attacker.get("/inbox").status_code == 303


def test_signing_in_again_ends_the_session_before(sign_in_as: SignInAs) -> None:
    person = sign_in_as("clinic.75")
    old = _sid(person.client)
    sent = {"csrf_token": person.token(), "username": "clinic.75", "password": PASSWORD}
    assert person.client.post("/sign-in", data=sent).status_code == 303
    person.client.set_cookie("sid", old)
    assert person.client.get("/inbox").status_code == 303


def test_signing_out_clears_what_the_browser_stored(sign_in_as: SignInAs) -> None:
    person = sign_in_as("clinic.75")
    answer = person.client.post("/sign-out", data={"csrf_token": person.token()})
    assert answer.headers["Clear-Site-Data"] == '"cache"'


def _production(app: Flask) -> Settings:
    settings: Settings = app.extensions["settings"]
    return dataclasses.replace(
        settings, app_env="production", base_url="https://sanoe.example", trusted_hosts=()
    )


def _sid(client: FlaskClient) -> str:
    cookie = client.get_cookie("sid")
    assert cookie is not None
    return cookie.value


def _cookies(answer: TestResponse) -> SimpleCookie:
    found = SimpleCookie()
    for line in answer.headers.getlist("Set-Cookie"):
        found.load(line)
    return found
