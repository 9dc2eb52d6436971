"""Extensions, made empty here and bound in `create_app`. Only this file touches Flask-SQLAlchemy.

A transaction reads unless a service says otherwise with `writing()`: a stray write is an error on
both databases. On SQLite a writing transaction takes the lock at its first statement, so that
read-modify-write never loses an update, and has a connection of its own kind: to turn one from
reading to writing would make SQLite forget every statement that it has prepared.
"""

import functools
import logging
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import redis
from flask import Flask, current_app, request
from flask_babel import Babel
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as BoundSession
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, SessionTransaction

from config import Settings
from workflow.blobs import Blobs
from workflow.ledger.keys import Keys
from workflow.states.refusals import Busy

P = ParamSpec("P")
R = TypeVar("R")

DOORBELL = "sanoe:doorbell"
_LARGEST_REQUEST = 4_000_000
_TRIES = 3
_RETRIED = frozenset({"40001", "40P01"})
_LOCK_NOT_HAD = frozenset({"55P03", "57014"})
_POSTGRES_OPTIONS = (
    "-c default_transaction_read_only=on -c lock_timeout=5000 -c statement_timeout=15000"
    " -c timezone=UTC"
)
_SQLITE_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000")

log = logging.getLogger(__name__)


class Base(DeclarativeBase):
    """What every table of ours stands on; constraints have names, so migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


_WRITING = "writing"
"""The key of the engine that writes, where it is one of its own."""


class _Session(BoundSession):
    """A session that reads from one engine and writes through another."""

    def get_bind(
        self, mapper: Any = None, clause: Any = None, bind: Any = None, **more: Any
    ) -> Engine | Connection:
        """The engine of this transaction."""
        if bind is None and self.info.get(_WRITING):
            return writer()
        return super().get_bind(mapper, clause, bind, **more)


db = SQLAlchemy(model_class=Base, session_options={"class_": _Session})
migrate = Migrate()
login = LoginManager()
csrf = CSRFProtect()
babel = Babel()


def settings() -> Settings:
    """The settings of the running app."""
    found: Settings = current_app.extensions["settings"]
    return found


def ledger_keys() -> Keys:
    """Keys that chain entries and sign checkpoints; made once, kept outside the database."""
    if "ledger_keys" not in current_app.extensions:
        current_app.extensions["ledger_keys"] = Keys.at(settings().folder / "keys")
    keys: Keys = current_app.extensions["ledger_keys"]
    return keys


def blobs() -> Blobs:
    """Files of ours by digest, in DATA_DIR."""
    return Blobs(settings().folder / "blobs")


def brought_rows() -> Blobs:
    """Rows that were read from files and are not saved yet; forgotten after a day."""
    return Blobs(settings().folder / "brought")


def bind_extensions(app: Flask, settings: Settings, load: Callable[[str], Any]) -> None:
    """Give the app its settings and bind every extension to it; load: the user loader."""
    app.extensions["settings"] = settings
    app.config.from_mapping(_flask_settings(settings))
    db.init_app(app)
    with app.app_context():
        for engine in db.engines.values():
            event.listen(engine, "connect", _on_connect)
            event.listen(engine, "begin", _on_begin)
    migrate.init_app(app, db)
    csrf.init_app(app)
    babel.init_app(app, locale_selector=_locale)
    login.init_app(app)
    login.session_protection = None
    login.user_loader(load)


def _flask_settings(settings: Settings) -> dict[str, object]:
    secure = settings.address.startswith("https://")
    options = engine_options(settings.database)
    sqlite = settings.database.startswith("sqlite")
    return {
        "SECRET_KEY": settings.secret(),
        "SQLALCHEMY_DATABASE_URI": settings.database,
        "SQLALCHEMY_ENGINE_OPTIONS": options,
        "SQLALCHEMY_BINDS": {_WRITING: {"url": settings.database, **options}} if sqlite else {},
        "TRUSTED_HOSTS": list(settings.hosts),
        "MAX_CONTENT_LENGTH": _LARGEST_REQUEST,
        "MAX_FORM_MEMORY_SIZE": _LARGEST_REQUEST,
        "WTF_CSRF_TIME_LIMIT": None,
        "SESSION_COOKIE_NAME": "__Host-sid" if secure else "sid",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_SAMESITE": "Lax",
    }


def _locale() -> str:
    return "en" if request.cookies.get("lang") == "en" else "th"


def engine_options(address: str) -> dict[str, Any]:
    """Options of the engine for an address: PostgreSQL reads by default and waits 5 s for locks.
    What is written to a table stands in no error message, so in no log."""
    if address.startswith("postgresql"):
        return {
            "connect_args": {"options": _POSTGRES_OPTIONS},
            "pool_pre_ping": True,
            "hide_parameters": True,
        }
    return {"connect_args": {"timeout": 15}, "hide_parameters": True}


def _on_connect(connection: Any, record: Any) -> None:
    if hasattr(connection, "isolation_level") and type(connection).__module__ == "sqlite3":
        connection.isolation_level = None
        for pragma in _SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    if connection.dialect.name == "sqlite":
        if connection.info.get(_WRITING) is not writes:
            connection.exec_driver_sql(f"PRAGMA query_only={int(not writes)}")
            connection.info[_WRITING] = writes
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    else:
        # psycopg says it with BEGIN itself; as a statement of its own it would be one more way
        # to the server and back. None: as the server has it, which is to read.
        driver: Any = connection.connection.dbapi_connection
        driver.read_only = False if writes else None


def writing() -> None:
    """Begin a writing transaction: the first line of every service. Raises Busy."""
    db.session.rollback()
    db.session.info[_WRITING] = True
    try:
        db.session.connection(execution_options={"writes": True})
    except OperationalError as error:
        raise _busy(error) from error


def durable(service: Callable[P, R]) -> Callable[P, R]:
    """Run a service again, at most three times, when the database gave way to another one.

    A lock that could not be had in time becomes Busy; nothing was written then. However a service
    ends, it keeps no lock.
    """

    @functools.wraps(service)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        for tries_left in reversed(range(_TRIES)):
            try:
                return service(*args, **kwargs)
            except OperationalError as error:
                db.session.rollback()
                if not tries_left or _state(error) not in _RETRIED:
                    raise _busy(error) from error
            except BaseException:
                db.session.rollback()
                raise
        raise AssertionError("every try returns or raises")

    return run


def _state(error: OperationalError) -> str:
    return str(getattr(error.orig, "sqlstate", "") or "")


def _busy(error: OperationalError) -> Exception:
    locked = "locked" in str(error.orig) or _state(error) in _LOCK_NOT_HAD | _RETRIED
    return Busy(str(error.orig)) if locked else error


def valkey(address: str, timeout: float = 2.0) -> "redis.Redis":
    """A client that says no quickly: redis-py's own retries take 4 s, which is an outage."""
    return redis.Redis.from_url(
        address, retry=None, socket_connect_timeout=0.2, socket_timeout=timeout
    )


@functools.lru_cache(maxsize=4)
def _bell(address: str) -> "redis.Redis":
    return valkey(address, timeout=0.1)


@event.listens_for(db.session, "after_transaction_end")
def _reads_again(session: Session, transaction: SessionTransaction) -> None:
    """A session writes for one transaction."""
    if transaction.parent is None:
        session.info.pop(_WRITING, None)


def writer() -> Engine:
    """The engine of transactions that write; those on it begin with the option `writes`."""
    return db.engines.get(_WRITING, db.engine)


def close_connections(*, ours: bool = True) -> None:
    """Close what is open to the database. ours: not where they are another process's."""
    for engine in db.engines.values():
        engine.dispose(close=ours)


@event.listens_for(db.session, "after_commit")
def _ring(session: Session) -> None:
    """After a commit that owes messages, wake the relay. Best effort: the relay also sweeps."""
    if session.info.pop("owed", False):
        try:
            _bell(settings().redis).lpush(DOORBELL, 1)
        except redis.RedisError as error:
            log.info("doorbell not heard: %s", error)
