"""An authenticator app and recovery codes, added and removed through pages."""

import pyotp
import pytest
import time_machine
from flask import Flask

from tests.conftest import SignInAs
from tests.page import Page, Visitor
from tests.services.factors import with_totp
from tests.views.deeds import fingerprint, inside
from tests.views.proving import GROWN_OLD, enter, require_factors, sent

BEGIN, CONFIRM, REMOVE = "/profile/totp/begin", "/profile/totp/confirm", "/profile/totp/remove"
APP, CODES = "/profile/totp", "/profile/recovery-codes"


@pytest.fixture
def owner(app: Flask, sign_in_as: SignInAs) -> Visitor:
    """Somebody with an app in force, signed in before it was."""
    person = sign_in_as("pcso.80")
    inside(app, with_totp, "pcso.80")
    return person


def test_an_app_is_in_force_with_its_first_code(person: Visitor) -> None:
    answer = sent(person, "/profile", BEGIN)
    assert (answer.status_code, answer.headers["Location"]) == (303, APP)
    answer = sent(person, APP, CONFIRM, code=pyotp.TOTP(_secret(person)).now())
    assert (answer.status_code, answer.headers["Location"]) == (303, CODES)
    assert "เริ่มใช้แอปยืนยันตัวตนแล้ว" in person.get(CODES).text(".notice--good")
    assert "ใช้อยู่" in person.get("/profile").text(".tag--good")
    assert person.get("/profile").has(f'form[action="{REMOVE}"]')


def test_the_key_is_shown_to_scan_to_open_and_to_type(person: Visitor) -> None:
    sent(person, "/profile", BEGIN)
    page = person.get(APP, "en")
    address = page.one("main a[href^=otpauth]")["href"]
    told = pyotp.parse_uri(address)
    assert (told.secret, told.name, told.issuer) == (_secret(person), "pcso.80", "Sanoe")
    assert page.one("svg.qr")["aria-label"] == "QR code of the key below"


def test_begun_again_it_is_the_same_key(person: Visitor) -> None:
    form, keys = person.get("/profile").form(BEGIN), set[str]()
    for _ in range(2):
        assert person.client.post(BEGIN, data=form).status_code == 303
        keys.add(_secret(person))
    assert len(keys) == 1


@pytest.mark.parametrize(
    ("language", "code", "said"),
    [("th", "000000", "รหัสไม่ถูกต้องหรือใช้ไปแล้ว"), ("en", "", "The code is not right")],
)
def test_a_wrong_first_code_shows_the_same_key_again(
    person: Visitor, language: str, code: str, said: str
) -> None:
    sent(person, "/profile", BEGIN)
    form = person.get(APP, language).form(CONFIRM)
    page = Page(person.client.post(CONFIRM, data={**form, "code": code}))
    assert page.code == 422
    assert said in page.text("#code-error")
    assert page.text(".secret").replace(" ", "") == _secret(person)


def test_a_first_code_sent_twice_puts_one_app_in_force(app: Flask, person: Visitor) -> None:
    sent(person, "/profile", BEGIN)
    code = pyotp.TOTP(_secret(person)).now()
    form = {**person.get(APP).form(CONFIRM), "code": code}
    person.client.post(CONFIRM, data=form)
    before = fingerprint(app)
    answer = person.client.post(CONFIRM, data=form)
    assert (answer.status_code, answer.headers["Location"]) == (303, CODES)
    assert fingerprint(app) == before


def test_a_code_of_an_app_that_is_not_begun_is_refused(person: Visitor) -> None:
    page = Page(person.client.post(CONFIRM, data={"csrf_token": person.token(), "code": "123456"}))
    assert page.code == 422
    assert "ยังไม่ได้เริ่มเพิ่มแอปยืนยันตัวตน" in page.text()


def test_there_is_one_app(owner: Visitor) -> None:
    page = Page(owner.client.post(BEGIN, data={"csrf_token": owner.token()}))
    assert page.code == 422
    assert "บัญชีนี้มีแอปยืนยันตัวตนอยู่แล้ว" in page.text()


def test_a_key_is_shown_after_fresh_proof_alone(
    person: Visitor, clock: time_machine.Traveller
) -> None:
    assert person.client.get(APP).headers["Location"] == "/profile", "none is begun"
    sent(person, "/profile", BEGIN)
    assert person.get(APP).has(".secret")
    clock.shift(GROWN_OLD)
    assert person.client.get(APP).headers["Location"] == "/profile"


def test_an_app_is_removed_and_the_password_is_enough_again(app: Flask, owner: Visitor) -> None:
    form = owner.get("/profile").form(REMOVE)
    answers = [owner.client.post(REMOVE, data=form) for _ in range(2)]
    assert [a.headers["Location"] for a in answers] == ["/profile", "/profile"]
    assert owner.get("/profile").has(f'form[action="{BEGIN}"]')
    anew = Visitor(app.test_client())
    enter(anew)
    assert anew.get("/inbox").code == 200


def test_an_app_that_was_begun_may_be_left(person: Visitor) -> None:
    sent(person, "/profile", BEGIN)
    assert sent(person, APP, REMOVE).status_code == 303
    assert person.client.get(APP).headers["Location"] == "/profile"


def test_where_a_second_factor_is_required_the_last_one_stays(app: Flask, owner: Visitor) -> None:
    require_factors(app)
    page = Page(sent(owner, "/profile", REMOVE))
    assert page.code == 422
    assert "โปรดเพิ่มวิธีอื่นก่อน" in page.text(".errors")


def test_recovery_codes_are_shown_once_and_one_opens(app: Flask, owner: Visitor) -> None:
    page = Page(sent(owner, CODES, CODES))
    codes = page.texts(".codes code")
    assert (page.code, len(set(codes))) == (200, 10)
    assert codes[0] not in owner.get(CODES).text()
    assert "เหลือรหัสที่ยังไม่ได้ใช้ 10 รหัส" in owner.get("/profile").text()
    anew = Visitor(app.test_client())
    values = {**Page(enter(anew)).form(), "code": codes[3].lower()}
    assert anew.client.post("/sign-in", data=values).status_code == 303
    assert anew.get("/inbox").code == 200


def test_a_second_press_shows_what_the_first_one_made(owner: Visitor) -> None:
    form = owner.get(CODES).form(CODES)
    first, again = (Page(owner.client.post(CODES, data=form)).texts(".codes code") for _ in "12")
    assert first == again
    assert Page(sent(owner, CODES, CODES)).texts(".codes code") != first


def test_recovery_codes_stand_in_for_something(app: Flask, person: Visitor) -> None:
    page = person.get(CODES, "en")
    assert "please add one of them first" in page.text()
    assert not page.has(f'form[action="{CODES}"]')
    before = fingerprint(app)
    values = {"csrf_token": person.token(), "operation_id": "operation-1"}
    assert person.client.post(CODES, data=values).status_code == 422
    assert fingerprint(app) == before


def test_recovery_codes_too_wait_for_fresh_proof(
    owner: Visitor, clock: time_machine.Traveller
) -> None:
    clock.shift(GROWN_OLD)
    page = owner.get(CODES)
    assert page.has('a[href="/profile#prove"]')
    assert not page.has(f'form[action="{CODES}"]')


def _secret(person: Visitor) -> str:
    """The key that the page shows."""
    return person.get(APP).text(".secret").replace(" ", "")
