"""Disabling an account and giving a new password: both bind at once."""

import datetime as dt

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import SAMUT_SONGKHRAM, by_hand, codes, person_id
from workflow.extensions import db
from workflow.facts.people import people_of_plan
from workflow.models import Entry, Person, Session
from workflow.queries.demo import PASSWORD
from workflow.queries.person import load_account, person_by_username
from workflow.services.change_account import disable_person, reset_password
from workflow.services.sign_in import Visitor, sign_in

pytestmark = pytest.mark.both

HERE = Visitor(address="192.0.2.1", agent="")
NEW = "ปลาทูแม่กลอง หน้างอคอหัก"
LATER = TODAY + dt.timedelta(minutes=1)


def test_a_disabled_person_s_sessions_end_at_once() -> None:
    tokens = [sign_in("pcso.75", PASSWORD, HERE, TODAY) for _ in range(2)]
    assert all(load_account(token) for token in tokens)
    disable_person(person_id("pcso.75"), LATER)
    assert [load_account(token) for token in tokens] == [None, None]


def test_a_session_that_somehow_stayed_lets_a_disabled_person_do_nothing() -> None:
    token = sign_in("pcso.75", PASSWORD, HERE, TODAY)
    disable_person(person_id("pcso.75"), LATER)
    by_hand(sa.update(Session).values(ended_at=None))
    assert load_account(token) is None


def test_a_disabled_person_holds_nothing_on_any_plan() -> None:
    disable_person(person_id("pcso.75"), TODAY)
    assert person_by_username("pcso.75", TODAY.date()) is None
    people = people_of_plan(SAMUT_SONGKHRAM, "75", TODAY.date())
    assert "pcso" not in {h.post for one in people for h in one.actor.holdings}


def test_disabling_again_leaves_the_day_as_it_was() -> None:
    disable_person(person_id("pcso.75"), TODAY)
    disable_person(person_id("pcso.75"), LATER)
    assert db.session.get_one(Person, person_id("pcso.75")).disabled_at == TODAY


def test_a_new_password_ends_every_session() -> None:
    token = sign_in("pcso.75", PASSWORD, HERE, TODAY)
    reset_password(person_id("pcso.75"), NEW, LATER)
    assert load_account(token) is None


def test_a_new_password_lets_in_and_the_old_does_not() -> None:
    reset_password(person_id("pcso.75"), NEW, TODAY)
    assert codes(sign_in, "pcso.75", PASSWORD, HERE, TODAY) == ["wrong_password"]
    assert sign_in("pcso.75", NEW, HERE, TODAY)


def test_a_password_against_the_rules_changes_nothing() -> None:
    token = sign_in("pcso.75", PASSWORD, HERE, TODAY)
    assert codes(reset_password, person_id("pcso.75"), "short", LATER) == ["password_short"]
    assert load_account(token) is not None


def test_somebody_else_s_sessions_stay() -> None:
    token = sign_in("pcso.80", PASSWORD, HERE, TODAY)
    disable_person(person_id("pcso.75"), TODAY)
    assert load_account(token) is not None


def test_both_are_in_the_account_s_chain() -> None:
    reset_password(person_id("pcso.75"), NEW, TODAY)
    disable_person(person_id("pcso.75"), TODAY)
    ref = db.session.get_one(Person, person_id("pcso.75")).ref
    query = sa.select(Entry.act).where(Entry.subject == f"account:{ref}").order_by(Entry.n)
    assert list(db.session.scalars(query))[-2:] == ["password_set", "account_disabled"]
