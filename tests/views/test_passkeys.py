"""Passkeys, added, renamed and removed through one's own account, and used to sign in."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from tests.conftest import SignInAs
from tests.page import Page, Visitor
from tests.services.device import Device
from tests.services.factors import with_passkey
from tests.views.deeds import fingerprint, inside
from tests.views.proving import PASSKEYS, add, challenge, enter, require_factors, sent

RENAME, REMOVE = f"{PASSKEYS}/1/rename", f"{PASSKEYS}/1/remove"


@pytest.fixture
def owner(app: Flask, sign_in_as: SignInAs) -> Visitor:
    """Somebody with a passkey, signed in before it was there."""
    person = sign_in_as("pcso.80")
    inside(app, with_passkey, "pcso.80")
    return person


def test_a_passkey_is_added_and_named(person: Visitor) -> None:
    answer = add(person, Device(), "โทรศัพท์ของฉัน")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/profile/recovery-codes")
    assert "เริ่มใช้พาสคีย์แล้ว" in person.get("/profile/recovery-codes").text(".notice--good")
    page = person.get("/profile")
    assert "โทรศัพท์ของฉัน" in page.texts("[aria-labelledby=factors] li b")


def test_an_answer_sent_twice_adds_one(app: Flask, person: Visitor) -> None:
    form = person.get("/profile").form(PASSKEYS)
    made = Device().made(challenge(person, f"{PASSKEYS}/new"))
    values = {**form, "name": "โทรศัพท์", "passkey": made}
    codes = [person.client.post(PASSKEYS, data=values).status_code for _ in range(2)]
    assert codes == [303, 422]
    assert len(person.get("/profile").all("[aria-labelledby=factors] li")) == 1


def test_without_a_name_it_is_asked_for_again(app: Flask, person: Visitor) -> None:
    before = fingerprint(app)
    page = Page(add(person, Device(), "  "))
    assert page.code == 422
    assert page.has(f'form[action="{PASSKEYS}"] .field--error #name')
    assert fingerprint(app) == before


@pytest.mark.parametrize(
    ("language", "said"),
    [("th", "ยืนยันด้วยพาสคีย์ไม่สำเร็จ"), ("en", "The passkey was not accepted.")],
)
def test_what_is_no_answer_is_told_and_its_name_is_kept(
    person: Visitor, language: str, said: str
) -> None:
    form = person.get("/profile", language).form(PASSKEYS)
    values = {**form, "name": "เครื่องที่ทำงาน", "passkey": "{}"}
    page = Page(person.client.post(PASSKEYS, data=values))
    assert page.code == 422
    assert said in page.text(".errors")
    assert page.form(PASSKEYS)["name"] == "เครื่องที่ทำงาน"


def test_one_made_in_another_session_is_not_added(person: Visitor, sign_in_as: SignInAs) -> None:
    made = Device().made(challenge(sign_in_as("pcso.80"), f"{PASSKEYS}/new"))
    assert sent(person, "/profile", PASSKEYS, name="x", passkey=made).status_code == 422


def test_it_is_called_something_else(owner: Visitor) -> None:
    answer = sent(owner, "/profile", RENAME, name="  แท็บเล็ต ")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/profile")
    assert owner.get("/profile").texts("[aria-labelledby=factors] li b") == ["แท็บเล็ต"]


@pytest.mark.parametrize(
    ("language", "name", "said"),
    [("th", " ", "โปรดกรอก"), ("en", "a" * 61, "60")],
)
def test_a_name_that_cannot_be_is_told_where_it_was_typed(
    owner: Visitor, language: str, name: str, said: str
) -> None:
    form = owner.get("/profile", language).form(RENAME)
    page = Page(owner.client.post(RENAME, data={**form, "name": name}))
    assert page.code == 422
    assert said in page.text(".errors")
    assert page.has('.errors a[href="#name-1"]')
    assert page.form(RENAME)["name"] == name
    assert not page.has(f'form[action="{PASSKEYS}"] .field--error')


def test_nobody_renames_or_removes_another_s(
    app: Flask, owner: Visitor, sign_in_as: SignInAs
) -> None:
    stranger = sign_in_as("pcso.75")
    values = {"csrf_token": stranger.token(), "name": "ของฉัน"}
    before = fingerprint(app)
    assert stranger.client.post(RENAME, data=values).status_code == 404
    assert stranger.client.post(REMOVE, data=values).status_code == 303
    assert fingerprint(app) == before


def test_it_is_removed_and_twice_is_harmless(app: Flask, owner: Visitor) -> None:
    form = owner.get("/profile").form(REMOVE)
    answers = [owner.client.post(REMOVE, data=form) for _ in range(2)]
    assert [a.headers["Location"] for a in answers] == ["/profile", "/profile"]
    assert not owner.get("/profile").has("[aria-labelledby=factors] li")


def test_where_a_second_factor_is_required_the_last_one_stays(app: Flask, owner: Visitor) -> None:
    require_factors(app)
    page = Page(sent(owner, "/profile", REMOVE))
    assert page.code == 422
    assert "โปรดเพิ่มวิธีอื่นก่อน" in page.text(".errors")


def test_on_a_bare_address_there_is_no_passkey_to_add(owner: Visitor) -> None:
    """Browsers make none there."""
    carried = owner.client.get_cookie("sid")
    assert carried is not None
    owner.client.set_cookie("sid", carried.value, domain="127.0.0.1")
    page = Page(owner.client.get("/profile", base_url="http://127.0.0.1"))
    assert "โปรดเปิดผ่าน localhost" in page.text()
    assert not page.has(f'form[action="{PASSKEYS}"]')


def test_one_signs_in_with_nothing_else(app: Flask, client: FlaskClient) -> None:
    device, stranger = inside(app, with_passkey, "pcso.80"), Visitor(client)
    signed = device.signed(challenge(stranger, "/sign-in/passkey?alone=1"))
    form = {**stranger.get("/sign-in").form(), "passkey": signed}
    answer = client.post("/sign-in?next=/notices", data=form)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/notices")
    assert "pcso.80" in stranger.get("/profile").text()
    assert client.get("/sign-in?next=/notices").headers["Location"] == "/notices", "signed in"


def test_one_confirms_the_password_with_it(app: Flask, client: FlaskClient) -> None:
    device, stranger = inside(app, with_passkey, "pcso.80"), Visitor(client)
    page = Page(enter(stranger))
    assert page.one("[data-passkey]")["data-options"] == "/sign-in/passkey"
    options = client.get("/sign-in/passkey").get_json()
    assert [one["id"] for one in options["allowCredentials"]] == [bytes_to_base64url(device.id)]
    signed = device.signed(base64url_to_bytes(options["challenge"]))
    assert client.post("/sign-in", data={**page.form(), "passkey": signed}).status_code == 303
    assert stranger.get("/inbox").code == 200


def test_one_that_nobody_has_opens_nothing(client: FlaskClient) -> None:
    stranger = Visitor(client)
    options = client.get("/sign-in/passkey").get_json()
    assert options["allowCredentials"] == [], "whoever has one is told nothing of it"
    signed = Device().signed(base64url_to_bytes(options["challenge"]))
    page = Page(
        client.post("/sign-in", data={**stranger.get("/sign-in").form(), "passkey": signed})
    )
    assert (page.code, page.has("#username")) == (422, True)
    assert "ยืนยันด้วยพาสคีย์ไม่สำเร็จ" in page.text(".errors")
