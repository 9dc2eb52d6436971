"""Signing in and out, through the page."""

import pytest
from flask.testing import FlaskClient

from tests.conftest import SignInAs
from tests.page import Page, Visitor
from workflow.queries.demo import PASSWORD


def test_a_person_signs_in_and_sees_their_work(sign_in_as: SignInAs) -> None:
    assert sign_in_as("pcso.75").get("/inbox").text("h1") == "งานของฉัน"


def test_where_one_was_going_is_where_one_arrives(client: FlaskClient) -> None:
    asked = client.get("/inbox")
    assert asked.headers["Location"] == "/sign-in?next=/inbox"
    values = {**Visitor(client).get("/sign-in").form(), "username": "pcso.75"}
    answer = client.post("/sign-in?next=/inbox", data={**values, "password": PASSWORD})
    assert answer.headers["Location"] == "/inbox"


@pytest.mark.parametrize("username", ["pcso.75", "nobody"])
def test_a_wrong_pair_says_the_same_whoever_it_is(client: FlaskClient, username: str) -> None:
    values = {**Visitor(client).get("/sign-in").form(), "username": username, "password": "wrong"}
    page = Page(client.post("/sign-in", data=values))
    assert page.code == 422
    assert "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง" in page.text()


@pytest.mark.parametrize(
    "away", ["https://example.com", "//example.com", "/\\example.com", "javascript:alert(1)"]
)
def test_nobody_is_led_to_another_site(client: FlaskClient, away: str) -> None:
    values = {**Visitor(client).get("/sign-in").form(), "username": "pcso.75"}
    answer = client.post(
        "/sign-in", query_string={"next": away}, data={**values, "password": PASSWORD}
    )
    assert answer.headers["Location"] == "/"


def test_a_cookie_from_before_signing_out_opens_nothing(sign_in_as: SignInAs) -> None:
    person = sign_in_as("pcso.75")
    old = person.client.get_cookie("sid")
    person.client.post("/sign-out", data={"csrf_token": person.token()})
    assert old is not None
    person.client.set_cookie("sid", old.value)
    assert person.client.get("/inbox").status_code == 303


def test_ten_failures_stop_the_next_try(client: FlaskClient) -> None:
    values = {**Visitor(client).get("/sign-in").form(), "username": "pcso.75", "password": "wrong"}
    codes = [client.post("/sign-in", data=values).status_code for _ in range(11)]
    assert codes == [422] * 10 + [429]
