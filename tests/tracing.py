"""Which tests count as tests of the lines that they reach: coverage follows those alone.

Following every line makes Python half as fast again. Tests that go everywhere, that load whole
worlds, that look on through a browser, that try what chance gives, or that do on PostgreSQL what
was done on SQLite reach lines without testing them. A few lines know one database from the other.
"""

import contextlib
import itertools
from collections.abc import Iterator

import pytest
from coverage import Coverage

LONG = ("browser", "faults", "untraced")
"""Marks of tests that take long; coverage does not follow them."""
_KNOW_BOTH = ("test_touch_session", "test_recount", "test_meetings", "test_scale")
"""Tests of lines that PostgreSQL alone reaches."""
_inside: list[None] = []


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


def is_followed(item: pytest.Item) -> bool:
    """Whether coverage follows a test."""
    called = getattr(item, "callspec", None)
    marked = any(item.get_closest_marker(mark) for mark in LONG)
    again = called is not None and "postgresql" in called.params.values()
    by_chance = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
    return not marked and not by_chance and (not again or item.path.stem in _KNOW_BOTH)


@contextlib.contextmanager
def untraced() -> Iterator[None]:
    """Nothing in here is followed by coverage, if there is one."""
    running = Coverage.current()
    if running is None or _inside:
        yield
        return
    _inside.append(None)
    running.stop()
    try:
        yield
    finally:
        running.start()
        _inside.clear()
