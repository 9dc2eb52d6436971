"""Triggers that refuse to change or remove what must stand for ever."""

import sqlalchemy as sa

TABLES = ("entry", "entry_body", "revision", "procedure", "procedure_stage", "outline")

_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
"""


def ensure(connection: sa.Connection) -> None:
    """Make the triggers anew on every such table that is there."""
    there = set(sa.inspect(connection).get_table_names()).intersection(TABLES)
    if connection.dialect.name == "sqlite":
        _on_sqlite(connection, there)
    else:
        _on_postgresql(connection, there)


def _on_sqlite(connection: sa.Connection, tables: set[str]) -> None:
    for table in sorted(tables):
        for act in ("update", "delete"):
            name = f"{table}_no_{act}"
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
            connection.exec_driver_sql(
                f"CREATE TRIGGER {name} BEFORE {act.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _on_postgresql(connection: sa.Connection, tables: set[str]) -> None:
    if tables:
        connection.exec_driver_sql(_POSTGRES_FUNCTION.replace("%", "%%"))
    for table in sorted(tables):
        for name, acts, each in (
            (f"{table}_no_change", "UPDATE OR DELETE", "ROW"),
            (f"{table}_no_truncate", "TRUNCATE", "STATEMENT"),
        ):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            connection.exec_driver_sql(
                f"CREATE TRIGGER {name} BEFORE {acts} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION append_only()"
            )
