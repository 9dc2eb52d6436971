"""The person of a session: how long a session lasts, and what it opens today."""

import datetime as dt

import pytest
import time_machine

from tests.conftest import TODAY
from tests.services.acting import actor, also, end, person_id, statements
from workflow.extensions import db
from workflow.queries.demo import PASSWORD
from workflow.queries.person import load_account, owner_of, person_by_username
from workflow.services.change_account import disable_person
from workflow.services.sign_in import Visitor, digest, sign_in, sign_out
from workflow.services.touch_session import touch_session

MINUTE = dt.timedelta(minutes=1)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def token() -> str:
    """Somebody's session, begun now."""
    return sign_in("pcso.75", PASSWORD, Visitor(address="192.0.2.1", agent=""), TODAY)


def test_a_session_opens_as_its_person(token: str) -> None:
    account = load_account(token)
    assert account is not None
    assert (account.username, account.person.id) == ("pcso.75", person_id("pcso.75"))
    assert account.holdings == actor("pcso.75").holdings
    assert (account.get_id(), account.session_hash) == (token, digest(token))


@pytest.mark.parametrize("forged", ["", "x", "0" * 43])
def test_a_token_that_was_never_given_opens_nothing(token: str, forged: str) -> None:
    assert load_account(forged) is None


def test_the_kept_digest_of_a_token_opens_nothing(token: str) -> None:
    assert load_account(digest(token)) is None


@pytest.mark.parametrize(("idle", "lives"), [(30 * MINUTE - SECOND, True), (30 * MINUTE, False)])
def test_a_session_ends_after_thirty_minutes_of_idleness(
    token: str, clock: time_machine.Traveller, idle: dt.timedelta, lives: bool
) -> None:
    clock.move_to(TODAY + idle)
    assert (load_account(token) is not None) is lives


@pytest.mark.parametrize(("age", "lives"), [(720 * MINUTE - SECOND, True), (720 * MINUTE, False)])
def test_a_session_ends_after_twelve_hours_of_use(
    token: str, clock: time_machine.Traveller, age: dt.timedelta, lives: bool
) -> None:
    clock.move_to(TODAY + age)
    touch_session(digest(token), TODAY + age - MINUTE)
    assert (load_account(token) is not None) is lives


def test_use_keeps_a_session_alive(token: str, clock: time_machine.Traveller) -> None:
    touch_session(digest(token), TODAY + 20 * MINUTE)
    clock.move_to(TODAY + 45 * MINUTE)
    assert load_account(token) is not None


def test_a_session_signed_out_stays_ended_whatever_touches_it(token: str) -> None:
    sign_out(person_id("pcso.75"), digest(token), TODAY)
    touch_session(digest(token), TODAY + MINUTE)
    assert load_account(token) is None


def test_a_disabled_person_s_session_opens_nothing(token: str) -> None:
    disable_person(person_id("pcso.75"), TODAY)
    assert load_account(token) is None


def test_posts_are_those_of_this_very_request(token: str) -> None:
    end("pcso.75")
    also("pcso.75", "auditor", None)
    account = load_account(token)
    assert account is not None
    assert [holding.post for holding in account.holdings] == ["auditor"]


def test_freshness_ends_after_ten_minutes(token: str) -> None:
    account = load_account(token)
    assert account is not None
    assert account.is_fresh(TODAY + 10 * MINUTE - SECOND)
    assert not account.is_fresh(TODAY + 10 * MINUTE)


def test_unread_notices_are_counted() -> None:
    token = sign_in("drafter.75", PASSWORD, Visitor(address="192.0.2.1", agent=""), TODAY)
    account = load_account(token)
    assert account is not None
    assert account.unread == 0


def test_an_account_takes_two_queries(token: str) -> None:
    db.session.rollback()
    assert len(statements(lambda: load_account(token))) == 2


def test_the_owner_of_a_session_is_known_when_it_has_ended(token: str) -> None:
    sign_out(person_id("pcso.75"), digest(token), TODAY)
    assert owner_of(token) == person_id("pcso.75")
    assert owner_of("never") is None


def test_a_person_is_found_by_user_name_with_the_posts_of_a_day() -> None:
    before = person_by_username("acting.55", dt.date(2026, 9, 30))
    assert before is not None
    assert before.holdings == ()
    assert person_by_username("nobody", TODAY.date()) is None
