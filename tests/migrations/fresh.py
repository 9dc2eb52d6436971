"""The product on a database in which nothing is yet."""

import contextlib
import logging
import secrets
from collections.abc import Iterator
from pathlib import Path

import flask_migrate
from flask import Flask

from tests.databases import _address, _postgres, running, settings


@contextlib.contextmanager
def bare(backend: str, folder: Path) -> Iterator[Flask]:
    """The product on a database without a table."""
    if backend == "sqlite":
        with running(settings(folder)) as app:
            yield app
        return
    name = f"t_{secrets.token_hex(6)}"
    _postgres(f"CREATE DATABASE {name}")
    try:
        with running(settings(folder, _address(name))) as app:
            yield app
    finally:
        _postgres(f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.contextmanager
def migrated(backend: str, folder: Path) -> Iterator[Flask]:
    """The product on a database with every table and nobody in it."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with bare(backend, folder) as app:
        with app.app_context():
            flask_migrate.upgrade()
        yield app
