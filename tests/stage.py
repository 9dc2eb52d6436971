"""One application for a process and each database: tests that need none of their own take turns.

Making an application, compiling its statements and loading its templates takes longer than most
tests do. What a test changed of it is undone: settings, extensions, config, who listens to it.
"""

import contextlib
import itertools
from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa
from flask import Flask

from config import Settings
from tests.databases import product
from workflow.extensions import close_connections, db

_apps: dict[str, Flask] = {}
_turns = itertools.count()
_heard: list[tuple[sa.Engine, str, Callable[..., Any]]] = []


@contextlib.contextmanager
def turn(chosen: Settings) -> Iterator[Flask]:
    """The application at a database's address, with a test's own settings and data."""
    address = chosen.database
    if address not in _apps:
        _apps[address] = product(chosen)
    app = _apps[address]
    extensions, config = dict(app.extensions), dict(app.config)
    app.extensions["settings"] = chosen
    # What a process keeps of a database, it keeps by this name; each turn has another database.
    app.config["SQLALCHEMY_DATABASE_URI"] = f"{address}#{next(_turns)}"
    try:
        yield app
    finally:
        with app.app_context():
            db.session.remove()
            while _heard:
                sa.event.remove(*_heard.pop())
            if db.engine.dialect.name == "sqlite":
                # Another file takes its place; a database of PostgreSQL is put back as it was.
                close_connections()
        _restore(app.extensions, extensions)
        _restore(app.config, config)


def hear(name: str, note: Callable[..., Any]) -> None:
    """Listen to the engines of the running app, until the test ends."""
    for engine in db.engines.values():
        sa.event.listen(engine, name, note)
        _heard.append((engine, name, note))


def _restore(changed: dict[str, Any], before: dict[str, Any]) -> None:
    changed.clear()
    changed.update(before)
