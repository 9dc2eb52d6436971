"""Links that set a password: good once, for a time, made by nobody from the database."""

import datetime as dt

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import codes, count, meanwhile, person_id
from tests.services.factors import HOME, OFFICE, with_totp
from workflow.extensions import db
from workflow.models import Attempt, EntryBody, Link, Outbox, Person
from workflow.queries.demo import PASSWORD
from workflow.queries.letters import letters_of
from workflow.queries.links import living_link
from workflow.queries.person import load_account
from workflow.services.change_account import disable_person
from workflow.services.links import LASTS, ask_reset, follow_link, send_link, token_of
from workflow.services.sign_in import digest, sign_in
from workflow.states.refusals import NotFound, TooMany

pytestmark = pytest.mark.both

NEW = "ปลาทูแม่กลอง หน้างอคอหัก"
MINUTE = dt.timedelta(minutes=1)


def test_a_link_sets_the_password_and_ends_every_session() -> None:
    token, inside = _sent(), sign_in("pcso.75", PASSWORD, HOME, TODAY)
    follow_link(token, NEW, TODAY)
    assert load_account(inside) is None
    assert load_account(sign_in("pcso.75", NEW, HOME, TODAY)) is not None
    assert codes(sign_in, "pcso.75", PASSWORD, HOME, TODAY) == ["wrong_password"]


def test_it_is_good_once() -> None:
    token = _sent()
    follow_link(token, NEW, TODAY)
    assert codes(follow_link, token, "another good password", TODAY) == ["link_gone"]
    assert sign_in("pcso.75", NEW, HOME, TODAY)


def test_a_second_press_is_answered_like_the_first() -> None:
    token = _sent()
    follow_link(token, NEW, TODAY)
    follow_link(token, NEW, TODAY + MINUTE)
    assert count(Outbox, Outbox.kind == "password_set") == 1
    assert codes(follow_link, token, NEW, TODAY + 11 * MINUTE) == ["link_gone"]


def test_of_two_at_once_one_sets_it() -> None:
    token = _sent()
    meanwhile(lambda: follow_link(token, NEW, TODAY))
    assert codes(follow_link, token, "another good password", TODAY) == ["link_gone"]


@pytest.mark.parametrize("kind", LASTS)
def test_it_runs_out(kind: str) -> None:
    token, end = _sent(kind), TODAY + LASTS[kind]
    assert living_link(token, end - MINUTE) is not None
    assert living_link(token, end) is None
    assert codes(follow_link, token, NEW, end) == ["link_gone"]


def test_a_newer_one_voids_it() -> None:
    old, new = _sent(), _sent()
    assert codes(follow_link, old, NEW, TODAY) == ["link_gone"]
    follow_link(new, NEW, TODAY)


@pytest.mark.parametrize("odd", ["", "x", "a" * 10_000, "\x00", "\ud800", "๑"])
def test_what_is_no_link_opens_nothing(odd: str) -> None:
    _sent()
    assert codes(follow_link, odd, NEW, TODAY) == ["link_gone"]


def test_a_weak_password_leaves_it_as_it_was() -> None:
    token = _sent()
    assert codes(follow_link, token, "short", TODAY) == ["password_short"]
    follow_link(token, NEW, TODAY)


def test_a_second_factor_is_asked_all_the_same() -> None:
    with_totp()
    follow_link(_sent(), NEW, TODAY)
    assert load_account(sign_in("pcso.75", NEW, HOME, TODAY)) is None


def test_a_disabled_account_gets_none_and_its_links_are_void() -> None:
    token = _sent()
    disable_person(person_id("pcso.75"), TODAY)
    assert codes(follow_link, token, NEW, TODAY) == ["link_gone"]
    with pytest.raises(NotFound):
        _sent()


def test_the_database_holds_no_token() -> None:
    token = _sent()
    row = db.session.execute(sa.select(*Link.__table__.columns)).one()
    assert row.token_hash == digest(token)
    bodies = b"".join(db.session.scalars(sa.select(EntryBody.text)))
    assert token not in repr(row)
    assert token.encode() not in bodies


def test_the_message_alone_can_make_it_anew() -> None:
    token = _sent()
    outbox = db.session.execute(sa.select(Outbox.id).order_by(Outbox.id.desc()).limit(1))
    (owed,) = letters_of([outbox.scalar_one()]).values()
    assert owed.nonce is not None
    assert token_of(owed.nonce) == token


def test_whoever_forgot_is_sent_one_and_nobody_else_is() -> None:
    for name in ("PCSO.75 ", "nobody", "", "\x00", "ก" * 10_000):
        ask_reset(name, HOME, TODAY)
    assert count(Link) == 1
    assert count(Outbox, Outbox.kind == "password_reset") == 1


def test_a_disabled_person_is_sent_none() -> None:
    disable_person(person_id("pcso.75"), TODAY)
    ask_reset("pcso.75", HOME, TODAY)
    assert count(Link) == 0


@pytest.mark.parametrize("name", ["pcso.75", "nobody"])
def test_five_a_day_are_the_most_whoever_it_is(name: str) -> None:
    for _ in range(5):
        ask_reset(name, HOME, TODAY)
    with pytest.raises(TooMany) as stopped:
        ask_reset(name, OFFICE, TODAY)
    assert (stopped.value.retry_after, count(Attempt)) == (86_400, 5)
    ask_reset(name, OFFICE, TODAY + dt.timedelta(days=1))


def test_asking_for_a_reset_does_not_hinder_signing_in() -> None:
    for n in range(20):
        ask_reset(f"nobody{n}", HOME, TODAY)
    assert sign_in("pcso.75", PASSWORD, HOME, TODAY)


def test_the_person_is_told_twice_of_the_link_and_of_the_password() -> None:
    me = person_id("pcso.75")
    follow_link(_sent(), NEW, TODAY)
    kinds = db.session.scalars(sa.select(Outbox.kind).where(Outbox.recipient_id == me))
    assert sorted(kinds)[-2:] == ["password_reset", "password_set"]
    assert db.session.get_one(Person, me).password_hash.startswith("$argon2id$")


def _sent(kind: str = "password_reset") -> str:
    return send_link(person_id("pcso.75"), kind, None, TODAY)
