"""Recovery codes: ten, each good once, shown again only to a second press of the same button."""

import pytest

from tests.conftest import TODAY
from tests.services.acting import codes, count, person_id
from tests.services.factors import HOME, typed, with_passkey, with_totp
from workflow.facts.factors import factors_of
from workflow.models import Outbox, RecoveryCode
from workflow.queries.demo import PASSWORD
from workflow.queries.person import load_account
from workflow.services.make_recovery_codes import make_recovery_codes
from workflow.services.sign_in import finish_sign_in, sign_in
from workflow.services.totp import remove_totp

pytestmark = pytest.mark.both


def test_there_are_ten_and_none_is_kept_in_clear() -> None:
    made = _made()
    assert (len(set(made)), count(RecoveryCode)) == (10, 10)
    kept = count(RecoveryCode, RecoveryCode.code_hash.in_([c.replace("-", "") for c in made]))
    assert kept == 0


def test_each_is_good_once_in_place_of_a_code() -> None:
    made = _made()
    assert load_account(finish_sign_in(_half(), typed(made[0]), HOME, TODAY))
    assert codes(finish_sign_in, _half(), typed(made[0]), HOME, TODAY) == ["wrong_code"]
    assert load_account(finish_sign_in(_half(), typed(made[9]), HOME, TODAY))
    assert factors_of(person_id("pcso.75")).codes_left == 8


@pytest.mark.parametrize("change", [str.lower, lambda c: c.replace("-", " "), lambda c: f" {c} "])
def test_it_may_be_typed_as_it_looks(change: object) -> None:
    assert callable(change)
    made = _made()
    assert finish_sign_in(_half(), typed(change(made[0])), HOME, TODAY)


def test_its_use_is_told() -> None:
    made = _made()
    finish_sign_in(_half(), typed(made[0]), HOME, TODAY)
    assert count(Outbox, Outbox.kind == "recovery_code_used") == 1


def test_somebody_else_s_is_wrong() -> None:
    made = _made()
    with_totp("pcso.80")
    half = sign_in("pcso.80", PASSWORD, HOME, TODAY)
    assert codes(finish_sign_in, half, typed(made[0]), HOME, TODAY) == ["wrong_code"]


def test_new_ones_void_the_old() -> None:
    old, new = _made("first"), make_recovery_codes(person_id("pcso.75"), "second", TODAY)
    assert not set(old) & set(new)
    assert codes(finish_sign_in, _half(), typed(old[0]), HOME, TODAY) == ["wrong_code"]


def test_a_second_press_shows_the_same_and_revives_none_that_was_used() -> None:
    first = _made("press")
    finish_sign_in(_half(), typed(first[0]), HOME, TODAY)
    assert make_recovery_codes(person_id("pcso.75"), "press", TODAY) == first
    assert factors_of(person_id("pcso.75")).codes_left == 9
    assert count(Outbox, Outbox.kind == "recovery_codes_made") == 1


def test_the_same_press_of_somebody_else_makes_others() -> None:
    with_totp("pcso.80")
    assert _made("press") != make_recovery_codes(person_id("pcso.80"), "press", TODAY)


def test_they_stand_in_for_something() -> None:
    assert codes(make_recovery_codes, person_id("pcso.75"), "x", TODAY) == ["no_factor_yet"]


def test_without_an_operation_nothing_is_made() -> None:
    with_passkey()
    assert codes(make_recovery_codes, person_id("pcso.75"), "", TODAY) == ["operation_missing"]


def test_when_the_last_factor_goes_the_password_is_enough_again() -> None:
    _made()
    remove_totp(person_id("pcso.75"), False, TODAY)
    assert load_account(_half()) is not None


def _made(operation: str = "an operation") -> list[str]:
    if not factors_of(person_id("pcso.75")).any:
        with_totp()
    return make_recovery_codes(person_id("pcso.75"), operation, TODAY)


def _half() -> str:
    return sign_in("pcso.75", PASSWORD, HOME, TODAY)
