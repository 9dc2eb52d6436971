"""How migrations run: on a connection of their own that may write, one transaction each run.

SQLite: batch mode rebuilds tables, which with foreign keys on would delete the children, and drops
triggers. So keys are off while it runs and checked before the commit, and the append-only
triggers are made anew at the end of every run.
"""

import importlib.util
from pathlib import Path
from types import ModuleType

import sqlalchemy as sa
from alembic import context
from flask import current_app

from workflow import models
from workflow.extensions import Base

__all__ = ["models"]


def _append_only() -> ModuleType:
    path = Path(__file__).with_name("append_only.py")
    spec = importlib.util.spec_from_file_location("append_only", path)
    if spec is None or spec.loader is None:
        raise ImportError(str(path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run() -> None:
    """Run what Alembic asks for against the database of the app."""
    engine = sa.create_engine(current_app.extensions["settings"].database)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            connection.rollback()
        _migrate(connection)
    engine.dispose()


def _migrate(connection: sa.Connection) -> None:
    with connection.begin():
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        # Told of a connection that is in a transaction already, Alembic leaves the commit to us.
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            transaction_per_migration=False,
        )
        with context.begin_transaction():
            context.run_migrations()
        _append_only().ensure(connection)
        _check_keys(connection)


def _check_keys(connection: sa.Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        raise RuntimeError(f"foreign keys would point nowhere: {broken[:5]}")


run()
