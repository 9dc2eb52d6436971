"""Adding accounts: names that cannot be told apart are one name."""

from typing import Any

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import codes, count
from workflow.extensions import db
from workflow.models import Appointment, Entry, Person
from workflow.services.add_people import NewPerson, add_people
from workflow.services.appoint import NewAppointment

pytestmark = pytest.mark.both


def test_an_account_is_made_with_its_chain_begun() -> None:
    (person_id,) = add_people([_new()], TODAY)
    person = db.session.get_one(Person, person_id)
    assert (person.username, person.email, person.language) == ("somchai", "s@example.org", "th")
    entry = db.session.scalars(
        sa.select(Entry).where(Entry.subject == f"account:{person.ref}")
    ).one()
    assert (entry.n, entry.act) == (1, "account_made")


def test_a_reference_says_nothing_of_the_name() -> None:
    ids = add_people([_new(), _new(username="somsak")], TODAY)
    refs = {db.session.get_one(Person, person_id).ref for person_id in ids}
    assert len(refs) == 2
    assert not any("som" in ref for ref in refs)


def test_posts_are_given_with_the_account() -> None:
    post = NewAppointment(
        post="clinic_rep", province_code="40", order_no="1/2569", since=TODAY.date()
    )
    (person_id,) = add_people([_new(appointments=[post])], TODAY)
    assert count(Appointment, Appointment.person_id == person_id) == 1


@pytest.mark.parametrize(
    "name",
    ["abc", "a" * 60, "ก.ข", "สมชาย-2", "user_name", "Somchai.J", "๑๒๓"],
)
def test_letters_digits_dots_dashes_and_underscores_make_a_name(name: str) -> None:
    (person_id,) = add_people([_new(username=name)], TODAY)
    assert db.session.get_one(Person, person_id).username == name


@pytest.mark.parametrize(
    "name",
    ["", "ab", "a" * 61, "a b c", "a/b/c", "<script>", "a\x00bc", "a\nbc", "som@chai", "\u200b" * 5]
    + ["ﷺﷺﷺ", "①②③/", "😀😀😀"],
)
def test_an_odd_name_is_refused(name: str) -> None:
    assert codes(add_people, [_new(username=name)], TODAY) == ["username_odd"]


@pytest.mark.parametrize(
    "twin", ["somchai", "SOMCHAI", "Somchai", " somchai ", "som\u200bchai", "ｓｏｍｃｈａｉ"]
)
def test_a_name_that_looks_like_another_is_taken(twin: str) -> None:
    add_people([_new()], TODAY)
    assert codes(add_people, [_new(username=twin)], TODAY) == ["username_taken"]


def test_the_name_of_a_disabled_person_stays_taken() -> None:
    assert codes(add_people, [_new(username="PCSO.75")], TODAY) == ["username_taken"]


def test_one_refused_means_none_added() -> None:
    before = count(Person)
    assert codes(add_people, [_new(), _new(username="x")], TODAY) == ["username_odd"]
    db.session.rollback()
    assert count(Person) == before


def _new(**changed: Any) -> NewPerson:
    plain = {
        "username": "somchai",
        "name_th": "สมชาย",
        "name_en": "Somchai",
        "email": "s@example.org",
        "password_hash": "x",
    }
    return NewPerson(**{**plain, **changed})
