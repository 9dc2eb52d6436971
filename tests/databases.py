"""Prepared databases: migrated and, for the demo, loaded once; each test gets a copy.

The demo of tests has the six sample plans; full is the demo that people get, as it is when its
first start was cut short and another followed.
"""

import contextlib
import fcntl
import functools
import hashlib
import logging
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import MethodType
from typing import Any

import flask_migrate
import sqlalchemy as sa
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from werkzeug.routing import Rule

from config import Settings
from tests.standing import Standing
from tests.tracing import untraced
from workflow import create_app
from workflow.cli.up import prepare
from workflow.demo.load import load
from workflow.extensions import close_connections, db, ledger_keys

WORLDS = ("empty", "demo", "full")
NO_REDIS = "unix:///nonexistent/valkey.sock"


COMPILED = os.environ.get("TEST_TEMPLATES")
"""A folder for templates that one process of a run has compiled; the others need not again."""


class LateRule(Rule):
    """A rule whose builders of addresses are compiled when one is first asked for: each test has an
    application of its own, with a hundred rules, of which it builds a few."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled = super()._compile_builder

        def build(rule: Rule, **values: Any) -> tuple[str, str]:
            made = compiled(append_unknown)
            setattr(rule, "_build_unknown" if append_unknown else "_build", MethodType(made, rule))
            return made(rule, **values)

        return build


Flask.url_rule_class = LateRule


class Databases:
    """Where the prepared databases are kept, for all processes of one test run."""

    def __init__(self, folder: Path):
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self._standing: dict[str, Standing] = {}

    @contextlib.contextmanager
    def copy(
        self, world: str, backend: str, folder: Path, stage: Path | None = None
    ) -> Iterator[Settings]:
        """Settings for a fresh copy of a world; it is gone afterwards. stage: where its database
        takes the place of the one before, at the same address."""
        self._prepare(world, backend)
        for kept in ("keys", "blobs"):
            made = self.folder / f"{world}-{backend}" / kept
            if made.is_dir():
                shutil.copytree(made, folder / kept)
        if backend == "sqlite":
            yield settings(folder, self._file(world, stage or folder))
            return
        with self._stands(world, stage) if stage else self._made(world) as name:
            yield settings(folder, _address(name))

    @contextlib.contextmanager
    def _made(self, world: str) -> Iterator[str]:
        """Name of a database of PostgreSQL for one alone."""
        name = f"t_{secrets.token_hex(6)}"
        _postgres(f"CREATE DATABASE {name} TEMPLATE {self._template(world)}")
        try:
            yield name
        finally:
            _postgres(f"DROP DATABASE {name} WITH (FORCE)")

    @contextlib.contextmanager
    def _stands(self, world: str, stage: Path) -> Iterator[str]:
        """Name of a database of PostgreSQL that is put back afterwards."""
        name = f"t_{world}_{_short(stage)}"
        if name not in self._standing:
            _postgres(f"CREATE DATABASE {name} TEMPLATE {self._template(world)}")
            self._standing[name] = Standing(_address(name).replace("+psycopg", ""))
        try:
            yield name
        finally:
            if not self._standing[name].put_back():
                self._drop(name)

    def close(self) -> None:
        """Remove the databases that stand."""
        for name in list(self._standing):
            self._drop(name)

    def _drop(self, name: str) -> None:
        self._standing.pop(name).close()
        _postgres(f"DROP DATABASE {name} WITH (FORCE)")

    def _file(self, world: str, place: Path) -> str:
        """The address of a fresh copy in a folder."""
        for left in place.glob("sanoe.sqlite3*"):
            left.unlink()
        shutil.copy(self.folder / f"{world}-sqlite" / "sanoe.sqlite3", place)
        return f"sqlite:///{place}/sanoe.sqlite3"

    def _template(self, world: str) -> str:
        return f"template_{world}_{_short(self.folder)}"

    def _prepare(self, world: str, backend: str) -> None:
        folder = self.folder / f"{world}-{backend}"
        with (self.folder / f"{world}-{backend}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                self._make(world, backend, folder)

    def _make(self, world: str, backend: str, folder: Path) -> None:
        making = folder.with_suffix(".making")
        making.mkdir()
        address = ""
        if backend == "postgresql":
            _postgres(f"CREATE DATABASE {self._template(world)}")
            address = _address(self._template(world))
        with untraced():
            build(settings(making, address), world)
        making.rename(folder)


def settings(folder: Path, database: str = "") -> Settings:
    """Settings of a test: no network, cheap passwords, everything in one folder."""
    return Settings(
        data_dir=str(folder),
        database_url=database,
        redis_url=NO_REDIS,
        secret_key="a secret of the tests, long enough to sign with",
        password_memory_kib=8,
        password_rounds=1,
        base_url="http://localhost",
    )


def product(chosen: Settings) -> Flask:
    """An application whose templates are compiled once a run."""
    app = create_app(chosen)
    if COMPILED:
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(COMPILED)
    return app


@contextlib.contextmanager
def running(chosen: Settings) -> Iterator[Flask]:
    """The product on a database, whose connections are closed at the end."""
    app = product(chosen)
    try:
        yield app
    finally:
        with app.app_context():
            db.session.remove()
            close_connections()


def build(chosen: Settings, world: str) -> None:
    """Migrate a database and load what belongs into the world."""
    app = create_app(chosen)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with app.app_context():
        if world == "full":
            cut_short(chosen.folder)
            prepare()
        else:
            flask_migrate.upgrade()
            ledger_keys()
        if world == "demo":
            load(seed=None)
        db.session.remove()
        if db.engine.dialect.name == "sqlite":
            with db.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        close_connections()


def cut_short(folder: Path) -> None:
    """What a first start leaves that ended while it loaded the demo."""
    (folder / "demo-loading").touch()
    (folder / "sanoe.sqlite3").write_bytes(b"half a database")


def _address(name: str) -> str:
    given = os.environ.get("TEST_DATABASE_URL")
    if not given:
        raise RuntimeError("no PostgreSQL: run `make test`, or set TEST_DATABASE_URL")
    return sa.engine.make_url(given).set(database=name).render_as_string(hide_password=False)


def _short(folder: Path) -> str:
    return hashlib.sha256(str(folder).encode()).hexdigest()[:10]


def _postgres(statement: str) -> None:
    with _servers(_address("postgres")).connect() as connection:
        connection.exec_driver_sql(statement)


@functools.cache
def _servers(address: str) -> sa.Engine:
    return sa.create_engine(address, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
