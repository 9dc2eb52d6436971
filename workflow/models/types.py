"""Column types of ours."""

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String, Table
from sqlalchemy.types import TypeDecorator

from workflow.extensions import Base

BigKey = BigInteger().with_variant(Integer, "sqlite")
"""A growing key: SQLite counts up only for INTEGER."""

SortKey = String(600).with_variant(String(600, collation="C"), "postgresql")
"""Thai dictionary order as code-point order (`thai.text.sort_key`)."""


def table(model: type[Base]) -> Table:
    """The table of a model, for Core statements: they skip the cost of the unit of work."""
    found = model.__table__
    if not isinstance(found, Table):
        raise TypeError(f"{model.__name__} is no table")
    return found


class Instant(TypeDecorator[dt.datetime]):
    """A moment: aware outside, UTC in the database. A time without a zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        """Aware to UTC; SQLite keeps no zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        utc = value.astimezone(dt.UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        """Always aware, in UTC."""
        if value is None:
            return None
        found: dt.datetime = value
        return found.replace(tzinfo=dt.UTC) if found.tzinfo is None else found.astimezone(dt.UTC)
