"""Accounts as the administrator meets them: found, invited, let in, shut out."""

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from tests.conftest import TODAY, SignInAs
from tests.page import Page, Visitor
from tests.services.acting import by_hand, count, person_id
from tests.services.factors import with_passkey, with_totp
from tests.views.deeds import fingerprint, inside
from tests.views.proving import GROWN_OLD, enter, sent
from workflow.extensions import db
from workflow.models import Link, Person
from workflow.queries.people import PAGE
from workflow.services.links import token_of

NEW = "/people/new"
GIVEN = {
    "username": "somchai",
    "name_th": "สมชาย ใจดี",
    "name_en": "Somchai Jaidee",
    "email": "somchai@example.org",
}
ACTS = ("link", "sessions", "factors", "disable", "enable")


@pytest.fixture
def admin(sign_in_as: SignInAs) -> Visitor:
    """The administrator, just signed in."""
    return sign_in_as("admin.1")


@pytest.fixture
def one(app: Flask) -> str:
    """The page of somebody's account."""
    return f"/people/{inside(app, person_id, 'pcso.80')}"


def test_accounts_stand_by_user_name_page_by_page(app: Flask, admin: Visitor) -> None:
    first = admin.get("/people")
    names = first.texts(".task code")
    assert len(names) == PAGE
    more = first.one('a[href^="/people?after="]')["href"]
    names += admin.get(more).texts(".task code")
    assert names == sorted(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("words", ["pcso.80", "PCSO.80", "pcso.80@"])
def test_an_account_is_found_by_a_part_of_it(admin: Visitor, words: str) -> None:
    page = admin.get(f"/people?q={words}")
    assert page.texts(".task code") == ["pcso.80"]
    assert page.one("#q")["value"] == words


def test_words_are_looked_for_as_they_are_written(admin: Visitor) -> None:
    page = admin.get("/people?q=%25", "en")
    assert "Nobody is found" in page.text()


def test_more_of_what_was_looked_for_keeps_the_words(admin: Visitor) -> None:
    page = admin.get("/people?q=.")
    assert len(page.all(".task")) == PAGE
    assert page.has('a[href^="/people?q=.&after="]')


def test_a_list_tells_who_has_what(app: Flask, admin: Visitor) -> None:
    inside(app, with_passkey, "pcso.80")
    inside(
        app,
        by_hand,
        sa.update(Person).where(Person.username == "pcso.45").values(disabled_at=sa.func.now()),
    )
    told = {
        name: admin.get(f"/people?q={name}").text(".task__meta") for name in ("pcso.80", "pcso.45")
    }
    assert "ยืนยันตัวตนสองขั้น" in told["pcso.80"]
    assert "ปิด" in told["pcso.45"]


def test_who_is_invited_sets_their_own_password(app: Flask, admin: Visitor) -> None:
    answer = admin.post(NEW, **GIVEN)
    assert answer.status_code == 303
    page = admin.get(answer.headers["Location"])
    assert "กำลังส่งคำเชิญ" in page.text(".notice--good")
    assert GIVEN["email"] in page.text()
    nonce = inside(app, lambda: db.session.execute(sa.select(Link.nonce)).scalar_one())
    assert (
        Visitor(app.test_client()).get(f"/set-password/{inside(app, token_of, nonce)}").code == 200
    )


def test_invited_twice_there_is_one_account(app: Flask, admin: Visitor) -> None:
    form = {**admin.get(NEW).form(NEW), **GIVEN}
    before = inside(app, count, Person)
    codes = [admin.client.post(NEW, data=form).status_code for _ in range(2)]
    assert codes == [303, 422]
    assert inside(app, count, Person) == before + 1


@pytest.mark.parametrize(
    ("language", "field", "typed", "said"),
    [
        ("th", "username", "a b", "ชื่อผู้ใช้ใช้ได้เฉพาะ"),
        ("en", "username", "PCSO.80", "or one that looks like it, is taken"),
        ("th", "name_th", "", "โปรดกรอกช่องนี้"),
        ("en", "name_en", "a" * 201, "At most 200 characters"),
        ("th", "email", "somchai", "โปรดกรอกที่อยู่อีเมลให้ถูกต้อง"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_the_rest_is_kept(
    app: Flask, admin: Visitor, language: str, field: str, typed: str, said: str
) -> None:
    given, form = {**GIVEN, field: typed}, admin.get(NEW, language).form(NEW)
    before = fingerprint(app)
    page = Page(admin.client.post(NEW, data={**form, **given}))
    assert page.code == 422
    assert said in page.text(f"#{field}-error")
    assert {name: page.form(NEW)[name] for name in given} == given
    assert fingerprint(app) == before


@pytest.mark.parametrize("kind", ["invitation", "password_reset"])
def test_a_link_is_sent_and_the_newest_is_good(
    app: Flask, admin: Visitor, one: str, kind: str
) -> None:
    values = {"csrf_token": admin.token(), "kind": kind}
    answers = [admin.client.post(f"{one}/link", data=values) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [one, one]
    assert "กำลังส่งลิงก์" in admin.get(one).text(".notice--good")
    links = inside(app, lambda: db.session.execute(sa.select(Link.kind, Link.until)).all())
    assert [link.kind for link in links] == [kind, kind]
    assert len([link for link in links if link.until > TODAY]) == 1


def test_every_session_of_somebody_is_ended(admin: Visitor, one: str, sign_in_as: SignInAs) -> None:
    person = sign_in_as("pcso.80")
    form = admin.get(one).form(f"{one}/sessions")
    codes = [admin.client.post(f"{one}/sessions", data=form).status_code for _ in range(2)]
    assert codes == [303, 303]
    assert person.client.get("/inbox").status_code == 303
    assert not admin.get(one).has(f'form[action="{one}/sessions"]')


def test_lost_factors_are_cleared(app: Flask, admin: Visitor, one: str) -> None:
    inside(app, with_totp, "pcso.80")
    assert "แอปยืนยันตัวตน" in admin.get(one).text(".facts")
    answer = sent(admin, one, f"{one}/factors")
    assert (answer.status_code, answer.headers["Location"]) == (303, one)
    assert not admin.get(one).has(f'form[action="{one}/factors"]')
    assert enter(Visitor(app.test_client())).status_code == 303, "the password is enough again"


def test_a_disabled_account_is_shut_until_it_is_opened_again(
    app: Flask, admin: Visitor, one: str, sign_in_as: SignInAs
) -> None:
    person = sign_in_as("pcso.80")
    assert sent(admin, one, f"{one}/disable").headers["Location"] == one
    assert person.client.get("/inbox").status_code == 303
    assert enter(Visitor(app.test_client())).status_code == 422
    assert sent(admin, one, f"{one}/enable").headers["Location"] == one
    assert enter(Visitor(app.test_client())).status_code == 303


def test_a_disabled_account_is_told_and_gets_no_link(admin: Visitor, one: str) -> None:
    values = admin.get(one, "en").form(f"{one}/disable")
    admin.client.post(f"{one}/disable", data=values)
    page = admin.get(one, "en")
    assert "The account is disabled" in page.text(".notice--good")
    assert page.text(".facts .tag--block") == "disabled"
    assert not page.has(f'form[action="{one}/link"]')
    values = {"csrf_token": admin.token(), "kind": "password_reset"}
    assert admin.client.post(f"{one}/link", data=values).status_code == 404


def test_nobody_shuts_themselves_out(app: Flask, admin: Visitor) -> None:
    own = f"/people/{inside(app, person_id, 'admin.1')}"
    assert not admin.get(own).has(f'form[action="{own}/disable"]')
    page = Page(admin.client.post(f"{own}/disable", data={"csrf_token": admin.token()}))
    assert page.code == 403
    assert "ท่านปิดบัญชีของตนเองไม่ได้" in page.text(".errors")
    assert admin.get(own).code == 200


def test_an_account_that_is_not_there_is_404(admin: Visitor) -> None:
    values, nobody = {"csrf_token": admin.token()}, "/people/2147483647"
    assert admin.get(nobody).code == 404
    for act in ("link", "factors", "disable", "enable"):
        assert admin.client.post(f"{nobody}/{act}", data=values).status_code == 404, act


def test_changes_of_accounts_need_fresh_proof(
    app: Flask, admin: Visitor, one: str, clock: time_machine.Traveller
) -> None:
    values = {**admin.get(NEW).form(NEW), **GIVEN}
    clock.shift(GROWN_OLD)
    before, paths = fingerprint(app), (NEW, *(f"{one}/{act}" for act in ACTS))
    codes = {path: admin.client.post(path, data=values).status_code for path in paths}
    assert codes == dict.fromkeys(paths, 403)
    assert fingerprint(app) == before
    assert not admin.get(NEW).has("#username")
    assert admin.get(one).has("#prove")


def test_accounts_are_the_administrator_s_alone(app: Flask, sign_in_as: SignInAs, one: str) -> None:
    person = sign_in_as("secretariat.1")
    values, before = {"csrf_token": person.token(), **GIVEN}, fingerprint(app)
    codes = [person.client.get(path).status_code for path in ("/people", NEW, one)]
    codes += [person.client.post(f"{one}/{act}", data=values).status_code for act in ACTS]
    codes.append(person.client.post(NEW, data=values).status_code)
    assert set(codes) == {403}
    assert fingerprint(app) == before
