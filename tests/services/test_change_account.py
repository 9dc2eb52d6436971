"""Disabling an account and giving a new password: both bind at once."""

import datetime as dt
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import SAMUT_SONGKHRAM, by_hand, codes, count, person_id
from tests.services.factors import with_passkey, with_totp
from workflow.extensions import db
from workflow.facts.factors import Factors, factors_of
from workflow.facts.names import names_for
from workflow.facts.people import people_of_plan
from workflow.models import Entry, Outbox, Person, Session
from workflow.queries.demo import PASSWORD
from workflow.queries.person import load_account, person_by_username
from workflow.services.change_account import (
    disable_person,
    enable_person,
    forget_factors,
    reset_password,
    set_password,
)
from workflow.services.links import follow_link, send_link
from workflow.services.make_recovery_codes import make_recovery_codes
from workflow.services.sign_in import Visitor, digest, sign_in
from workflow.states.refusals import NotFound

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


@pytest.mark.parametrize("named", ["umbrella pcso.75 salty", "ปลาทู สมุทรสงคราม หน้างอ"])
def test_a_password_does_not_name_its_person(named: str) -> None:
    assert codes(reset_password, person_id("pcso.75"), named, LATER) == ["password_named"]
    link = send_link(person_id("pcso.75"), "password_reset", None, TODAY)
    assert codes(follow_link, link, named, TODAY) == ["password_named"]


def test_who_has_no_post_is_named_by_their_account_alone() -> None:
    assert names_for(person_id("admin.1"))[:1] == ("admin.1",)
    assert names_for(999_999) == ()


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


def test_nobody_shuts_themselves_out() -> None:
    me = db.session.get_one(Person, person_id("admin.1"))
    assert codes(disable_person, me.id, TODAY, me.ref) == ["not_yourself"]


def test_an_account_opened_again_lets_in_as_before() -> None:
    disable_person(person_id("pcso.75"), TODAY)
    enable_person(person_id("pcso.75"), LATER, None)
    assert sign_in("pcso.75", PASSWORD, HERE, LATER)


def test_a_password_changed_from_within_keeps_that_session_alone() -> None:
    here, there = (sign_in("pcso.75", PASSWORD, HERE, TODAY) for _ in range(2))
    set_password(person_id("pcso.75"), NEW, digest(here), TODAY)
    assert [load_account(token) is not None for token in (here, there)] == [True, False]


def test_forgotten_factors_are_gone_with_the_sessions_and_the_person_is_told() -> None:
    with_totp()
    with_passkey()
    me = person_id("pcso.75")
    make_recovery_codes(me, "operation", TODAY)
    forget_factors(me, TODAY, "p-admin")
    assert factors_of(me) == Factors(totp=False, passkeys=0, codes_left=0)
    assert count(Outbox, Outbox.recipient_id == me, Outbox.kind == "factors_forgotten") == 1


@pytest.mark.parametrize("change", [disable_person, forget_factors, enable_person])
def test_an_account_that_is_not_there_is_said_not_to_be(change: Callable[..., None]) -> None:
    with pytest.raises(NotFound):
        change(999_999, TODAY, None)
