"""Language and look are chosen by a button, remembered, and leave the address as it is."""

import pytest
from flask.testing import FlaskClient

from tests.conftest import SignInAs
from tests.page import Page, Visitor


def test_the_language_is_remembered_and_the_page_is_the_same(client: FlaskClient) -> None:
    form = Page(client.get("/sign-in?next=/notices")).form("/preferences")
    answer = client.post("/preferences", data={**form, "lang": "en"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in?next=/notices")
    page = Page(client.get("/sign-in"))
    assert (page.text("main h1"), page.one("html")["lang"]) == ("Sign in", "en")
    assert page.one('button[value="en"]')["aria-pressed"] == "true"


@pytest.mark.parametrize(
    ("theme", "attribute", "script"),
    [("light", "light", False), ("dark", "dark", False), ("auto", "light", True)],
)
def test_the_look_is_written_by_the_server_or_follows_the_device(
    sign_in_as: SignInAs, theme: str, attribute: str, script: bool
) -> None:
    person = sign_in_as("clinic.75")
    person.client.post("/preferences", data={"csrf_token": person.token(), "theme": theme})
    page = person.get("/inbox")
    assert page.one("html")["data-bs-theme"] == attribute
    assert page.has("head script[src*=follow-device]") is script
    assert page.one(f'button[value="{theme}"]')["aria-pressed"] == "true"


def test_what_is_not_offered_is_not_kept(client: FlaskClient) -> None:
    client.set_cookie("lang", "fr")
    client.set_cookie("theme", "<script>")
    page = Page(client.get("/sign-in"))
    assert page.one("html")["lang"] == "th"
    assert page.one("html")["data-bs-theme"] == "light"


def test_the_browsers_language_is_not_asked(client: FlaskClient) -> None:
    page = Page(client.get("/sign-in", headers={"Accept-Language": "en"}))
    assert page.one("html")["lang"] == "th"


def test_every_page_offers_both(sign_in_as: SignInAs) -> None:
    page = Visitor(sign_in_as("clinic.75").client).get("/plans/4")
    assert page.texts('form[action="/preferences"] button') == [
        "ไทย",
        "English",
        "สว่าง",
        "มืด",
        "ตามเครื่อง",
    ]
