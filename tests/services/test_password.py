"""What a password may be, and what is kept of one."""

import pytest
from argon2 import extract_parameters

from tests.services.acting import codes
from workflow.services.password import hash_password, matches, outdated, rehash

LONG = "ปลาทูแม่กลอง หน้างอคอหัก"


@pytest.mark.parametrize("password", ["", "eleven char", "x" * 11, "ก" * 129, "x" * 129])
def test_a_password_has_12_to_128_characters(password: str) -> None:
    assert codes(hash_password, password) == ["password_short"]


@pytest.mark.parametrize(
    "password",
    ["twelve chars", "กำแพงสีครามใต้น้ำ", "a" * 110 + "salty umbrella 41", LONG, " " * 3 + LONG],
)
def test_any_characters_will_do(password: str) -> None:
    assert matches(hash_password(password), password)


@pytest.mark.parametrize(
    "password",
    [
        *("123456789012", "Password1234", "สมุทรสงคราม2569", "dragonmonkey", "P@ssw0rd1998"),
        *("ก" * 12, "a" * 127 + "b", "abcabcabcabc", "qwertyuiop[]", "สมชาย1234567"),
    ],
)
def test_what_is_easy_to_guess_is_refused(password: str) -> None:
    assert codes(hash_password, password) == ["password_common"]


@pytest.mark.parametrize(
    "password",
    [
        *("my SANOE and me, 41", "ข้าพเจ้าขอเสนอแผน 41", "umbrella Drafter.75 salty"),
        *("som-chai umbrella", "ปลาทูแม่กลองสมุทรสงคราม41", "tuna of Samut Songkhram 41"),
    ],
)
def test_what_holds_a_name_of_its_person_or_of_the_product_is_refused(password: str) -> None:
    names = ("drafter.75", "somchai", "สมุทรสงคราม", "Samut Songkhram", "Nan")
    assert codes(hash_password, password, names) == ["password_named"]


def test_a_name_that_stands_in_many_words_may_stand_in_a_password() -> None:
    assert matches(hash_password("the finance banana 41", ("Nan", "")), "the finance banana 41")


@pytest.mark.parametrize(
    "typed", [LONG + " ", " " + LONG, LONG.replace("ู", ""), LONG.upper() + "x"]
)
def test_a_password_is_taken_as_it_is_typed(typed: str) -> None:
    assert not matches(hash_password(LONG), typed)


def test_two_hashes_of_a_password_differ() -> None:
    assert hash_password(LONG) != hash_password(LONG)


def test_a_hash_is_argon2id_at_the_cost_of_the_settings() -> None:
    found = extract_parameters(hash_password(LONG))
    assert (found.type.name, found.memory_cost, found.time_cost) == ("ID", 8, 1)


def test_nobody_has_no_password() -> None:
    assert not matches(None, "nobody has this password")


@pytest.mark.parametrize("broken", ["", "x", "$argon2id$v=19$m=8,t=1,p=1$x"])
def test_a_broken_hash_lets_nobody_in(broken: str) -> None:
    assert not matches(broken, LONG)


def test_a_hash_of_today_is_not_outdated() -> None:
    assert not outdated(rehash(LONG))


def test_a_hash_of_another_cost_is_outdated() -> None:
    assert outdated(rehash(LONG).replace("t=1", "t=2"))
