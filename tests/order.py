"""In which order test processes go through the tests: each begins with a kind that takes long, for
at the end a long test would run alone."""

import itertools

import pytest

LONG = ("browser", "faults", "untraced")
"""Marks of tests that take long."""


def in_turns(items: list[pytest.Item], processes: int) -> list[pytest.Item]:
    """Tests for so many processes, an equal row for each, which begins with a kind that takes
    long."""
    kinds: dict[str, list[pytest.Item]] = {mark: [] for mark in (*LONG, "")}
    for item in items:
        kinds[next(filter(item.get_closest_marker, LONG), "")].append(item)
    short, rows = iter(kinds.pop("")), [list[pytest.Item]() for _ in range(processes)]
    for number, long in enumerate(kinds.values()):
        rows[number % processes] += long
    for row in rows:
        row += itertools.islice(short, max(0, len(items) // processes - len(row)))
    return [*itertools.chain.from_iterable(rows), *short]
