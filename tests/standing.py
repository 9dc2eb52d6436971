"""PostgreSQL databases that stand while tests take turns on them: after each, what it changed is
put back. Making a database anew takes ten times as long.

A row that was written since has a transaction's number above the last known one, and one that is
gone is missing in the count; so what changed is found without a trace in the schema.
"""

from typing import Any, LiteralString

import psycopg
from psycopg import sql

_MOST_TURNS = 60
"""Then it is made anew: rows that were put back leave dead ones behind."""
_MOST_ROWS = 2_000
"""So many rows too many are the mark of a load, which leaves statistics behind as well."""
_SCHEMA = ("pg_class", "pg_attribute", "pg_constraint", "pg_trigger", "pg_proc", "pg_type")
_BUSY = """SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"""
_SEQUENCES = """SELECT format('%I.%I', schemaname, sequencename), coalesce(last_value, start_value),
    last_value IS NOT NULL FROM pg_sequences"""

_SET = """SELECT setval(one, value, called) FROM
    unnest(%s::regclass[], %s::bigint[], %s::boolean[]) AS them (one, value, called)"""


class Standing:
    """A database, and what stood in it at first. address: as psycopg takes it."""

    def __init__(self, address: str):
        self._connection = psycopg.connect(address, autocommit=True)
        self._turns = 0
        names = self._ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        self._rows = {str(name): self._copied(str(name)) for (name,) in names}
        self._sequences = [list(column) for column in zip(*self._ask(_SEQUENCES), strict=True)]
        self._asked = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {}, count(*), bool_or(age(xmin) < age(%(last)s::xid)) FROM {}").format(
                name, sql.Identifier(name)
            )
            for name in (*self._rows, *_SCHEMA)
        )
        self._last = self._transaction()
        self._counts = {name: n for name, n, _ in self._now()}

    def put_back(self) -> bool:
        """Have it as it was. False: it cannot be, or is worn out, and has to be made anew."""
        self._turns += 1
        self._ask(_BUSY)
        changed = self._changed()
        if self._turns >= _MOST_TURNS or changed is None:
            return False
        with self._connection.transaction():
            self._connection.execute("SET LOCAL session_replication_role = replica")
            for name in changed:
                self._connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
                self._fill(name)
            self._connection.execute(_SET, self._sequences)
        self._last = self._transaction()
        return True

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    def _changed(self) -> list[str] | None:
        """Tables whose rows are not those of before; None when the schema is, or much is."""
        found = self._now()
        changed = {name for name, n, written in found if written or n != self._counts[name]}
        if not changed.isdisjoint(_SCHEMA):
            return None
        if any(n > self._counts[name] + _MOST_ROWS for name, n, _ in found):
            return None
        return sorted(changed)

    def _now(self) -> list[tuple[str, int, bool]]:
        """Each table with the number of its rows, and whether one is new or another."""
        return self._connection.execute(self._asked, {"last": self._last}).fetchall()

    def _copied(self, name: str) -> bytes:
        with self._connection.cursor() as cursor:
            words = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(name))
            with cursor.copy(words) as copy:
                return b"".join(bytes(part) for part in copy)

    def _fill(self, name: str) -> None:
        with self._connection.cursor() as cursor:
            words = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(name))
            with cursor.copy(words) as copy:
                copy.write(self._rows[name])

    def _transaction(self) -> str:
        """Number of a transaction that writes nothing: what is written later has a higher one."""
        ((number,),) = self._ask("SELECT pg_current_xact_id()::xid::text")
        return str(number)

    def _ask(self, query: LiteralString | sql.Composed) -> list[tuple[Any, ...]]:
        return self._connection.execute(query).fetchall()
