"""No other site writes for a person, and no old form does; what was typed is never lost by it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import SignInAs
from tests.page import Page, Visitor
from tests.services.acting import SAMUT_SONGKHRAM
from tests.views.deeds import RECOMMEND, REVIEW, filled, where
from workflow.queries.demo import PASSWORD


def test_without_a_token_the_text_is_kept_and_can_be_sent_again(
    app: Flask, sign_in_as: SignInAs
) -> None:
    reviewer = sign_in_as("clinic.75")
    sent = filled(reviewer, REVIEW, RECOMMEND)
    del sent["csrf_token"]
    page = Page(reviewer.client.post(REVIEW, data=sent))
    assert page.code == 400
    assert RECOMMEND["opinion"] in page.text(".typed")
    assert where(app, SAMUT_SONGKHRAM) == ("clinic_review", 2)
    assert reviewer.client.post(REVIEW, data=page.form(REVIEW)).status_code == 303


def test_another_persons_token_is_refused(app: Flask, sign_in_as: SignInAs) -> None:
    reviewer, other = sign_in_as("clinic.75"), sign_in_as("pcso.75")
    sent = {**filled(reviewer, REVIEW, RECOMMEND), "csrf_token": other.token()}
    assert reviewer.client.post(REVIEW, data=sent).status_code == 400
    assert where(app, SAMUT_SONGKHRAM) == ("clinic_review", 2)


def test_a_token_from_before_signing_in_is_refused_afterwards(client: FlaskClient) -> None:
    visitor = Visitor(client)
    before = str(visitor.get("/sign-in").form()["csrf_token"])
    visitor.signed_in("clinic.75")
    sent = {**filled(visitor, REVIEW, RECOMMEND), "csrf_token": before}
    assert client.post(REVIEW, data=sent).status_code == 400


def test_a_token_of_the_session_before_is_refused(sign_in_as: SignInAs) -> None:
    reviewer = sign_in_as("clinic.75")
    old = reviewer.token()
    reviewer.client.post("/sign-out", data={"csrf_token": old})
    reviewer.signed_in("clinic.75")
    sent = {**filled(reviewer, REVIEW, RECOMMEND), "csrf_token": old}
    assert reviewer.client.post(REVIEW, data=sent).status_code == 400


@pytest.mark.parametrize("token", ["", "x", "🙂", "a" * 10_000, "\x00"])
def test_an_odd_token_is_refused(sign_in_as: SignInAs, token: str) -> None:
    reviewer = sign_in_as("clinic.75")
    sent = {**filled(reviewer, REVIEW, RECOMMEND), "csrf_token": token}
    assert reviewer.client.post(REVIEW, data=sent).status_code == 400


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/preferences", "/notices/read", REVIEW])
def test_every_form_that_writes_needs_a_token(sign_in_as: SignInAs, path: str) -> None:
    assert Page(sign_in_as("clinic.75").client.post(path)).code == 400


def test_a_sign_in_form_of_an_earlier_session_shows_a_new_one(client: FlaskClient) -> None:
    sent = {"username": "clinic.75", "password": PASSWORD, "csrf_token": "old"}
    page = Page(client.post("/sign-in?next=/notices", data=sent))
    assert page.code == 400
    assert page.one("main form")["action"] == "/sign-in?next=/notices"
    again = {**page.form("/sign-in?next=/notices"), **sent}
    again["csrf_token"] = str(page.form("/sign-in?next=/notices")["csrf_token"])
    answer = client.post("/sign-in?next=/notices", data=again)
    assert answer.headers["Location"] == "/notices"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://example.com"},
        {"Origin": "http://localhost.example.com"},
        {"Origin": "http://localhost:8080"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": ""},
    ],
)
def test_another_sites_page_is_refused_before_its_form_is_read(
    app: Flask, sign_in_as: SignInAs, headers: dict[str, str]
) -> None:
    reviewer = sign_in_as("clinic.75")
    sent = filled(reviewer, REVIEW, RECOMMEND)
    page = Page(reviewer.client.post(REVIEW, data=sent, headers=headers))
    assert page.code == 403
    assert not page.has(".typed"), "what another site sent is not shown"
    assert where(app, SAMUT_SONGKHRAM) == ("clinic_review", 2)
    too_large = reviewer.client.post(REVIEW, data={"x": "y" * 4_100_000}, headers=headers)
    assert too_large.status_code == 403, "refused by its headers"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://localhost"},
    ],
)
def test_our_own_pages_write(sign_in_as: SignInAs, headers: dict[str, str]) -> None:
    reviewer = sign_in_as("clinic.75")
    sent = filled(reviewer, REVIEW, RECOMMEND)
    assert reviewer.client.post(REVIEW, data=sent, headers=headers).status_code == 303


def test_nobody_signed_in_is_asked_to_sign_in_not_for_a_token(client: FlaskClient) -> None:
    assert client.post(REVIEW, data=RECOMMEND).status_code == 401
