"""Inviting a person: an account with a password that nobody knows, and a link to set one."""

from typing import Any

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import codes, count, person_id
from tests.services.factors import HOME
from workflow.extensions import db
from workflow.models import Entry, Outbox, Person
from workflow.queries.person import load_account
from workflow.services.add_people import NewPerson
from workflow.services.invite import invite
from workflow.services.links import follow_link
from workflow.services.sign_in import sign_in

pytestmark = pytest.mark.both

NEW = "ปลาทูแม่กลอง หน้างอคอหัก"


def test_who_is_invited_sets_a_password_and_comes_in() -> None:
    _, token = invite(_new(), None, TODAY)
    follow_link(token, NEW, TODAY)
    assert load_account(sign_in("somchai", NEW, HOME, TODAY)) is not None


def test_until_then_no_password_fits() -> None:
    invite(_new(), None, TODAY)
    assert codes(sign_in, "somchai", "", HOME, TODAY) == ["wrong_password"]


def test_who_invited_is_in_the_account_s_record() -> None:
    by = db.session.get_one(Person, person_id("admin.1")).ref
    invited, _ = invite(_new(), by, TODAY)
    subject = f"account:{db.session.get_one(Person, invited).ref}"
    query = sa.select(Entry.act, Entry.actor).where(Entry.subject == subject).order_by(Entry.n)
    rows = [tuple(row) for row in db.session.execute(query)]
    assert rows == [("account_made", by), ("invitation", by)]
    assert count(Outbox, Outbox.recipient_id == invited) == 1


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"name_th": ""}, ["ask_empty"]),
        ({"name_th": "ก" * 201, "name_en": "x" * 201}, ["ask_long", "ask_long"]),
        ({"email": "nobody"}, ["email_odd"]),
        ({"email": "a@b.example\r\nBcc: x@y.example"}, ["email_odd"]),
        ({"email": f"{'a' * 250}@b.example"}, ["email_odd"]),
        ({"username": "pcso.75"}, ["username_taken"]),
        ({"username": "a b"}, ["username_odd"]),
    ],
)
def test_what_cannot_be_used_is_refused(changed: dict[str, Any], expected: list[str]) -> None:
    before = count(Person)
    assert codes(invite, _new(**changed), None, TODAY) == expected
    assert count(Person) == before


def _new(**changed: Any) -> NewPerson:
    values = {
        "username": "somchai",
        "name_th": "สมชาย สมมติ",
        "name_en": "Somchai",
        "email": "somchai@example.org",
        "password_hash": "",
    }
    return NewPerson(**{**values, **changed})
