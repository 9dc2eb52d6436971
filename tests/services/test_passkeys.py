"""Passkeys: made for us, once, by a device; good alone where it makes sure who holds it."""

import datetime as dt

import pytest

from tests.conftest import TODAY
from tests.services.acting import codes, count, person_id
from tests.services.device import Device
from tests.services.factors import (
    HOME,
    PARTY,
    SESSION,
    new_passkey,
    signed,
    typed,
    with_passkey,
)
from workflow.extensions import db
from workflow.facts.factors import credential_ids, factors_of
from workflow.models import Attempt, Passkey, Spent
from workflow.queries.demo import PASSWORD
from workflow.queries.person import load_account
from workflow.services.change_account import disable_person
from workflow.services.check_factor import ENTER, Proof, Purpose, again, second
from workflow.services.passkeys import (
    LONGEST_NAME,
    MOST,
    NewPasskey,
    add_passkey,
    remove_passkey,
    rename_passkey,
)
from workflow.services.read_answer import LONGEST
from workflow.services.sign_in import (
    digest,
    finish_sign_in,
    prove,
    sign_in,
    sign_in_with_passkey,
)
from workflow.states.refusals import NotFound, TooMany

pytestmark = pytest.mark.both

ODD = ["", "x", "{}", "[]", "null", '{"id": 1}', "[" * 20_000, '{"id": "\\ud800"}', "\x00"]


def test_it_signs_in_alone() -> None:
    token = sign_in_with_passkey(signed(with_passkey(), ENTER), HOME, TODAY)
    account = load_account(token)
    assert account is not None
    assert account.username == "pcso.75"


def test_what_it_signed_is_good_once() -> None:
    proof = signed(with_passkey(), ENTER)
    sign_in_with_passkey(proof, HOME, TODAY)
    assert codes(sign_in_with_passkey, proof, HOME, TODAY) == ["wrong_passkey"]


def test_a_device_that_does_not_make_sure_is_not_enough_alone() -> None:
    device = with_passkey(verifies=False)
    assert codes(sign_in_with_passkey, signed(device, ENTER), HOME, TODAY) == ["wrong_passkey"]


def test_after_the_password_it_is() -> None:
    device = with_passkey(verifies=False)
    half = sign_in("pcso.75", PASSWORD, HOME, TODAY)
    assert load_account(finish_sign_in(half, signed(device, second(half)), HOME, TODAY))


def test_to_sign_no_password_is_needed_beside_it() -> None:
    session = digest(sign_in("pcso.75", PASSWORD, HOME, TODAY))
    proof = signed(with_passkey(), again(session))
    assert load_account(prove(person_id("pcso.75"), session, proof, HOME, TODAY))


def test_with_the_password_alone_nothing_is_signed() -> None:
    session = digest(sign_in("pcso.75", PASSWORD, HOME, TODAY))
    with_passkey()
    assert codes(prove, person_id("pcso.75"), session, typed(""), HOME, TODAY) == ["wrong_code"]


@pytest.mark.parametrize("purpose", [second("x"), again(SESSION), Purpose("add", "", alone=True)])
def test_what_was_signed_for_something_else_is_worth_nothing(purpose: Purpose) -> None:
    proof = signed(with_passkey(), purpose)
    assert codes(sign_in_with_passkey, proof, HOME, TODAY) == ["wrong_passkey"]


def test_somebody_else_s_passkey_proves_nothing() -> None:
    session, device = digest(sign_in("pcso.75", PASSWORD, HOME, TODAY)), with_passkey("pcso.80")
    proof = signed(device, again(session))
    assert codes(prove, person_id("pcso.75"), session, proof, HOME, TODAY) == ["wrong_passkey"]


def test_a_challenge_lasts_five_minutes() -> None:
    device, late = with_passkey(), TODAY + dt.timedelta(minutes=6)
    assert codes(sign_in_with_passkey, signed(device, ENTER), HOME, late) == ["wrong_passkey"]


def test_a_challenge_of_another_makes_nothing() -> None:
    device = with_passkey()
    for challenge in (b"", b"x" * 56, b"short"):
        proof = Proof(passkey=device.signed(challenge), party=PARTY)
        assert codes(sign_in_with_passkey, proof, HOME, TODAY) == ["wrong_passkey"]


@pytest.mark.parametrize(("origin", "host"), [("http://evil.example", ""), ("", "evil.example")])
def test_what_was_signed_for_another_site_is_worth_nothing(origin: str, host: str) -> None:
    device = with_passkey()
    device.origin, device.host = origin or device.origin, host or device.host
    assert codes(sign_in_with_passkey, signed(device, ENTER), HOME, TODAY) == ["wrong_passkey"]


def test_who_has_no_app_has_no_code_that_is_right() -> None:
    with_passkey()
    half = sign_in("pcso.75", PASSWORD, HOME, TODAY)
    assert codes(finish_sign_in, half, typed("123456"), HOME, TODAY) == ["wrong_code"]


def test_a_copy_that_counts_from_the_beginning_is_refused() -> None:
    device = with_passkey()
    for _ in range(3):
        sign_in_with_passkey(signed(device, ENTER), HOME, TODAY)
    device.count = 0
    assert codes(sign_in_with_passkey, signed(device, ENTER), HOME, TODAY) == ["wrong_passkey"]


@pytest.mark.parametrize("odd", ODD)
def test_what_is_no_answer_is_refused(odd: str) -> None:
    with_passkey()
    session = digest("whatever")
    proof = Proof(passkey=odd or " ", party=PARTY)
    assert codes(sign_in_with_passkey, proof, HOME, TODAY) == ["wrong_passkey"]
    assert codes(prove, person_id("pcso.75"), session, proof, HOME, TODAY) == ["wrong_passkey"]
    new = NewPasskey(name="x", answer=odd, session_hash=SESSION, party=PARTY)
    assert codes(add_passkey, person_id("pcso.80"), new, TODAY) == ["wrong_passkey"]


def test_unknown_and_disabled_look_alike() -> None:
    device = with_passkey()
    disable_person(person_id("pcso.75"), TODAY)
    for unknown in (device, Device()):
        assert codes(sign_in_with_passkey, signed(unknown, ENTER), HOME, TODAY) == ["wrong_passkey"]
    assert count(Attempt) == 2


def test_five_unknown_ones_stop_their_address() -> None:
    device = with_passkey()
    for _ in range(5):
        codes(sign_in_with_passkey, signed(Device(), ENTER), HOME, TODAY)
    with pytest.raises(TooMany):
        sign_in_with_passkey(signed(device, ENTER), HOME, TODAY)


def test_one_is_added_once_for_this_session_only() -> None:
    device, me = Device(), person_id("pcso.75")
    new = new_passkey(device)
    add_passkey(me, new, TODAY)
    assert codes(add_passkey, me, new, TODAY) == ["wrong_passkey"]
    assert codes(add_passkey, me, new_passkey(device), TODAY) == ["wrong_passkey"], "known already"
    assert credential_ids(me) == [device.id]


def test_one_made_for_another_site_is_not_added() -> None:
    new = new_passkey(Device("http://evil.example"))
    assert codes(add_passkey, person_id("pcso.75"), new, TODAY) == ["wrong_passkey"]


@pytest.mark.parametrize(
    ("name", "code"), [(" ", "ask_empty"), ("ก" * (LONGEST_NAME + 1), "ask_long")]
)
def test_it_needs_a_name_of_a_line(name: str, code: str) -> None:
    me = person_id("pcso.75")
    assert codes(add_passkey, me, new_passkey(Device(), name=name), TODAY) == [code]
    assert codes(rename_passkey, me, 1, name, TODAY) == [code]


def test_ten_are_the_most() -> None:
    for _ in range(MOST):
        with_passkey()
    new = new_passkey(Device())
    assert codes(add_passkey, person_id("pcso.75"), new, TODAY) == ["passkeys_too_many"]


def test_it_is_renamed_by_its_owner_alone() -> None:
    with_passkey()
    rename_passkey(person_id("pcso.75"), 1, "  แท็บเล็ต ", TODAY)
    assert db.session.get_one(Passkey, 1).name == "แท็บเล็ต"
    with pytest.raises(NotFound):
        rename_passkey(person_id("pcso.80"), 1, "mine", TODAY)


def test_it_is_removed_by_its_owner_alone_and_twice_is_harmless() -> None:
    with_passkey()
    remove_passkey(person_id("pcso.80"), 1, False, TODAY)
    assert count(Passkey) == 1
    for _ in range(2):
        remove_passkey(person_id("pcso.75"), 1, False, TODAY)
    assert not factors_of(person_id("pcso.75")).any


def test_where_one_is_required_the_last_one_stays() -> None:
    with_passkey()
    assert codes(remove_passkey, person_id("pcso.75"), 1, True, TODAY) == ["last_factor"]


def test_challenges_that_ran_out_are_forgotten() -> None:
    device = with_passkey()
    sign_in_with_passkey(signed(device, ENTER), HOME, TODAY)
    later = TODAY + dt.timedelta(hours=1)
    sign_in_with_passkey(signed(device, ENTER, later), HOME, later)
    assert count(Spent) == 1


def test_an_answer_that_is_far_too_long_is_not_read() -> None:
    proof = signed(with_passkey(), ENTER)
    long = Proof(passkey=proof.passkey[:-1] + " " * LONGEST + "}", party=PARTY)
    assert codes(sign_in_with_passkey, long, HOME, TODAY) == ["wrong_passkey"]
