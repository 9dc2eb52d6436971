"""Which tests count as tests of the lines that they reach: coverage follows those alone.

Following every line makes Python half as fast again. Tests that go everywhere, that load whole
worlds, that look on through a browser, that try what chance gives, or that do on PostgreSQL what
was done on SQLite reach lines without testing them. A few lines know one database from the other.
"""

import contextlib
import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from coverage import Coverage

import workflow
from tests.order import LONG

_KNOW_BOTH = (
    *("test_touch_session", "test_recount", "test_meetings", "test_scale", "test_record"),
    "test_doctor",
)
"""Tests of lines that PostgreSQL alone reaches."""


def import_product() -> None:
    """Import every module while coverage looks on: some are first wanted by tests that it does not
    follow, and would seem never to have been begun."""
    for module in pkgutil.walk_packages(workflow.__path__, "workflow."):
        importlib.import_module(module.name)


def is_followed(item: pytest.Item) -> bool:
    """Whether coverage follows a test."""
    called = getattr(item, "callspec", None)
    marked = any(item.get_closest_marker(mark) for mark in LONG)
    again = called is not None and "postgresql" in called.params.values()
    by_chance = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
    return not marked and not by_chance and (not again or item.path.stem in _KNOW_BOTH)


@contextlib.contextmanager
def untraced() -> Iterator[None]:
    """Nothing in here is followed by coverage. In a process of many pytest-cov starts it twice: the
    one that is stopped first leaves the other running."""
    stopped = []
    while running := Coverage.current():
        running.stop()
        stopped.append(running)
    try:
        yield
    finally:
        while stopped:
            stopped.pop().start()
