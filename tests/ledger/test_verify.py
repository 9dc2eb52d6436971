"""What is found when the record was touched, and how it is named."""

from dataclasses import replace
from typing import Any

import pytest

from tests.ledger.history import KEYS, Row, chain, entry, heads_of, judged, said, sealed
from workflow.ledger.chain import START
from workflow.ledger.verify import Flaw, verify

ROWS = chain("plan:1", 4)
OTHERS = chain("plan:2", 2)
KNOWN = heads_of(ROWS + OTHERS)


def changed(at: int, **values: Any) -> list[Row]:
    """The record with values changed in one entry, whose hash stays."""
    rows = list(ROWS)
    rows[at] = (replace(rows[at][0], **values), rows[at][1])
    return rows


def with_body(at: int, body: Any) -> list[Row]:
    """The record with another body under one entry."""
    rows = list(ROWS)
    rows[at] = (rows[at][0], body)
    return rows


def rebuilt(at: int, **values: Any) -> list[Row]:
    """The record as somebody who has the key would rewrite it from one entry on."""
    rows = ROWS[:at]
    for one, body in ROWS[at:]:
        prev = rows[-1][0].hash if rows else START
        rows.append((sealed(replace(one, prev=prev, **values)), body))
    return rows


def test_a_clean_record_has_no_flaw() -> None:
    assert judged(ROWS + OTHERS, KNOWN) == []


def test_where_each_chain_ends_is_told() -> None:
    heads: dict[str, tuple[int, str]] = {}
    assert list(verify(KEYS, ROWS + OTHERS, heads)) == []
    assert heads == {"plan:1": (4, ROWS[-1][0].hash), "plan:2": (2, OTHERS[-1][0].hash)}


@pytest.mark.parametrize("at", range(4))
@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"act": "decline"}, "was changed"),
        ({"actor": "p9"}, "was changed"),
        ({"version": 99}, "was changed"),
        ({"body_digest": "0" * 64}, "was changed"),
        ({"hash": "0" * 64}, "was changed"),
        ({"prev": "1" * 64}, "does not follow the entry before it"),
        ({"key_id": "k0"}, "was changed"),
        ({"key_id": "k7"}, "its key k7 is not here"),
    ],
)
def test_an_edit_is_found_and_named(at: int, values: dict[str, Any], what: str) -> None:
    assert said(changed(at, **values)) == [f"plan:1 entry {at + 1}: {what}"]


@pytest.mark.parametrize(
    "values",
    [{"version": 1.5}, {"act": "\ud800"}, {"hash": "ก"}, {"hash": 5}, {"actor": b"p1"}],
)
def test_what_no_entry_could_hold_is_an_edit_too(values: dict[str, Any]) -> None:
    assert said(changed(1, **values)) == ["plan:1 entry 2: was changed"]


@pytest.mark.parametrize("at", range(3))
def test_an_entry_that_was_taken_out_is_missed(at: int) -> None:
    rows = ROWS[:at] + ROWS[at + 1 :]
    assert said(rows) == [f"plan:1 entry {at + 1}: missing; the next one there is {at + 2}"]


def test_an_entry_that_was_taken_out_and_the_rest_counted_anew_is_missed() -> None:
    rows = [*ROWS[:1], *((replace(one, n=one.n - 1), body) for one, body in ROWS[2:])]
    assert said(rows) == ["plan:1 entry 2: does not follow the entry before it"]


def test_an_entry_that_stands_there_twice_is_found() -> None:
    assert said([*ROWS, ROWS[1]]) == ["plan:1 entry 3: missing; the next one there is 2"]


def test_an_entry_put_between_is_found() -> None:
    forged = entry("plan:1", 3, ROWS[1][0].hash, act="withdraw")
    later = [(replace(one, n=one.n + 1), body) for one, body in ROWS[2:]]
    found = "plan:1 entry 4: does not follow the entry before it"
    assert said([*ROWS[:2], forged, *later]) == [found]


def test_an_entry_made_without_the_key_is_found() -> None:
    one, body = entry("plan:1", 5, ROWS[-1][0].hash, act="approve", key_id="k0")
    forged = replace(one, key_id="k1")
    assert said([*ROWS, (forged, body)]) == ["plan:1 entry 5: was changed"]


@pytest.mark.parametrize(("left", "right"), [(0, 1), (1, 2), (2, 3), (0, 3)])
def test_two_entries_that_changed_places_are_found(left: int, right: int) -> None:
    rows = list(ROWS)
    rows[left] = (replace(ROWS[right][0], n=left + 1), ROWS[right][1])
    rows[right] = (replace(ROWS[left][0], n=right + 1), ROWS[left][1])
    assert said(rows)[0].startswith(f"plan:1 entry {left + 1}: ")


def test_an_entry_of_another_subject_does_not_fit() -> None:
    moved = replace(OTHERS[1][0], subject="plan:1", n=5)
    assert said([*ROWS, (moved, OTHERS[1][1])]) == [
        "plan:1 entry 5: does not follow the entry before it"
    ]


@pytest.mark.parametrize("at", range(4))
def test_a_text_that_was_changed_is_found(at: int) -> None:
    body = ROWS[at][1]
    assert body is not None
    salt, text = body
    for other in ((salt, text + b" "), (salt[::-1], text), (salt + text[:1], text[1:])):
        assert said(with_body(at, other)) == [f"plan:1 entry {at + 1}: its text was changed"]


def test_a_text_that_became_something_else_is_found() -> None:
    assert said(with_body(1, ("salt", "text"))) == ["plan:1 entry 2: its text was changed"]
    assert said(with_body(1, (b"s" * 16, "text"))) == ["plan:1 entry 2: its text was changed"]


def test_a_text_that_is_gone_is_missed() -> None:
    assert said(with_body(2, None)) == ["plan:1 entry 3: its text is gone"]


def test_one_flaw_a_subject_is_told_the_first() -> None:
    rows = [(replace(one, act="decline"), body) for one, body in ROWS + OTHERS]
    assert said(rows) == ["plan:1 entry 1: was changed", "plan:2 entry 1: was changed"]


@pytest.mark.parametrize("left", range(4))
def test_the_loss_of_the_newest_shows_only_against_a_checkpoint(left: int) -> None:
    rows = ROWS[:left] + OTHERS
    assert judged(rows) == []
    what = "missing: the newest entries are gone since the checkpoint"
    assert judged(rows, KNOWN) == [Flaw("plan:1", 4, what)]


@pytest.mark.parametrize("at", range(4))
def test_who_has_the_key_can_rewrite_unseen_but_for_a_checkpoint(at: int) -> None:
    rows = rebuilt(at, act="decline") + OTHERS
    assert judged(rows) == []
    assert judged(rows, KNOWN) == [Flaw("plan:1", 4, "differs from the checkpoint")]


def test_what_was_added_since_is_no_flaw() -> None:
    newer = entry("plan:1", 5, ROWS[-1][0].hash)
    assert judged([*ROWS, newer, *OTHERS, *chain("plan:3", 1)], KNOWN) == []


def test_a_key_that_was_changed_since_still_opens_what_it_sealed() -> None:
    old = entry("plan:5", 1, START, key_id="k0")
    assert judged([old, entry("plan:5", 2, old[0].hash, key_id="k1")]) == []


def test_a_whole_chain_that_is_gone_is_missed() -> None:
    only = chain("plan:9", 1)
    what = "plan:9 entry 1: missing: the newest entries are gone since the checkpoint"
    assert said([], heads_of(only)) == [what]
