"""Remember that a session is in use: the only book-keeping that a reading request may cause."""

import datetime as dt
import logging

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from workflow.extensions import db
from workflow.models import Session

EVERY = dt.timedelta(minutes=1)
_PATIENCE_MS = 100

log = logging.getLogger(__name__)


def touch_session(session_hash: str, at: dt.datetime) -> None:
    """Note the time of use, on a connection of its own, best effort: no lock is waited for."""
    try:
        with db.engine.connect().execution_options(writes=True) as connection:
            _hurry(connection)
            connection.execute(
                sa.update(Session).where(Session.id_hash == session_hash).values(seen_at=at)
            )
            connection.commit()
    except OperationalError as error:
        log.info("session not touched: %s", error.orig)


def _hurry(connection: sa.Connection) -> None:
    if connection.dialect.name == "sqlite":
        raw = connection.connection.dbapi_connection
        if raw is not None:
            raw.cursor().execute(f"PRAGMA busy_timeout={_PATIENCE_MS}")
            connection.connection.invalidate(soft=True)
