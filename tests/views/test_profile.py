"""One's own account through its page: proof of identity, the password, sessions."""

import pytest
import time_machine
from flask import Flask

from tests.conftest import SignInAs
from tests.page import Page, Visitor
from tests.services.device import Device
from tests.services.factors import with_passkey, with_totp
from tests.views.deeds import fingerprint, inside
from tests.views.proving import GROWN_OLD, PASSKEYS, PROVE, challenge, enter, sent
from workflow.queries.demo import PASSWORD

NEW = "ปลาทูแม่กลอง หน้างอคอหัก"
PASSWORD_FORM = "/profile/password"
END, END_OTHERS = "/profile/sessions/end", "/profile/sessions/end-others"
FRESH = (
    *("/profile/totp/begin", "/profile/totp/confirm", "/profile/totp/remove", PASSKEYS),
    *(f"{PASSKEYS}/1/remove", "/profile/recovery-codes", PASSWORD_FORM),
)
"""Addresses that change how one signs in."""


def test_every_change_of_how_one_signs_in_needs_fresh_proof(
    app: Flask, person: Visitor, clock: time_machine.Traveller
) -> None:
    values = {"csrf_token": person.token(), "password": NEW, "again": NEW}
    clock.shift(GROWN_OLD)
    before = fingerprint(app)
    pages = {path: Page(person.client.post(path, data=values)) for path in FRESH}
    assert {path: page.code for path, page in pages.items()} == dict.fromkeys(FRESH, 403)
    assert all("โปรดยืนยันตัวตนอีกครั้ง" in page.text() for page in pages.values())
    assert fingerprint(app) == before


def test_without_fresh_proof_the_page_offers_no_change(
    person: Visitor, clock: time_machine.Traveller
) -> None:
    clock.shift(GROWN_OLD)
    page = person.get("/profile")
    assert page.has(f'form[action="{PROVE}"]')
    assert not [path for path in FRESH if page.has(f'form[action="{path}"]')]


def test_a_wrong_password_asks_again_and_keeps_where_one_was_going(
    sign_in_as: SignInAs, clock: time_machine.Traveller
) -> None:
    admin = sign_in_as("admin.1")
    clock.shift(GROWN_OLD)
    page = Page(sent(admin, "/people/new", PROVE, password="wrong"))
    assert (page.code, page.has("#prove .field--error #password")) == (422, True)
    answer = admin.client.post(PROVE, data={**page.form(PROVE), "password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/people/new")


def test_with_an_app_the_password_alone_proves_nothing(
    app: Flask, person: Visitor, clock: time_machine.Traveller
) -> None:
    inside(app, with_totp, "pcso.80")
    clock.shift(GROWN_OLD)
    page = Page(sent(person, "/profile", PROVE, password=PASSWORD))
    assert (page.code, page.has("#prove .field--error #code")) == (422, True)


def test_a_passkey_proves_it_without_a_password(
    app: Flask, person: Visitor, clock: time_machine.Traveller
) -> None:
    device = inside(app, with_passkey, "pcso.80")
    clock.shift(GROWN_OLD)
    signed = device.signed(challenge(person, "/profile/passkey"))
    assert sent(person, "/profile", PROVE, passkey=signed).status_code == 303
    assert person.get("/profile").has(f'form[action="{PASSWORD_FORM}"]')


def test_what_another_passkey_signed_proves_nothing(
    app: Flask, person: Visitor, clock: time_machine.Traveller
) -> None:
    inside(app, with_passkey, "pcso.80")
    clock.shift(GROWN_OLD)
    signed = Device().signed(challenge(person, "/profile/passkey"))
    page = Page(sent(person, "/profile", PROVE, passkey=signed))
    assert page.code == 422
    assert "ยืนยันด้วยพาสคีย์ไม่สำเร็จ" in page.text("#prove .field__error")


def test_a_new_password_is_the_one_that_opens(app: Flask, person: Visitor) -> None:
    answer = sent(person, "/profile", PASSWORD_FORM, password=NEW, again=NEW)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/profile")
    assert "เปลี่ยนรหัสผ่านแล้ว" in person.get("/profile").text(".notice--good")
    anew = Visitor(app.test_client())
    codes = [enter(anew, password=password).status_code for password in (PASSWORD, NEW)]
    assert codes == [422, 303]


def test_a_new_password_ends_every_session_but_this(person: Visitor, sign_in_as: SignInAs) -> None:
    elsewhere, form = sign_in_as("pcso.80"), person.get("/profile").form(PASSWORD_FORM)
    values = {**form, "password": NEW, "again": NEW}
    codes = [person.client.post(PASSWORD_FORM, data=values).status_code for _ in range(2)]
    assert codes == [303, 303], "twice is harmless"
    assert elsewhere.client.get("/inbox").status_code == 303
    assert person.get("/inbox").code == 200


@pytest.mark.parametrize(
    ("language", "typed", "again", "where", "said"),
    [
        ("th", NEW, "อีกอย่างหนึ่งที่ไม่เหมือน", "again", "รหัสผ่านทั้งสองช่องไม่ตรงกัน"),
        ("en", NEW, "", "again", "The two passwords are not the same."),
        ("th", "สั้น", "สั้น", "password", "รหัสผ่านต้องมี 12–128 ตัวอักษร"),
        ("en", "pcso.80 pcso.80", "pcso.80 pcso.80", "password", "does not hold your user name"),
    ],
)
def test_a_password_that_cannot_be_is_told_at_its_field(
    app: Flask, person: Visitor, language: str, typed: str, again: str, where: str, said: str
) -> None:
    form = person.get("/profile", language).form(PASSWORD_FORM)
    before = fingerprint(app)
    values = {**form, "password": typed, "again": again}
    page = Page(person.client.post(PASSWORD_FORM, data=values))
    assert page.code == 422
    assert said in page.text(f"#{where}-error")
    assert page.has(f'.errors a[href="#{where}"]')
    assert fingerprint(app) == before


def test_a_page_that_answers_a_form_changes_its_language_too(person: Visitor) -> None:
    page = Page(sent(person, "/profile", PASSWORD_FORM, password="สั้น", again="สั้น"))
    form = {**page.form("/preferences"), "lang": "en"}
    answer = person.client.post("/preferences", data=form, follow_redirects=True)
    assert answer.status_code == 200


def test_one_session_is_ended_and_another_stays(person: Visitor, sign_in_as: SignInAs) -> None:
    old, other = sign_in_as("pcso.80"), sign_in_as("pcso.80")
    handles = [form["value"] for form in person.get("/profile").all("[name=session]")]
    for handle in (handles[0], handles[0]):
        values = {"csrf_token": person.token(), "session": handle}
        answer = person.client.post(END, data=values)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/profile#sessions")
    codes = [one.client.get("/inbox").status_code for one in (old, other, person)]
    assert sorted(codes) == [200, 200, 303]
    assert person.get("/inbox").code == 200


def test_nobody_ends_a_session_of_another(
    app: Flask, person: Visitor, sign_in_as: SignInAs
) -> None:
    theirs, _ = sign_in_as("pcso.75"), sign_in_as("pcso.75")
    handle = theirs.get("/profile").one("[name=session]")["value"]
    before = fingerprint(app)
    for strange in (handle, ""):
        values = {"csrf_token": person.token(), "session": strange}
        assert person.client.post(END, data=values).status_code == 303
    assert fingerprint(app) == before


def test_all_other_sessions_are_ended_at_once(person: Visitor, sign_in_as: SignInAs) -> None:
    others = [sign_in_as("pcso.80") for _ in range(2)]
    answer = sent(person, "/profile", END_OTHERS)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/profile#sessions")
    assert {one.client.get("/inbox").status_code for one in others} == {303}
    page = person.get("/profile")
    assert (len(page.all("#sessions .task")), page.has(f'form[action="{END_OTHERS}"]')) == (
        1,
        False,
    )


def test_a_new_passkey_is_asked_for_in_one_s_own_name(app: Flask, person: Visitor) -> None:
    inside(app, with_passkey, "pcso.80")
    options = person.client.get(f"{PASSKEYS}/new").get_json()
    assert (options["rp"]["id"], options["user"]["name"]) == ("localhost", "pcso.80")
    assert len(options["excludeCredentials"]) == 1, "a device that has one makes no second"
    asked = person.client.get("/profile/passkey").get_json()
    assert [one["id"] for one in asked["allowCredentials"]] == [
        one["id"] for one in options["excludeCredentials"]
    ]
