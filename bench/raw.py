"""The raw driver under the product's own database: the same settings, no SQLAlchemy."""

import contextlib
import sqlite3
from collections.abc import Iterator
from typing import Any

import psycopg
from flask import current_app
from sqlalchemy.engine import make_url

from workflow.extensions import _SQLITE_PRAGMAS


class Raw:
    """A connection that takes `?` for values on both databases."""

    def __init__(self, connection: Any, mark: str):
        self.connection = connection
        self.mark = mark

    def rows(self, statement: str, *values: Any) -> list[Any]:
        """What a SELECT finds."""
        found: list[Any] = self.connection.execute(self._own(statement), values).fetchall()
        return found

    def run(self, statement: str, *values: Any) -> None:
        """Send a statement."""
        self.connection.execute(self._own(statement), values)

    def many(self, statement: str, values: list[tuple[Any, ...]]) -> None:
        """Send a statement for each of some rows."""
        self.connection.cursor().executemany(self._own(statement), values)

    def _own(self, statement: str) -> str:
        return statement.replace("?", self.mark)

    def insert_one(self, table: str, row: dict[str, Any]) -> int:
        """Insert one row of a table; return its id."""
        marks = ", ".join("?" for _ in row)
        names = ", ".join(row)
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks}) RETURNING id"  # noqa: S608 - ours
        return int(self.rows(statement, *row.values())[0][0])

    def insert(self, table: str, rows: list[dict[str, Any]]) -> None:
        """Insert rows of a table."""
        names = ", ".join(rows[0])
        marks = ", ".join("?" for _ in rows[0])
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - ours
        self.many(statement, [tuple(row.values()) for row in rows])


@contextlib.contextmanager
def raw() -> Iterator[Raw]:
    """A connection of the driver to the running app's database."""
    address = make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])
    if address.get_backend_name() == "sqlite":
        connection = sqlite3.connect(str(address.database), isolation_level=None)
        for pragma in _SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        yield Raw(connection, "?")
        connection.close()
        return
    with psycopg.connect(
        host=str(address.query["host"]),
        dbname=address.database,
        user=address.username,
        autocommit=True,
    ) as server:
        yield Raw(server, "%s")
