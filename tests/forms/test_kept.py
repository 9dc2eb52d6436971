"""What was typed, sealed for its writer: nobody else opens it, and nothing secret is in it."""

import time_machine

from tests.conftest import TODAY
from workflow.forms import kept

SECRET, OWNER, PATH = "a secret", 7, "/plans/4/moves/recommend"
TYPED = [("opinion", "ความเห็น 😀"), ("opinion", "ซ้ำ"), ("empty", "")]


def test_what_is_sealed_comes_back_as_it_was() -> None:
    assert kept.unseal(SECRET, OWNER, kept.seal(SECRET, OWNER, PATH, TYPED)) == (PATH, TYPED)


def test_nobody_reads_it_on_the_page() -> None:
    sealed = kept.seal(SECRET, OWNER, PATH, TYPED)
    assert "opinion" not in sealed
    assert sealed.isascii()


def test_another_person_or_another_secret_opens_nothing() -> None:
    sealed = kept.seal(SECRET, OWNER, PATH, TYPED)
    assert kept.unseal(SECRET, OWNER + 1, sealed) is None
    assert kept.unseal("another secret", OWNER, sealed) is None


def test_what_was_changed_on_the_way_opens_nothing() -> None:
    sealed = kept.seal(SECRET, OWNER, PATH, TYPED)
    for odd in (sealed[:-1], sealed + "x", sealed.lower(), "", "ก", "\x00"):
        assert kept.unseal(SECRET, OWNER, odd) is None


def test_it_is_good_for_a_day() -> None:
    with time_machine.travel(TODAY, tick=False) as clock:
        sealed = kept.seal(SECRET, OWNER, PATH, TYPED)
        clock.shift(86_400)
        assert kept.unseal(SECRET, OWNER, sealed) is not None
        clock.shift(1)
        assert kept.unseal(SECRET, OWNER, sealed) is None


def test_a_megabyte_takes_little() -> None:
    assert len(kept.seal(SECRET, OWNER, PATH, [("opinion", "ก" * 1_000_000)])) < 50_000


def test_passwords_codes_and_tokens_are_left_out() -> None:
    names = ("opinion", "password", "code", "csrf_token", "kept", "version")
    assert kept.fields((name, "x") for name in names) == [("opinion", "x"), ("version", "x")]
