"""Services run inside one app context, as a request or job would hold it."""

from collections.abc import Iterator

import pytest
from flask import Flask


@pytest.fixture(autouse=True)
def inside(app: Flask) -> Iterator[None]:
    """An app context around the test; no client calls are made here."""
    with app.app_context():
        yield
