"""Digests of a plan's text."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outline.sample import plan
from tests.outline.strategies import MODEST, PATIENT, bodies
from workflow.outline.digests import frozen, plan_digest, section_digest

BODIES = bodies("summary", "needs", "issues", "budget")
TEXTS = st.dictionaries(
    st.sampled_from("กขค"), st.text(st.characters(codec="utf-8"), max_size=8), max_size=3
)
SECTIONS, FILES = ["a" * 64, "b" * 64], ["d" * 64, "c" * 64]
PLAN = plan_digest("sti-plan", 1, SECTIONS, FILES)


@MODEST
@given(BODIES)
def test_a_frozen_text_stays_as_it_is(body: dict[str, Any]) -> None:
    assert frozen(frozen(body)) == frozen(body)


@MODEST
@given(BODIES)
def test_a_frozen_text_says_what_was_stored(body: dict[str, Any]) -> None:
    assert frozen(body) == body


def test_a_frozen_text_shares_nothing_with_the_working_text() -> None:
    body = plan()
    kept = frozen(body)
    body["swot"]["threats"].append("น้ำท่วม")
    assert kept["swot"]["threats"] == ["ฝุ่นควัน"]


@PATIENT
@given(TEXTS, TEXTS)
def test_digests_are_equal_when_and_only_when_the_text_is(
    one: dict[str, str], other: dict[str, str]
) -> None:
    same = _composed(one) == _composed(other)
    assert (section_digest(one) == section_digest(other)) is same


@PATIENT
@given(TEXTS)
def test_a_decomposed_text_has_the_same_digest(body: dict[str, str]) -> None:
    apart = {key: unicodedata.normalize("NFD", text) for key, text in body.items()}
    assert section_digest(apart) == section_digest(body)


def test_the_order_of_keys_makes_no_difference() -> None:
    assert section_digest({"a": 1, "b": 2}) == section_digest({"b": 2, "a": 1})


def test_a_float_has_no_digest() -> None:
    with pytest.raises(TypeError):
        section_digest({"a": 9.5})


@pytest.mark.parametrize("files", [reversed(FILES), [*FILES, *FILES], frozenset(FILES)])
def test_files_are_a_set(files: Any) -> None:
    assert plan_digest("sti-plan", 1, SECTIONS, files) == PLAN


@pytest.mark.parametrize(
    ("name", "version", "sections", "files"),
    [
        ("sti-plan-2", 1, SECTIONS, FILES),
        ("sti-plan", 2, SECTIONS, FILES),
        ("sti-plan", 1, SECTIONS[::-1], FILES),
        ("sti-plan", 1, SECTIONS[:1], FILES),
        ("sti-plan", 1, SECTIONS, FILES[:1]),
        ("sti-plan", 1, FILES, SECTIONS),
    ],
)
def test_whatever_a_plan_consists_of_is_bound(
    name: str, version: int, sections: list[str], files: list[str]
) -> None:
    assert plan_digest(name, version, sections, files) != PLAN


def test_the_digest_of_a_plan_never_changes() -> None:
    assert PLAN == "87f1f4c81fc211426324abc0ea22a858a360dec4eda183b8e8b886f184f5d2ea"


def _composed(body: dict[str, str]) -> dict[str, str]:
    return {key: unicodedata.normalize("NFC", text) for key, text in body.items()}
