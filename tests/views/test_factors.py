"""Second factors through pages: enrolled, asked for, required where it must be, never logged."""

import dataclasses
import logging
from pathlib import Path

import pyotp
import pytest
import time_machine
from flask import Flask

from tests.conftest import TODAY, SignInAs
from tests.databases import running
from tests.page import Page, Visitor
from tests.services.acting import person_id
from tests.services.factors import with_totp
from tests.views.deeds import inside
from tests.views.proving import enter
from workflow.queries.demo import PASSWORD
from workflow.services.links import send_link

NEW = "ปลาทูแม่กลอง หน้างอคอหัก"


def test_a_person_with_an_app_is_asked_for_a_code(app: Flask) -> None:
    secret = inside(app, with_totp, "pcso.80")
    person = Visitor(app.test_client())
    page = Page(enter(person))
    assert (page.code, page.has("#code")) == (200, True)
    assert person.client.get("/inbox").status_code == 303, "not in yet"
    sent = {**page.form(), "code": pyotp.TOTP(secret).at(TODAY)}
    assert person.client.post("/sign-in", data=sent).status_code == 303
    assert person.get("/inbox").code == 200


def test_password_and_code_may_come_together(app: Flask) -> None:
    secret = inside(app, with_totp, "pcso.80")
    person = Visitor(app.test_client())
    assert enter(person, code=pyotp.TOTP(secret).at(TODAY)).status_code == 303
    assert person.get("/profile").code == 200


def test_a_wrong_code_asks_again(app: Flask) -> None:
    inside(app, with_totp, "pcso.80")
    person = Visitor(app.test_client())
    sent = {**Page(enter(person)).form(), "code": "000000"}
    page = Page(person.client.post("/sign-in", data=sent))
    assert (page.code, page.has("#code"), page.has(".errors")) == (422, True, True)


def test_what_changes_the_account_needs_a_fresh_sign_in(
    sign_in_as: SignInAs, clock: time_machine.Traveller
) -> None:
    person, token = sign_in_as("pcso.80"), ""
    token = person.token()
    clock.shift(11 * 60)
    answer = person.client.post("/profile/totp/begin", data={"csrf_token": token})
    assert answer.status_code == 403
    sent = {"csrf_token": token, "password": PASSWORD, "back": "//evil.example"}
    answer = person.client.post("/profile/prove", data=sent)
    assert answer.headers["Location"] == "/", "nobody is led to another site"
    assert person.client.post("/profile/totp/begin", data={"csrf_token": token}).status_code == 303


@pytest.mark.parametrize(("username", "code"), [("pcso.80", 303), ("drafter.75", 200)])
def test_posts_that_sign_must_enrol_where_that_is_required(
    app: Flask, username: str, code: int
) -> None:
    chosen = dataclasses.replace(app.extensions["settings"], second_factor="signers")
    with running(chosen) as product:
        person = Visitor(product.test_client()).signed_in(username)
        answer = person.client.get("/inbox")
        assert answer.status_code == code
        assert person.get("/profile").code == 200
        if code == 303:
            assert answer.headers["Location"] == "/profile"
            token = str(person.get("/profile").one("[name=csrf_token]")["value"])
            sent = {"csrf_token": token}
            assert person.client.post("/notices/read", data=sent).status_code == 403


def test_fields_that_a_form_does_not_have_are_ignored(app: Flask, sign_in_as: SignInAs) -> None:
    admin = sign_in_as("admin.1")
    given = {"username": "somchai", "name_th": "สมชาย", "email": "s@example.org"}
    more = {"id": "1", "ref": "p-0", "password_hash": "x", "demo_key": "x", "posts": "admin"}
    answer = admin.post("/people/new", **given, **more)
    assert answer.status_code == 303
    page = admin.get(answer.headers["Location"])
    assert "ไม่มีตำแหน่งในวันนี้" in page.text()
    assert inside(app, person_id, "somchai") > 1


@pytest.mark.parametrize("username", ["pcso.80", "nobody"])
def test_asking_for_a_link_says_the_same_whoever_it_is(app: Flask, username: str) -> None:
    person = Visitor(app.test_client())
    codes = [person.post("/forgotten-password", username=username) for _ in range(6)]
    assert [c.status_code for c in codes] == [303] * 5 + [429]
    assert codes[-1].headers["Retry-After"] == "86400"


def test_a_link_sets_a_password_and_looking_uses_nothing_up(app: Flask) -> None:
    me = inside(app, person_id, "pcso.80")
    link = f"/set-password/{inside(app, send_link, me, 'password_reset', None, TODAY)}"
    person = Visitor(app.test_client())
    assert [person.get(link).code for _ in range(2)] == [200, 200]
    sent = {**person.get(link).form("/set-password"), "password": NEW, "again": NEW}
    assert person.client.post("/set-password", data={**sent, "again": "x"}).status_code == 422
    assert person.client.post("/set-password", data=sent).status_code == 303
    assert person.get(link).code == 404


def test_nothing_secret_is_logged(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secret, me = inside(app, with_totp, "pcso.80"), inside(app, person_id, "pcso.80")
    person, code = Visitor(app.test_client()), pyotp.TOTP(secret).at(TODAY)
    enter(person, password="a wrong password")
    person.client.post("/sign-in", data={**Page(enter(person)).form(), "code": code})
    token = inside(app, send_link, me, "password_reset", None, TODAY)
    form = person.get(f"/set-password/{token}").form("/set-password")
    person.client.post("/set-password", data={**form, "password": NEW, "again": NEW})
    told = "\n".join(record.getMessage() for record in caplog.records)
    assert not [s for s in (secret, code, token, NEW, PASSWORD, "a wrong password") if s in told]


def test_a_stranger_s_form_is_small(app: Flask) -> None:
    sent = {"username": "x" * 200_000}
    assert app.test_client().post("/forgotten-password", data=sent).status_code == 413


def test_the_key_of_accounts_is_its_owner_s_alone(app: Flask) -> None:
    inside(app, with_totp, "pcso.80")
    key = Path(app.extensions["settings"].folder) / "keys" / "accounts-a1"
    assert key.stat().st_mode & 0o077 == 0
