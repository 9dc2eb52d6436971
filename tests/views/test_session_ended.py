"""A session that ended takes no text with it: it is sealed for its writer and sent at a press."""

import datetime as dt

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conftest import SignInAs
from tests.page import Page, Visitor
from tests.services.acting import NAKHON, SAMUT_SONGKHRAM
from tests.views.deeds import ENDORSE, RECOMMEND, REVIEW, Values, filled, inside, where
from workflow.extensions import db, writing
from workflow.models import Person
from workflow.queries.demo import PASSWORD

A_NIGHT = dt.timedelta(hours=9)
TYPED: Values = {**RECOMMEND, "opinion": "ความเห็นที่พิมพ์ทั้งคืน"}


def test_what_was_typed_is_shown_to_its_writer_and_sent_at_a_press(
    app: Flask, sign_in_as: SignInAs, clock: time_machine.Traveller
) -> None:
    reviewer = sign_in_as("clinic.75")
    answer = _sent_too_late(reviewer, clock)
    assert answer.status_code == 401
    shown = Page(_sign_in(reviewer.client, answer, "clinic.75"))
    assert shown.code == 200
    assert TYPED["opinion"] in shown.text(".typed")
    assert where(app, SAMUT_SONGKHRAM) == ("clinic_review", 2), "nothing is sent by itself"
    assert reviewer.client.post(REVIEW, data=shown.form(REVIEW)).status_code == 303
    assert where(app, SAMUT_SONGKHRAM) == ("pcso_endorsement", 3)


def test_nobody_else_sees_it(sign_in_as: SignInAs, clock: time_machine.Traveller) -> None:
    reviewer = sign_in_as("clinic.75")
    answer = _sent_too_late(reviewer, clock)
    assert TYPED["opinion"] not in answer.text
    other = _sign_in(reviewer.client, answer, "drafter.75")
    assert other.status_code == 303
    assert TYPED["opinion"] not in reviewer.client.get("/plans/4").text


def test_a_seal_of_somebody_else_or_of_nobody_opens_nothing(
    client: FlaskClient, sign_in_as: SignInAs, clock: time_machine.Traveller
) -> None:
    sealed = str(Page(_sent_too_late(sign_in_as("clinic.75"), clock)).form()["kept"])
    for odd in (sealed[:-4], sealed.swapcase(), "x", "🙂", ""):
        values = {**Visitor(client).get("/sign-in").form(), "kept": odd, "username": "clinic.75"}
        answer = client.post("/sign-in", data={**values, "password": PASSWORD})
        assert (answer.status_code, answer.headers.get("Location")) == (303, "/")
        client.post("/sign-out", data={"csrf_token": Visitor(client).token()})


def test_a_seal_is_good_for_a_day(sign_in_as: SignInAs, clock: time_machine.Traveller) -> None:
    reviewer = sign_in_as("clinic.75")
    answer = _sent_too_late(reviewer, clock)
    clock.shift(dt.timedelta(hours=25))
    assert _sign_in(reviewer.client, answer, "clinic.75").status_code == 303


def test_a_wrong_password_does_not_lose_the_text(
    sign_in_as: SignInAs, clock: time_machine.Traveller
) -> None:
    reviewer = sign_in_as("clinic.75")
    answer = _sent_too_late(reviewer, clock)
    again = _sign_in(reviewer.client, answer, "clinic.75", "a wrong password")
    assert again.status_code == 422
    shown = Page(_sign_in(reviewer.client, again, "clinic.75"))
    assert TYPED["opinion"] in shown.text(".typed")


def test_too_many_wrong_passwords_do_not_lose_it_either(
    sign_in_as: SignInAs, clock: time_machine.Traveller
) -> None:
    reviewer = sign_in_as("clinic.75")
    answer = _sent_too_late(reviewer, clock)
    for _ in range(11):
        answer = _sign_in(reviewer.client, answer, "clinic.75", "a wrong password")
    assert answer.status_code == 429
    clock.shift(dt.timedelta(minutes=6))
    assert TYPED["opinion"] in Page(_sign_in(reviewer.client, answer, "clinic.75")).text(".typed")


def test_having_signed_in_elsewhere_meanwhile_does_not_lose_it(
    sign_in_as: SignInAs, clock: time_machine.Traveller
) -> None:
    reviewer = sign_in_as("clinic.75")
    answer = _sent_too_late(reviewer, clock)
    reviewer.signed_in("clinic.75")
    page = Page(_sign_in(reviewer.client, answer, "clinic.75"))
    assert page.code == 400
    assert TYPED["opinion"] in page.text(".typed")
    assert reviewer.client.post(REVIEW, data=page.form(REVIEW)).status_code == 303


def test_a_form_sent_after_signing_out_is_kept_too(app: Flask, sign_in_as: SignInAs) -> None:
    reviewer = sign_in_as("clinic.75")
    sent = filled(reviewer, REVIEW, TYPED)
    reviewer.client.post("/sign-out", data={"csrf_token": reviewer.token()})
    answer = reviewer.client.post(REVIEW, data=sent)
    assert answer.status_code == 401
    assert TYPED["opinion"] in Page(_sign_in(reviewer.client, answer, "clinic.75")).text(".typed")
    assert where(app, SAMUT_SONGKHRAM) == ("clinic_review", 2)


@pytest.mark.parametrize("username", ["clinic.75", "drafter.75"])
def test_passwords_and_tokens_are_never_kept(
    sign_in_as: SignInAs, clock: time_machine.Traveller, username: str
) -> None:
    pcso = sign_in_as("pcso.80")
    clock.shift(dt.timedelta(minutes=11))
    sent = filled(pcso, ENDORSE, {"opinion": "เห็นชอบ"}, password=PASSWORD, code="123456")
    clock.shift(A_NIGHT)
    answer = pcso.client.post(ENDORSE, data=sent)
    shown = Page(_sign_in(pcso.client, answer, "pcso.80"))
    kept = shown.form(ENDORSE)
    assert kept["opinion"] == "เห็นชอบ"
    assert not {"password", "code"} & set(kept)
    assert kept["csrf_token"] != sent["csrf_token"]


def test_a_disabled_person_is_shown_the_door_at_once(app: Flask, sign_in_as: SignInAs) -> None:
    pcso = sign_in_as("pcso.80")
    sent = filled(pcso, ENDORSE, {"opinion": "เห็นชอบ"})
    inside(app, _disable, "pcso.80")
    assert pcso.client.get("/inbox").status_code == 303
    assert pcso.client.post(ENDORSE, data=sent).status_code == 401
    assert where(app, NAKHON) == ("pcso_endorsement", 3)


def test_nobody_learns_of_a_path_and_is_led_back_to_it(client: FlaskClient) -> None:
    for path in ("/plans/4", "/plans/999", "/nothing/at/all", "/plans/4/moves/recommend"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/sign-in?next={path}")
        page = Page(client.post(path))
        assert (page.code, page.has(".typed")) == (401, False)
    action = str(Page(client.post("/plans/4/moves/recommend")).one("main form")["action"])
    assert action == "/sign-in?next=/plans/4/moves/recommend"


def test_a_body_that_is_too_large_is_said_to_be_so(client: FlaskClient) -> None:
    page = Page(client.post(REVIEW, data={"opinion": "x" * 4_100_000}))
    assert page.code == 413


def _sent_too_late(person: Visitor, clock: time_machine.Traveller) -> TestResponse:
    sent = filled(person, REVIEW, TYPED)
    clock.shift(A_NIGHT)
    return person.client.post(REVIEW, data=sent)


def _sign_in(
    client: FlaskClient, answer: TestResponse, username: str, password: str = PASSWORD
) -> TestResponse:
    """Send the sign-in form that an answer carries."""
    form = Page(answer).root.select_one('main form[action^="/sign-in"]')
    assert form is not None
    values = {str(f["name"]): str(f.get("value", "")) for f in form.select("[name]")}
    sent = {**values, "username": username, "password": password}
    return client.post(str(form["action"]), data=sent)


def _disable(username: str) -> None:
    writing()
    at = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)
    db.session.execute(sa.update(Person).where(Person.username == username).values(disabled_at=at))
    db.session.commit()
