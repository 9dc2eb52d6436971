"""Databases as migrations make them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.migrations.fresh import migrated


@pytest.fixture
def product(backend: str, tmp_path: Path) -> Iterator[Flask]:
    """The product on a database that was migrated just now, inside its app context."""
    with migrated(backend, tmp_path) as app, app.app_context():
        yield app


@pytest.fixture
def full(app: Flask) -> Iterator[Flask]:
    """The product with the demo world, inside its app context."""
    with app.app_context():
        yield app
