"""How long a session lasts: half an hour without use, twelve hours in all."""

import datetime as dt

import pytest
import time_machine
from flask import Flask

from tests.conftest import SignInAs
from tests.page import Visitor
from workflow.queries.demo import PASSWORD

MINUTE = dt.timedelta(minutes=1)


@pytest.mark.parametrize(("minutes", "code"), [(29, 200), (31, 303)])
def test_it_ends_after_half_an_hour_without_use(
    sign_in_as: SignInAs, clock: time_machine.Traveller, minutes: int, code: int
) -> None:
    person = sign_in_as("clinic.75")
    clock.shift(minutes * MINUTE)
    assert person.client.get("/inbox").status_code == code


def test_use_keeps_it_alive_but_not_beyond_twelve_hours(
    sign_in_as: SignInAs, clock: time_machine.Traveller
) -> None:
    person, lasted = sign_in_as("clinic.75"), 0
    while True:
        clock.shift(20 * MINUTE)
        with person.client.get("/inbox") as answer:
            if answer.status_code != 200:
                break
        lasted += 20
    assert lasted == 12 * 60 - 20


def test_what_needs_no_sign_in_is_no_use(
    app: Flask, sign_in_as: SignInAs, clock: time_machine.Traveller
) -> None:
    person, style = sign_in_as("clinic.75"), app.extensions["assets"]["theme.css"]
    for _ in range(2):
        clock.shift(20 * MINUTE)
        with person.client.get(f"/assets/{style}") as sent:
            assert sent.status_code == 200
    assert person.client.get("/inbox").status_code == 303


def test_the_oldest_of_six_ends(app: Flask, clock: time_machine.Traveller) -> None:
    browsers = []
    for _ in range(6):
        clock.shift(MINUTE)
        browsers.append(Visitor(app.test_client()).signed_in("clinic.75").client)
    assert [b.get("/inbox").status_code for b in browsers] == [303, 200, 200, 200, 200, 200]


def test_too_many_failures_say_when_to_try_again(app: Flask, clock: time_machine.Traveller) -> None:
    visitor = Visitor(app.test_client())
    sent = {**visitor.get("/sign-in").form(), "username": "clinic.75", "password": "wrong"}
    for _ in range(10):
        assert visitor.client.post("/sign-in", data=sent).status_code == 422
    clock.shift(2 * MINUTE)
    answer = visitor.client.post("/sign-in", data={**sent, "password": PASSWORD})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "180")
    assert "โปรดรอ 3 นาที" in answer.text
    clock.shift(3 * MINUTE)
    answer = visitor.client.post("/sign-in", data={**sent, "password": PASSWORD})
    assert answer.status_code == 303
