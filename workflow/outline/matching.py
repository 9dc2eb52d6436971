"""Which row of one revision is which row of another. Whole numbers only: equal everywhere."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from workflow.canonical import canonical_json

Pair = tuple[int, int]
"""Index in the old rows, index in the new."""
Profile = dict[str, frozenset[str]]
ENOUGH = 500
"""Likeness, of 1,000, from which two rows are taken for one that was edited."""
_GRAM = 3


def pairs(old: Sequence[Any], new: Sequence[Any], key: str | None) -> list[Pair]:
    """Match rows by their key where the table has one; rows without a usable key (none, or one
    that is there twice) by likeness. Sorted by the new rows.
    """
    found = keyed(old, new, key) if key else []
    doubled = _doubled(old, key) | _doubled(new, key)
    left, right = (
        [n for n, row in enumerate(rows) if _name(row, key) in doubled] for rows in (old, new)
    )
    return sorted(found + alike(old, new, left, right), key=lambda pair: pair[1])


def keyed(old: Sequence[Any], new: Sequence[Any], key: str) -> list[Pair]:
    """Rows of the same key, where it is there once in both."""
    doubled = _doubled(old, key) | _doubled(new, key)
    places = {_name(row, key): n for n, row in enumerate(old)}
    names = [(n, _name(row, key)) for n, row in enumerate(new)]
    return [(places[name], n) for n, name in names if name in places and name not in doubled]


def alike(
    old: Sequence[Any], new: Sequence[Any], left: Sequence[int], right: Sequence[int]
) -> list[Pair]:
    """Match the rows at `left` and `right`: equal ones first, then the most alike."""
    found = _equal(old, new, left, right)
    taken_left, taken_right = {a for a, _ in found}, {b for _, b in found}
    rest = [n for n in left if n not in taken_left], [n for n in right if n not in taken_right]
    for a, b in _best(old, new, *rest):
        if a not in taken_left and b not in taken_right:
            found.append((a, b))
            taken_left.add(a)
            taken_right.add(b)
    return found


def moved(matched: Sequence[Pair]) -> set[Pair]:
    """The fewest matched rows whose moving explains the new order."""
    runs: list[list[Pair]] = []
    for pair in sorted(matched):
        before = [run for run in runs if run[-1][1] < pair[1]]
        runs.append([*_longest(before), pair])
    return set(matched).difference(_longest(runs))


def likeness(one: Profile, other: Profile) -> int:
    """How alike two rows are, 0 to 1,000: the mean over the columns that either fills in."""
    columns = one.keys() | other.keys()
    shares = [_dice(one.get(name), other.get(name)) for name in columns]
    return sum(shares) // len(shares) if shares else 0


def profile(row: Any) -> Profile:
    """What is compared of a row or a list's entry: per column, pieces of text and single values."""
    columns = row if isinstance(row, dict) else {"": row}
    pieces = {str(name): frozenset(_pieces(value)) for name, value in columns.items()}
    return {name: found for name, found in pieces.items() if found}


def _longest(runs: list[list[Pair]]) -> list[Pair]:
    return max(runs, key=len) if runs else []


def _equal(
    old: Sequence[Any], new: Sequence[Any], left: Sequence[int], right: Sequence[int]
) -> list[Pair]:
    places: dict[bytes, list[int]] = {}
    for n in left:
        places.setdefault(canonical_json(old[n]), []).append(n)
    found = []
    for n in right:
        same = places.get(canonical_json(new[n]))
        if same:
            found.append((same.pop(0), n))
    return found


def _best(
    old: Sequence[Any], new: Sequence[Any], left: Sequence[int], right: Sequence[int]
) -> Iterator[Pair]:
    """Pairs that are alike enough, best first; of equals those that stand nearest."""
    profiles = {n: profile(new[n]) for n in right}
    scored = []
    for a in left:
        mine = profile(old[a])
        scored += [(-likeness(mine, profiles[b]), abs(a - b), a, b) for b in right]
    for score, _, a, b in sorted(scored):
        if -score >= ENOUGH:
            yield a, b


def _dice(one: frozenset[str] | None, other: frozenset[str] | None) -> int:
    if not one or not other:
        return 0
    return 2000 * len(one & other) // (len(one) + len(other))


def _pieces(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from (value[n : n + _GRAM] for n in range(max(len(value) - _GRAM + 1, bool(value))))
    elif isinstance(value, dict | list):
        for inside in value.values() if isinstance(value, dict) else value:
            yield from _pieces(inside)
    elif value is not None:
        yield str(value)


def _doubled(rows: Sequence[Any], key: str | None) -> set[str]:
    """Keys that name no single row: none at all, or one that is there more than once."""
    counts = Counter(_name(row, key) for row in rows)
    return {name for name, count in counts.items() if count > 1} | {""}


def _name(row: Any, key: str | None) -> str:
    name = row.get(key) if key and isinstance(row, dict) else None
    return name if isinstance(name, str) else ""
