"""Services run inside one app context, as a request or job would hold it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.migrations.fresh import migrated


@pytest.fixture
def empty_app(backend: str, tmp_path: Path) -> Iterator[Flask]:
    """The product before anybody is there."""
    with migrated(backend, tmp_path) as product:
        yield product


@pytest.fixture(autouse=True)
def inside(request: pytest.FixtureRequest, backend: str) -> Iterator[None]:
    """An app context around the test, of the empty world where the test asks for that; no client
    calls are made here."""
    world = "empty_app" if "empty_app" in request.fixturenames else "app"
    product: Flask = request.getfixturevalue(world)
    with product.app_context():
        yield
