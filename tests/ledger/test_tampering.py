"""Random tampering with random histories: all of it is found, and nothing else."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.ledger.history import Row, entry, heads_of, history, judged, sealed
from tests.thai.patience import FULL
from workflow.ledger.chain import START

TAMPERINGS = 10_000 if FULL else 200
CLEAN = 100
FIELDS = ["at", "actor", "post", "capacity", "order_no", "act", "stage_to", "body_digest", "hash"]
Tamper = Callable[[list[Row], int, random.Random], list[Row]]


def edit(rows: list[Row], at: int, chance: random.Random) -> list[Row]:
    one, body = rows[at]
    other: dict[str, Any] = {chance.choice(FIELDS): chance.randbytes(8).hex()}
    return [*rows[:at], (replace(one, **other), body), *rows[at + 1 :]]


def change_text(rows: list[Row], at: int, chance: random.Random) -> list[Row]:
    one, body = rows[at]
    assert body is not None
    return [*rows[:at], (one, (body[0], chance.randbytes(9))), *rows[at + 1 :]]


def delete(rows: list[Row], at: int, chance: random.Random) -> list[Row]:
    return rows[:at] + rows[at + 1 :]


def truncate(rows: list[Row], at: int, chance: random.Random) -> list[Row]:
    """The newest entries of a subject are gone, all of them at times."""
    cut = rows[at][0]
    return [row for row in rows if row[0].subject != cut.subject or row[0].n < cut.n]


def duplicate(rows: list[Row], at: int, chance: random.Random) -> list[Row]:
    return [*rows, rows[at]]


def insert(rows: list[Row], at: int, chance: random.Random) -> list[Row]:
    """A forged entry takes the place of one; the later ones move on."""
    here = rows[at][0]
    forged, body = entry(here.subject, here.n, here.prev, act=chance.randbytes(4).hex())
    later = [
        (replace(one, n=one.n + (one.subject == here.subject)), text) for one, text in rows[at:]
    ]
    return [*rows[:at], (replace(forged, hash=chance.randbytes(32).hex()), body), *later]


def swap(rows: list[Row], at: int, chance: random.Random) -> list[Row]:
    other = (at + chance.randint(1, len(rows) - 1)) % len(rows)
    (left, text), (right, words) = rows[at], rows[other]
    changed = list(rows)
    changed[at] = (replace(right, subject=left.subject, n=left.n), words)
    changed[other] = (replace(left, subject=right.subject, n=right.n), text)
    return changed


def rebuild(rows: list[Row], at: int, chance: random.Random) -> list[Row]:
    """Somebody has the key: a chain is rewritten from one entry on, and fits."""
    changed = list(rows)
    subject, prev = rows[at][0].subject, rows[at][0].prev
    for n in range(at, len(rows)):
        one, body = rows[n]
        if one.subject == subject:
            changed[n] = (sealed(replace(one, prev=prev, post="forger")), body)
            prev = changed[n][0].hash
    return changed


TAMPERS: list[Tamper] = [
    edit,
    change_text,
    delete,
    truncate,
    duplicate,
    insert,
    swap,
    rebuild,
]


@pytest.mark.parametrize("tamper", TAMPERS, ids=lambda tamper: str(tamper.__name__))
def test_every_tampering_is_found_given_a_checkpoint(tamper: Tamper) -> None:
    chance = random.Random(tamper.__name__)
    for _ in range(TAMPERINGS // len(TAMPERS)):
        rows = history(chance)
        touched = tamper(rows, chance.randrange(len(rows)), chance)
        assert judged(touched, heads_of(rows)) != []


@pytest.mark.parametrize("tamper", [truncate, rebuild])
def test_what_only_a_checkpoint_finds_is_not_found_without(tamper: Tamper) -> None:
    chance = random.Random(7)
    rows = history(chance)
    assert judged(tamper(rows, chance.randrange(len(rows)), chance)) == []


def test_clean_histories_raise_no_alarm() -> None:
    chance = random.Random(2569)
    for _ in range(CLEAN):
        rows = history(chance)
        older = [row for row in rows if row[0].n <= 2]
        assert judged(rows, heads_of(rows)) == judged(rows, heads_of(older)) == []


def test_the_first_entry_stands_on_the_start() -> None:
    first = [one for one, _ in history(random.Random(1)) if one.n == 1]
    assert {one.prev for one in first} == {START}
