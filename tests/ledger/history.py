"""Histories of acts, chained and sealed as the product does it, and how they are judged."""

import random
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from workflow.ledger.chain import START, Entry, salted, seal
from workflow.ledger.verify import Body, Flaw, compare, verify

KEYS = {"k0": b"0" * 32, "k1": b"1" * 32}
Row = tuple[Entry, Body | None]
Heads = dict[str, tuple[int, str]]
SUBJECTS = ("account:a1", "plan:1", "plan:2")
EMPTY = {
    "actor": None,
    "stage_from": None,
    "stage_to": None,
    "version": None,
    "content_digest": None,
    "case_digest": None,
    "operation_id": None,
    "fingerprint": None,
}


def entry(subject: str, n: int, prev: str, **values: Any) -> Row:
    """A sealed entry with its body."""
    text = f'{{"n":{n},"said":"เห็นชอบ"}}'.encode()
    salt, digest = salted(text)
    plain: dict[str, Any] = {
        **EMPTY,
        "subject": subject,
        "n": n,
        "at": f"2026-11-24T03:{n:02}:00.000000+00:00",
        "post": "pcso",
        "capacity": "own",
        "order_no": "",
        "act": "endorse",
        "body_digest": digest,
        "key_id": "k1",
        "prev": prev,
    }
    return sealed(Entry(**{**plain, **values})), (salt, text)


def sealed(one: Entry) -> Entry:
    """An entry with the hash that fits it."""
    return replace(one, hash=seal(KEYS[one.key_id], one))


def chain(subject: str, length: int, **values: Any) -> list[Row]:
    """Entries of one subject, one behind the other."""
    rows: list[Row] = []
    for n in range(1, length + 1):
        rows.append(entry(subject, n, rows[-1][0].hash if rows else START, **values))
    return rows


def history(chance: random.Random) -> list[Row]:
    """Chains of several subjects, with acts of every kind."""
    rows: list[Row] = []
    for subject in SUBJECTS:
        key = chance.choice(["k0", "k1"])
        rows += chain(subject, chance.randint(2, 8), version=chance.randint(1, 9), key_id=key)
    return rows


def heads_of(rows: Iterable[Row]) -> Heads:
    """Where each chain ends."""
    return {one.subject: (one.n, one.hash) for one, _ in rows}


def judged(rows: Iterable[Row], known: Heads | None = None) -> list[Flaw]:
    """Flaws of a record as it is read back, and against what a checkpoint knew."""
    ordered = sorted(rows, key=lambda row: (row[0].subject, row[0].n))
    heads: Heads = {}
    flaws = list(verify(KEYS, ordered, heads))
    hash_at = {(one.subject, one.n): one.hash for one, _ in ordered}
    return flaws + list(compare(heads, known or {}, hash_at))


def said(rows: Iterable[Row], known: Heads | None = None) -> list[str]:
    """Flaws as they are told."""
    return [str(flaw) for flaw in judged(rows, known)]
