"""Coverage lets go of a test that does not count, in a process of many too."""

import sys

import pytest


@pytest.mark.untraced
def test_nothing_follows_a_test_that_does_not_count() -> None:
    assert sys.gettrace() is None
