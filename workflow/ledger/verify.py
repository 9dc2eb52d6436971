"""Walk chains and say where the record was touched."""

import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from workflow.ledger.chain import START, Entry, body_digest, seal

Body = tuple[bytes, bytes]
"""Salt and text."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """The first thing wrong with a subject: which entry, and what."""

    subject: str
    n: int
    what: str

    def __str__(self) -> str:
        return f"{self.subject} entry {self.n}: {self.what}"


def verify(
    keys: Mapping[str, bytes],
    rows: Iterable[tuple[Entry, Body | None]],
    heads: dict[str, tuple[int, str]],
) -> Iterator[Flaw]:
    """Check entries that come ordered by subject and place; fill `heads` with each chain's end.

    One flaw a subject, the first: what follows it can no longer be told apart.
    """
    broken: set[str] = set()
    for entry, body in rows:
        if entry.subject in broken:
            continue
        n, prev = heads.get(entry.subject, (0, START))
        if what := _wrong(keys, entry, body, n + 1, prev):
            broken.add(entry.subject)
            yield Flaw(entry.subject, n + 1, what)
        heads[entry.subject] = (entry.n, entry.hash)


def compare(
    heads: Mapping[str, tuple[int, str]],
    known: Mapping[str, tuple[int, str]],
    hash_at: Mapping[tuple[str, int], str],
) -> Iterator[Flaw]:
    """Check that every head a checkpoint knew is still in its chain."""
    for subject, (n, digest) in sorted(known.items()):
        if heads.get(subject, (0, START))[0] < n:
            yield Flaw(subject, n, "missing: the newest entries are gone since the checkpoint")
        elif hash_at.get((subject, n)) != digest:
            yield Flaw(subject, n, "differs from the checkpoint")


def _wrong(
    keys: Mapping[str, bytes], entry: Entry, body: Body | None, n: int, prev: str
) -> str | None:
    if entry.n != n:
        return f"missing; the next one there is {entry.n}"
    if entry.prev != prev:
        return "does not follow the entry before it"
    if entry.key_id not in keys:
        return f"its key {entry.key_id} is not here"
    if not _is_sealed(keys[entry.key_id], entry):
        return "was changed"
    if body is None:
        return "its text is gone"
    if not _is_text_of(entry, body):
        return "its text was changed"
    return None


def _is_sealed(key: bytes, entry: Entry) -> bool:
    """Whether the hash fits; a value that no entry of ours could hold fits none."""
    try:
        return hmac.compare_digest(seal(key, entry).encode(), entry.hash.encode())
    except (TypeError, ValueError, AttributeError):
        return False


def _is_text_of(entry: Entry, body: Body) -> bool:
    try:
        return body_digest(*body) == entry.body_digest
    except (TypeError, ValueError):
        return False
