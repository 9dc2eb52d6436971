"""An authenticator app: begun, put in force, asked for at sign-in, each code once, removed."""

import datetime as dt

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import codes, count, meanwhile, person_id
from tests.services.factors import BEFORE, HOME, OFFICE, STEP, code, typed, with_passkey, with_totp
from workflow.extensions import db
from workflow.facts.factors import factors_of
from workflow.models import Attempt, Entry, Outbox, Person, Session, Totp
from workflow.queries.demo import PASSWORD
from workflow.queries.person import half_of, load_account
from workflow.services.sign_in import digest, finish_sign_in, prove, sign_in
from workflow.services.totp import begin_totp, confirm_totp, remove_totp, secret_begun
from workflow.states.refusals import Refused, TooMany

pytestmark = pytest.mark.both

MINUTE = dt.timedelta(minutes=1)


def test_the_password_alone_opens_only_half_a_session() -> None:
    with_totp()
    half = sign_in("pcso.75", PASSWORD, HOME, TODAY)
    assert load_account(half) is None
    assert half_of(half, TODAY) is not None


def test_a_code_makes_it_whole_under_a_new_token() -> None:
    secret = with_totp()
    half = sign_in("pcso.75", PASSWORD, HOME, TODAY)
    token = finish_sign_in(half, typed(code(secret)), HOME, TODAY)
    account = load_account(token)
    assert account is not None
    assert account.has_factor
    assert (load_account(half), half_of(half, TODAY)) == (None, None)


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_may_be_a_step_wrong(steps: int) -> None:
    secret = with_totp()
    half = sign_in("pcso.75", PASSWORD, HOME, TODAY)
    assert finish_sign_in(half, typed(code(secret, TODAY + steps * STEP)), HOME, TODAY)


@pytest.mark.parametrize("steps", [-2, 2])
def test_two_steps_are_too_many(steps: int) -> None:
    secret = with_totp()
    half = sign_in("pcso.75", PASSWORD, HOME, TODAY)
    late = typed(code(secret, TODAY + steps * STEP))
    assert codes(finish_sign_in, half, late, HOME, TODAY) == ["wrong_code"]


@pytest.mark.parametrize("steps", [-1, 0])
def test_a_step_that_was_used_is_never_taken_again(steps: int) -> None:
    secret = with_totp()
    first, half = (sign_in("pcso.75", PASSWORD, HOME, TODAY) for _ in range(2))
    finish_sign_in(first, typed(code(secret)), HOME, TODAY)
    again = typed(code(secret, TODAY + steps * STEP))
    assert codes(finish_sign_in, half, again, HOME, TODAY) == ["wrong_code"]


def test_of_two_with_the_same_code_at_once_one_comes_in() -> None:
    secret = with_totp()
    first, half = (sign_in("pcso.75", PASSWORD, HOME, TODAY) for _ in range(2))
    meanwhile(lambda: finish_sign_in(first, typed(code(secret)), OFFICE, TODAY))
    assert codes(finish_sign_in, half, typed(code(secret)), HOME, TODAY) == ["wrong_code"]


@pytest.mark.parametrize("odd", ["", "12345", "๑๒๓", "abcdef", "1" * 5000, "\x00", "²²²²²²"])
def test_what_is_no_code_is_wrong(odd: str) -> None:
    with_totp()
    half = sign_in("pcso.75", PASSWORD, HOME, TODAY)
    assert codes(finish_sign_in, half, typed(odd), HOME, TODAY) == ["wrong_code"]


def test_thai_digits_and_spaces_are_read() -> None:
    secret = with_totp()
    half = sign_in("pcso.75", PASSWORD, HOME, TODAY)
    thai = code(secret).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    assert finish_sign_in(half, typed(f"{thai[:3]} {thai[3:]}"), HOME, TODAY)


def test_half_a_session_waits_ten_minutes() -> None:
    secret, later = with_totp(), TODAY + 11 * MINUTE
    half = sign_in("pcso.75", PASSWORD, HOME, TODAY)
    assert codes(finish_sign_in, half, typed(code(secret, later)), HOME, later) == ["half_ended"]


def test_a_whole_session_is_not_finished_again() -> None:
    token = sign_in("pcso.75", PASSWORD, HOME, TODAY)
    assert codes(finish_sign_in, token, typed("123456"), HOME, TODAY) == ["half_ended"]


def test_half_sessions_push_nobody_out() -> None:
    token = sign_in("pcso.75", PASSWORD, HOME, BEFORE)
    with_totp()
    for _ in range(6):
        sign_in("pcso.75", PASSWORD, HOME, TODAY)
    assert db.session.get_one(Session, digest(token)).ended_at is None


def test_five_wrong_codes_stop_the_right_one_from_everywhere() -> None:
    secret = with_totp()
    half = sign_in("pcso.75", PASSWORD, HOME, TODAY)
    for _ in range(5):
        assert codes(finish_sign_in, half, typed("000000"), HOME, TODAY) == ["wrong_code"]
    with pytest.raises(TooMany) as stopped:
        finish_sign_in(half, typed(code(secret)), OFFICE, TODAY)
    assert (stopped.value.retry_after, count(Attempt)) == (300, 5)


def test_twenty_an_hour_are_the_most() -> None:
    secret = with_totp()
    for n in range(20):
        at = TODAY + n * 2 * MINUTE
        half = sign_in("pcso.75", PASSWORD, OFFICE, at)
        with pytest.raises(Refused):
            finish_sign_in(half, typed("000000"), OFFICE, at)
    half = sign_in("pcso.75", PASSWORD, HOME, TODAY + 44 * MINUTE)
    with pytest.raises(TooMany):
        finish_sign_in(half, typed(code(secret)), HOME, TODAY + 44 * MINUTE)


def test_to_sign_password_and_code_are_asked() -> None:
    session, me = digest(sign_in("pcso.75", PASSWORD, HOME, TODAY)), person_id("pcso.75")
    secret = with_totp()
    assert codes(prove, me, session, typed(""), HOME, TODAY) == ["wrong_code"]
    token = prove(me, session, typed(code(secret)), HOME, TODAY)
    assert load_account(token) is not None


def test_secrets_are_sealed_for_their_owner() -> None:
    begin_totp(person_id("pcso.75"), TODAY)
    secret = secret_begun(person_id("pcso.75"))
    sealed = db.session.execute(sa.select(Totp.secret)).scalar_one()
    assert secret is not None
    assert secret.encode() not in sealed


def test_begun_again_it_is_the_same() -> None:
    begin_totp(person_id("pcso.75"), TODAY)
    first = secret_begun(person_id("pcso.75"))
    begin_totp(person_id("pcso.75"), TODAY)
    assert secret_begun(person_id("pcso.75")) == first


def test_until_its_first_code_it_is_not_asked_for() -> None:
    begin_totp(person_id("pcso.75"), TODAY)
    assert load_account(sign_in("pcso.75", PASSWORD, HOME, TODAY)) is not None


def test_a_wrong_first_code_changes_nothing_and_counts() -> None:
    me = person_id("pcso.75")
    begin_totp(me, TODAY)
    assert codes(confirm_totp, me, "000000", HOME, TODAY) == ["wrong_code"]
    assert (factors_of(me).any, count(Attempt)) == (False, 1)


def test_confirming_again_is_harmless_and_without_beginning_refused() -> None:
    with_totp()
    confirm_totp(person_id("pcso.75"), "whatever", HOME, TODAY)
    assert secret_begun(person_id("pcso.75")) is None
    assert codes(confirm_totp, person_id("pcso.80"), "1", HOME, TODAY) == ["totp_not_begun"]


def test_one_app_at_a_time() -> None:
    with_totp()
    assert codes(begin_totp, person_id("pcso.75"), TODAY) == ["totp_there"]


def test_removing_is_recorded_told_and_twice_harmless() -> None:
    me = person_id("pcso.75")
    with_totp()
    for _ in range(2):
        remove_totp(me, False, TODAY)
    ref = db.session.get_one(Person, me).ref
    query = sa.select(Entry.act).where(Entry.subject == f"account:{ref}").order_by(Entry.n)
    acts = db.session.scalars(query)
    assert [act for act in acts if act.startswith("factor")] == ["factor_added", "factor_removed"]
    assert count(Outbox, Outbox.recipient_id == me, Outbox.kind.like("factor_%")) == 2


def test_one_that_was_only_begun_goes_without_a_word() -> None:
    begin_totp(person_id("pcso.75"), TODAY)
    remove_totp(person_id("pcso.75"), True, TODAY)
    assert (count(Totp), count(Outbox, Outbox.kind == "factor_removed")) == (0, 0)


def test_where_one_is_required_the_last_one_stays() -> None:
    with_totp()
    assert codes(remove_totp, person_id("pcso.75"), True, TODAY) == ["last_factor"]
    with_passkey()
    remove_totp(person_id("pcso.75"), True, TODAY)
    assert not factors_of(person_id("pcso.75")).totp
