"""Which tests count as tests of the lines that they reach: coverage follows those alone.

Following every line makes Python half as fast again. Tests that go everywhere, that load whole
worlds, that look on through a browser, that try what chance gives, or that do on PostgreSQL what
was done on SQLite reach lines without testing them. A few lines know one database from the other.
"""

import contextlib
from collections.abc import Iterator

import pytest
from coverage import Coverage

MARKS = ("untraced", "browser", "faults")
_KNOW_BOTH = ("test_touch_session", "test_recount", "test_meetings", "test_scale")
"""Tests of lines that PostgreSQL alone reaches."""
_inside: list[None] = []


def is_followed(item: pytest.Item) -> bool:
    """Whether coverage follows a test."""
    called = getattr(item, "callspec", None)
    marked = any(item.get_closest_marker(mark) for mark in MARKS)
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
