"""Signing in and out: who is let in, how guessing is slowed, and how a session ends."""

import datetime as dt
import itertools

import pytest
import sqlalchemy as sa
from flask import current_app

from tests.conftest import TODAY
from tests.services.acting import by_hand, codes, count, meanwhile, person_id
from workflow.extensions import db
from workflow.models import Attempt, Entry, Person, Session
from workflow.queries.demo import PASSWORD
from workflow.services import password as passwords
from workflow.services.change_account import disable_person, reset_password
from workflow.services.check_factor import Proof
from workflow.services.sign_in import Visitor, digest, prove, sign_in, sign_out
from workflow.services.start_session import MOST_SESSIONS
from workflow.services.throttle import MOST_BY_NAME, MOST_IN_ALL, WINDOW
from workflow.states.refusals import Refused, TooMany

pytestmark = pytest.mark.both

HOME = Visitor(address="192.0.2.1", agent="a browser")
OFFICE = Visitor(address="192.0.2.2", agent="a browser")
MINUTE = dt.timedelta(minutes=1)


def test_a_token_is_kept_only_as_its_digest() -> None:
    token = sign_in("pcso.75", PASSWORD, HOME, TODAY)
    session = db.session.get_one(Session, digest(token))
    assert (session.person_id, session.address) == (person_id("pcso.75"), "192.0.2.1")
    assert session.fresh_until == TODAY + dt.timedelta(minutes=10)
    assert len(token) >= 43


def test_two_sign_ins_have_two_tokens() -> None:
    assert sign_in("pcso.75", PASSWORD, HOME, TODAY) != sign_in("pcso.75", PASSWORD, HOME, TODAY)


@pytest.mark.parametrize("typed", ["PCSO.75", " pcso.75 ", "pcso\u200b.75", "ｐｃｓｏ.75"])
def test_a_name_may_be_typed_as_it_looks(typed: str) -> None:
    assert sign_in(typed, PASSWORD, HOME, TODAY)


@pytest.mark.parametrize("name", ["nobody", "", "pcso\x00", "\ud800", "ก" * 10_000])
def test_an_unknown_name_is_wrong(name: str) -> None:
    assert codes(sign_in, name, PASSWORD, HOME, TODAY) == ["wrong_password"]


@pytest.mark.parametrize("password", ["", "wrong", PASSWORD + " ", PASSWORD[:-1], "x" * 100_000])
def test_another_password_is_wrong(password: str) -> None:
    assert codes(sign_in, "pcso.75", password, HOME, TODAY) == ["wrong_password"]


def test_a_disabled_person_is_not_let_in() -> None:
    disable_person(person_id("pcso.75"), TODAY)
    assert codes(sign_in, "pcso.75", PASSWORD, HOME, TODAY) == ["wrong_password"]


def test_an_unknown_name_costs_the_work_of_a_known_one() -> None:
    passwords._nobodys.cache_clear()
    with pytest.raises(Refused):
        sign_in("nobody", PASSWORD, HOME, TODAY)
    settings = current_app.extensions["settings"]
    costs = settings.password_memory_kib, settings.password_rounds
    unknown = passwords._nobodys(*costs)
    assert passwords._nobodys.cache_info().hits == 1
    assert unknown.split("$")[3] == _hash_of("pcso.75").split("$")[3]


def test_sign_ins_good_and_bad_are_in_the_account_s_own_chain() -> None:
    with pytest.raises(Refused):
        sign_in("pcso.75", "wrong", HOME, TODAY)
    sign_out(person_id("pcso.75"), digest(sign_in("pcso.75", PASSWORD, HOME, TODAY)), TODAY)
    assert _own_record("pcso.75")[-3:] == ["sign_in_failed", "signed_in", "signed_out"]


def test_ten_failures_stop_a_name_from_everywhere() -> None:
    _fail(MOST_BY_NAME, "pcso.75")
    with pytest.raises(TooMany):
        sign_in("pcso.75", PASSWORD, HOME, TODAY)


def test_ten_failures_stop_an_address_for_every_name() -> None:
    for n in range(10):
        with pytest.raises(Refused):
            sign_in(f"nobody{n}", "wrong", HOME, TODAY)
    with pytest.raises(TooMany):
        sign_in("pcso.75", PASSWORD, HOME, TODAY)
    assert sign_in("pcso.75", PASSWORD, OFFICE, TODAY)


def test_nine_failures_stop_nobody() -> None:
    _fail(MOST_BY_NAME - 1, "pcso.75")
    assert sign_in("pcso.75", PASSWORD, HOME, TODAY)


def test_a_thousand_failures_stop_everyone() -> None:
    rows = [{"name_hash": f"{n}", "address": f"{n}", "at": TODAY} for n in range(MOST_IN_ALL)]
    by_hand(sa.insert(Attempt).values(rows))
    with pytest.raises(TooMany):
        sign_in("pcso.75", PASSWORD, HOME, TODAY)


def test_a_try_that_is_stopped_does_not_count() -> None:
    _fail(MOST_BY_NAME, "pcso.75")
    with pytest.raises(TooMany):
        sign_in("pcso.75", "wrong", HOME, TODAY)
    assert count(Attempt) == MOST_BY_NAME


def test_who_is_stopped_is_told_for_how_long() -> None:
    with pytest.raises(Refused):
        sign_in("another", "wrong", OFFICE, TODAY - 4 * MINUTE)
    _fail(MOST_BY_NAME, "pcso.75", TODAY - MINUTE)
    with pytest.raises(TooMany) as stopped:
        sign_in("pcso.75", PASSWORD, HOME, TODAY)
    assert stopped.value.retry_after == 240


def test_after_five_minutes_one_may_try_again() -> None:
    _fail(MOST_BY_NAME, "pcso.75")
    assert sign_in("pcso.75", PASSWORD, HOME, TODAY + WINDOW)


def test_old_failures_are_forgotten() -> None:
    _fail(3, "pcso.75")
    _fail(1, "pcso.75", TODAY + WINDOW)
    assert count(Attempt) == 1


def test_success_clears_the_name() -> None:
    _fail(MOST_BY_NAME - 1, "pcso.75")
    sign_in("pcso.75", PASSWORD, HOME, TODAY)
    _fail(MOST_BY_NAME - 1, "pcso.75")
    assert sign_in("pcso.75", PASSWORD, HOME, TODAY)


def test_success_does_not_clear_the_address() -> None:
    for _ in range(9):
        with pytest.raises(Refused):
            sign_in("pcso.75", "wrong", HOME, TODAY)
    sign_in("pcso.75", PASSWORD, HOME, TODAY)
    with pytest.raises(Refused):
        sign_in("pcso.80", "wrong", HOME, TODAY)
    with pytest.raises(TooMany):
        sign_in("pcso.80", PASSWORD, HOME, TODAY)


def test_a_person_has_five_sessions_and_the_oldest_gives_way() -> None:
    at = [TODAY + n * MINUTE for n in range(MOST_SESSIONS + 1)]
    tokens = [sign_in("pcso.75", PASSWORD, HOME, when) for when in at]
    ended = [db.session.get_one(Session, digest(token)).ended_at for token in tokens]
    assert ended == [at[-1], None, None, None, None, None]


def test_somebody_else_s_sessions_stay() -> None:
    other = sign_in("pcso.80", PASSWORD, HOME, TODAY)
    for _ in range(MOST_SESSIONS + 1):
        sign_in("pcso.75", PASSWORD, HOME, TODAY)
    assert db.session.get_one(Session, digest(other)).ended_at is None


def test_a_hash_of_another_cost_is_made_anew() -> None:
    _give_hash("pcso.75", passwords._hasher(16, 2).hash(PASSWORD))
    sign_in("pcso.75", PASSWORD, HOME, TODAY)
    assert not passwords.outdated(_hash_of("pcso.75"))
    assert sign_in("pcso.75", PASSWORD, HOME, TODAY)


def test_a_password_from_before_today_s_rules_is_made_anew_too() -> None:
    _give_hash("pcso.75", passwords._hasher(16, 2).hash("short"))
    assert sign_in("pcso.75", "short", HOME, TODAY)
    assert not passwords.outdated(_hash_of("pcso.75"))


def test_a_hash_of_today_s_cost_stays() -> None:
    before = _hash_of("pcso.75")
    sign_in("pcso.75", PASSWORD, HOME, TODAY)
    assert _hash_of("pcso.75") == before


def test_a_password_reset_while_the_old_one_is_checked_wins() -> None:
    reset = person_id("pcso.75")
    meanwhile(lambda: reset_password(reset, "another long password", TODAY))
    assert codes(sign_in, "pcso.75", PASSWORD, HOME, TODAY) == ["wrong_password"]
    assert count(Session, Session.person_id == reset) == 0


def test_a_person_disabled_while_the_password_is_checked_is_not_let_in() -> None:
    disabled = person_id("pcso.75")
    meanwhile(lambda: disable_person(disabled, TODAY))
    assert codes(sign_in, "pcso.75", PASSWORD, HOME, TODAY) == ["wrong_password"]


def test_proof_of_identity_makes_a_session_fresh_again() -> None:
    session = digest(sign_in("pcso.75", PASSWORD, HOME, TODAY))
    later = TODAY + 20 * MINUTE
    token = prove(person_id("pcso.75"), session, Proof(password=PASSWORD), HOME, later)
    assert db.session.get_one(Session, digest(token)).fresh_until == later + 10 * MINUTE
    assert _own_record("pcso.75")[-1] == "proved"


def test_proof_of_identity_takes_a_new_token_and_the_old_one_opens_nothing() -> None:
    session = digest(sign_in("pcso.75", PASSWORD, HOME, TODAY))
    prove(person_id("pcso.75"), session, Proof(password=PASSWORD), HOME, TODAY + MINUTE)
    assert db.session.get(Session, session) is None


def test_a_wrong_proof_changes_nothing_and_counts() -> None:
    session = digest(sign_in("pcso.75", PASSWORD, HOME, TODAY))
    assert codes(
        prove, person_id("pcso.75"), session, Proof(password="wrong"), HOME, TODAY + MINUTE
    ) == ["wrong_password_again"]
    assert db.session.get_one(Session, session).fresh_until == TODAY + 10 * MINUTE
    assert count(Attempt) == 1


def test_ten_wrong_proofs_stop_the_right_one() -> None:
    session = digest(sign_in("pcso.75", PASSWORD, HOME, TODAY))
    _fail(MOST_BY_NAME, "pcso.75")
    with pytest.raises(TooMany):
        prove(person_id("pcso.75"), session, Proof(password=PASSWORD), OFFICE, TODAY)


def test_signing_out_ends_this_session_alone() -> None:
    here = digest(sign_in("pcso.75", PASSWORD, HOME, TODAY))
    there = digest(sign_in("pcso.75", PASSWORD, OFFICE, TODAY))
    sign_out(person_id("pcso.75"), here, TODAY + MINUTE)
    assert db.session.get_one(Session, here).ended_at == TODAY + MINUTE
    assert db.session.get_one(Session, there).ended_at is None


def test_signing_out_again_leaves_the_end_where_it_was() -> None:
    session = digest(sign_in("pcso.75", PASSWORD, HOME, TODAY))
    sign_out(person_id("pcso.75"), session, TODAY)
    sign_out(person_id("pcso.75"), session, TODAY + MINUTE)
    assert db.session.get_one(Session, session).ended_at == TODAY


_addresses = itertools.count(1)


def _fail(times: int, username: str, at: dt.datetime = TODAY) -> None:
    """Fail to sign in, each time from another address."""
    for _ in range(times):
        visitor = Visitor(address=f"198.51.100.{next(_addresses)}", agent="")
        with pytest.raises(Refused):
            sign_in(username, "wrong", visitor, at)


def _hash_of(username: str) -> str:
    db.session.rollback()
    query = sa.select(Person.password_hash).where(Person.username == username)
    return str(db.session.execute(query).scalar_one())


def _give_hash(username: str, known: str) -> None:
    by_hand(sa.update(Person).where(Person.username == username).values(password_hash=known))


def _own_record(username: str) -> list[str]:
    ref = sa.select(Person.ref).where(Person.username == username).scalar_subquery()
    query = sa.select(Entry.act).where(Entry.subject == "account:" + ref).order_by(Entry.n)
    return list(db.session.scalars(query))
