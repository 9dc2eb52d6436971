"""Remember that a session is in use: the only book-keeping that a reading request may cause."""

import contextlib
import datetime as dt
import logging
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from workflow.extensions import writer
from workflow.models import Session

EVERY = dt.timedelta(minutes=1)
_PATIENCE_MS = 100

log = logging.getLogger(__name__)


def touch_session(session_hash: str, at: dt.datetime) -> None:
    """Note the time of use, on a connection of its own, best effort: no lock is waited for."""
    try:
        with _hurried() as connection:
            connection.execute(
                sa.update(Session).where(Session.id_hash == session_hash).values(seen_at=at)
            )
            connection.commit()
    except OperationalError as error:
        log.info("session not touched: %s", error.orig)


@contextlib.contextmanager
def _hurried() -> Iterator[sa.Connection]:
    """A writing connection that waits for locks hardly at all; the next to have it waits again."""
    with writer().connect().execution_options(writes=True) as connection:
        if connection.dialect.name != "sqlite":
            connection.exec_driver_sql(f"SET LOCAL lock_timeout={_PATIENCE_MS}")
            yield connection
            return
        cursor = connection.connection.cursor()
        patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout={_PATIENCE_MS}")
        try:
            yield connection
        finally:
            cursor.execute(f"PRAGMA busy_timeout={patience}")
            cursor.close()
