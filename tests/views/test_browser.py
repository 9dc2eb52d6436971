"""The cookie by which a browser is known, and what its person is told."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import SignInAs
from tests.page import Page, Visitor
from workflow.queries.demo import PASSWORD

TITLE = "เข้าสู่ระบบจากอุปกรณ์ใหม่"


def test_a_new_browser_is_told_in_the_product(app: Flask, sign_in_as: SignInAs) -> None:
    first = sign_in_as("clinic.75")
    assert TITLE not in first.get("/notices").text("main")
    assert TITLE in sign_in_as("clinic.75").get("/notices").text("main")


def test_a_known_one_is_not(client: FlaskClient) -> None:
    for _ in range(2):
        _signed_in_anew(client)
    assert TITLE not in Visitor(client).get("/notices").text("main")


@pytest.mark.parametrize("forged", ["", "x", "one.x", "ก"])
def test_a_cookie_that_is_not_ours_makes_a_new_browser(client: FlaskClient, forged: str) -> None:
    _signed_in_anew(client)
    client.set_cookie("device", forged)
    _signed_in_anew(client)
    assert TITLE in Visitor(client).get("/notices").text("main")


def test_the_cookie_is_for_the_server_alone_and_lasts(client: FlaskClient) -> None:
    form = Page(client.get("/sign-in")).form()
    client.post("/sign-in", data={**form, "username": "clinic.75", "password": PASSWORD})
    cookie = client.get_cookie("device")
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site, cookie.path) == (True, "Lax", "/")
    assert cookie.max_age == 400 * 86_400


def test_looking_at_the_door_sets_none(client: FlaskClient) -> None:
    client.get("/sign-in")
    assert client.get_cookie("device") is None


def _signed_in_anew(client: FlaskClient) -> None:
    """Sign in once more, in the same browser, after its session is gone."""
    client.delete_cookie("sid")
    Visitor(client).signed_in("clinic.75")
