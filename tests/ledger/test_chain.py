"""What a hash covers: every field of an entry, in one fixed form."""

import dataclasses
import hashlib
import hmac
import json
from typing import Any

import pytest

from tests.ledger.history import KEYS, entry
from workflow.ledger.chain import START, Entry, body_digest, fingerprint, salted, seal

ONE, _ = entry("plan:12", 1, START)
FIELDS = [field.name for field in dataclasses.fields(Entry) if field.name != "hash"]


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_inside_the_hash(field: str) -> None:
    value = getattr(ONE, field)
    other: Any = value + 1 if isinstance(value, int) else f"{value or ''}x"
    assert seal(KEYS["k1"], dataclasses.replace(ONE, **{field: other})) != ONE.hash


@pytest.mark.parametrize("field", [name for name in FIELDS if getattr(ONE, name) is None])
def test_nothing_and_an_empty_text_are_not_the_same(field: str) -> None:
    empty: Any = ""
    assert seal(KEYS["k1"], dataclasses.replace(ONE, **{field: empty})) != ONE.hash


def test_a_value_cannot_move_to_the_next_field() -> None:
    one = dataclasses.replace(ONE, post="pc", capacity="soown")
    other = dataclasses.replace(ONE, post="pcso", capacity="own")
    assert seal(KEYS["k1"], one) != seal(KEYS["k1"], other)


def test_the_hash_itself_is_not_inside_the_hash() -> None:
    assert seal(KEYS["k1"], dataclasses.replace(ONE, hash="anything")) == ONE.hash


def test_another_key_gives_another_hash() -> None:
    assert seal(KEYS["k0"], ONE) != ONE.hash


def test_the_hash_is_made_as_the_documents_say() -> None:
    fields = {name: getattr(ONE, name) for name in FIELDS}
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    message = b"ledger/v1\0" + ONE.prev.encode() + text.encode()
    assert hmac.new(KEYS["k1"], message, hashlib.sha256).hexdigest() == ONE.hash


def test_a_body_is_bound_by_salt_and_text() -> None:
    salt, digest = salted(b"text")
    assert digest == hashlib.sha256(salt + b"text").hexdigest() == body_digest(salt, b"text")


def test_the_same_text_has_another_digest_each_time() -> None:
    assert salted(b"text")[1] != salted(b"text")[1]


@pytest.mark.parametrize("length", [0, 15, 17])
def test_a_salt_has_one_length(length: int) -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        body_digest(b"s" * length, b"text")


@pytest.mark.parametrize("values", [{"a": 2}, {"b": 1}, {"a": 1, "b": None}, {}])
def test_a_fingerprint_tells_requests_apart(values: dict[str, int | None]) -> None:
    assert fingerprint(b"k", values) != fingerprint(b"k", {"a": 1})


def test_a_fingerprint_is_of_the_values_and_the_key() -> None:
    assert fingerprint(b"k", {"a": 1, "b": 2}) == fingerprint(b"k", {"b": 2, "a": 1})
    assert fingerprint(b"k", {"a": 1}) != fingerprint(b"l", {"a": 1})


def test_a_fingerprint_stays_what_it_was() -> None:
    mac = hmac.new(b"k", b'operation/v1\0{"a":1}', hashlib.sha256)
    assert fingerprint(b"k", {"a": 1}) == mac.hexdigest()


def test_a_chain_starts_on_as_many_zeros_as_a_hash_has_digits() -> None:
    assert (len(START), set(START)) == (64, {"0"})
    assert len(ONE.hash) == 64
