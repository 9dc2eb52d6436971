"""One way to write a value down: equal values have equal bytes, and nothing lossy gets in."""

import json
import unicodedata
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.thai.patience import PATIENT
from workflow.canonical import canonical_json, digest

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
ATOMS = st.none() | st.booleans() | st.integers() | TEXTS
VALUES = st.recursive(
    ATOMS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS.map(lambda t: nfc(t)), inner)
)


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def composed(value: Any, form: Literal["NFC", "NFD"]) -> Any:
    """A value with all of its texts in one form."""
    if isinstance(value, str):
        return unicodedata.normalize(form, value)
    if isinstance(value, list):
        return [composed(item, form) for item in value]
    if isinstance(value, dict):
        return {composed(key, form): composed(item, form) for key, item in value.items()}
    return value


@PATIENT
@given(VALUES)
def test_what_is_read_back_is_what_was_written_down(value: Any) -> None:
    read = json.loads(canonical_json(value))
    assert read == composed(value, "NFC")
    assert canonical_json(read) == canonical_json(value)


@PATIENT
@given(VALUES)
def test_it_does_not_matter_how_letters_were_composed(value: Any) -> None:
    assert digest(composed(value, "NFD")) == digest(composed(value, "NFC")) == digest(value)


@PATIENT
@given(VALUES, VALUES)
def test_other_content_has_another_digest(one: Any, other: Any) -> None:
    same = repr(composed(one, "NFC")) == repr(composed(other, "NFC"))
    assert same <= (digest(one) == digest(other))
    assert (digest(one) == digest(other)) <= (composed(one, "NFC") == composed(other, "NFC"))


@PATIENT
@given(st.dictionaries(TEXTS.map(nfc), ATOMS, min_size=1))
def test_the_order_of_keys_does_not_matter(value: dict[str, Any]) -> None:
    assert canonical_json(dict(reversed(value.items()))) == canonical_json(value)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": [True, None, "ก"]}, '{"a":[true,null,"ก"],"b":1}'),
        ((1, 2), "[1,2]"),
        ({"ฮ": 1, "ก": 2, "z": 3}, '{"z":3,"ก":2,"ฮ":1}'),
        ("e\u0301", '"\u00e9"'),
        (10**30, "1" + "0" * 30),
        ('"\\\n\x00', '"\\"\\\\\\n\\u0000"'),
        ({}, "{}"),
    ],
)
def test_how_values_are_written(value: Any, written: str) -> None:
    assert canonical_json(value) == written.encode()


@pytest.mark.parametrize(
    ("one", "other"),
    [(1, True), (0, False), (0, None), (1, "1"), ("", None), ([], {}), ([], None), ([1], 1)],
)
def test_values_of_different_kinds_are_different(one: Any, other: Any) -> None:
    assert digest(one) != digest(other)


@pytest.mark.parametrize(
    "value", [1.0, float("nan"), {"a": [0.5]}, b"bytes", {1, 2}, object(), {1: "a"}, {None: 1}]
)
def test_what_has_no_one_form_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical_json(value)


def test_two_keys_that_are_one_text_are_refused() -> None:
    with pytest.raises(ValueError, match="the same text"):
        canonical_json({"\u00e9": 1, "e\u0301": 2})


def test_half_a_letter_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        canonical_json("\ud800")


def test_a_digest_is_sha256_in_hexadecimal() -> None:
    assert digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
