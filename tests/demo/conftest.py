"""The demo that people get, loaded once."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.databases import Databases, running


@pytest.fixture(scope="module")
def loaded(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The product with all of the demo, for all tests of a file."""
    folder = tmp_path_factory.mktemp("full")
    with databases.copy("full", "sqlite", folder) as settings, running(settings) as product:
        yield product


@pytest.fixture
def full(loaded: Flask) -> Iterator[Flask]:
    """The product with all of the demo, in its context; tests only read it."""
    with loaded.app_context():
        yield loaded
