"""The product on a database in which nothing is yet."""

import contextlib
import logging
import secrets
from collections.abc import Iterator
from pathlib import Path

import flask_migrate
from flask import Flask

from tests.databases import _address, _postgres, running, settings
from workflow.extensions import db


@contextlib.contextmanager
def bare(backend: str, folder: Path, made: str = "") -> Iterator[Flask]:
    """The product on a database without a table; made: how, in PostgreSQL's own words."""
    if backend == "sqlite":
        with running(settings(folder)) as app:
            yield app
        return
    name = f"t_{secrets.token_hex(6)}"
    _postgres(f"CREATE DATABASE {name} {made}")
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
            upgrade()
        yield app


def upgrade() -> None:
    """Bring the database up to date, with no transaction of our own in the way."""
    db.session.rollback()
    flask_migrate.upgrade()


def back_and_forth() -> None:
    """Take the database all the way back, and bring it up to date again."""
    db.session.rollback()
    flask_migrate.downgrade(revision="base")
    upgrade()
