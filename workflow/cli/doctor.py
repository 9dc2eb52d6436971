"""`flask doctor`: look the installation over and say what ails it."""

import datetime as dt
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import redis
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from workflow.access import now
from workflow.cli.exits import FoundWrong
from workflow.cli.recount import said
from workflow.extensions import blobs, db, ledger_keys, settings, valkey
from workflow.facts.counted import miscounts
from workflow.ledger.verify import verify
from workflow.queries.chains import chained, strayed_plans, unrecorded_plans
from workflow.queries.files import kept_files
from workflow.queries.outbox import outbox_status
from workflow.queries.papers import papers_status

OLDEST = dt.timedelta(minutes=10)
"""A message owed for longer means that nobody sends."""
_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
_TRIGGERS_OF_SQLITE = sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
_TRIGGERS_OF_POSTGRESQL = sa.text("SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'")
_APPEND_ONLY = ("entry", "entry_body", "revision", "procedure", "procedure_stage", "outline")


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Look over database, ledger, counters, keys, messages, papers, files; exit 1 when one ails."""
    ill = 0
    for what, check in CHECKS.items():
        complaints = _complaints(check)
        ill += len(complaints)
        click.echo(f"{'ill ' if complaints else 'well'}  {what}")
        for complaint in complaints:
            click.echo(f"      {complaint}")
    if ill:
        raise FoundWrong("1 complaint" if ill == 1 else f"{ill} complaints")


def _complaints(check: Callable[[], Iterator[str]]) -> list[str]:
    try:
        return list(check())
    except SQLAlchemyError as error:
        db.session.rollback()
        return [f"it cannot be looked at: {str(error).splitlines()[0]}"]


def migrated() -> Iterator[str]:
    """Complain when the database lacks a migration."""
    script = ScriptDirectory.from_config(current_app.extensions["migrate"].migrate.get_config())
    with db.engine.connect() as connection:
        here = MigrationContext.configure(connection).get_current_revision()
    if here != script.get_current_head():
        yield f"it is at {here}, the newest is {script.get_current_head()}: flask db upgrade"


def pragmas() -> Iterator[str]:
    """Complain when a commit may be lost with the power."""
    if db.engine.dialect.name != "sqlite":
        level = db.session.execute(sa.text("SHOW synchronous_commit")).scalar_one()
        if level == "off":
            yield "synchronous_commit is off"
        return
    for name, wanted in _PRAGMAS.items():
        found = db.session.execute(sa.text(f"PRAGMA {name}")).scalar_one()
        if found != wanted:
            yield f"PRAGMA {name} is {found}, should be {wanted}"


def triggers() -> Iterator[str]:
    """Complain when an append-only table lost a trigger, or it was switched off."""
    sqlite = db.engine.dialect.name == "sqlite"
    there = set(db.session.scalars(_TRIGGERS_OF_SQLITE if sqlite else _TRIGGERS_OF_POSTGRESQL))
    for table in _APPEND_ONLY:
        for act in ("update", "delete") if sqlite else ("change", "truncate"):
            if f"{table}_no_{act}" not in there:
                yield f"{table} lacks {table}_no_{act}: flask db upgrade makes it anew"


def chains() -> Iterator[str]:
    """Complain of every chain that was touched."""
    for flaw in verify(ledger_keys().chain, chained(), {}):
        yield str(flaw)


def plans() -> Iterator[str]:
    """Complain of plans that stand where no entry brought them."""
    for subject in strayed_plans():
        yield f"{subject} does not stand where its newest entry says"
    if found := unrecorded_plans():
        yield f"{found} plans have no record: only `flask demo scale` makes such, for load tests"


def counters() -> Iterator[str]:
    """Complain of counters that do not say where plans stand."""
    for one in miscounts():
        yield f"{said(one)}; flask recount sets it right"


def key_files() -> Iterator[str]:
    """Complain of keys that others may read."""
    for path in sorted((settings().folder / "keys").glob("*")):
        if not _is_private(path):
            yield f"{path.name} has mode {stat.filemode(path.stat().st_mode)}, should be -rw-------"


def messages() -> Iterator[str]:
    """Complain of messages given up or owed for long."""
    status = outbox_status(now())
    if status["dead"]:
        yield f"{status['dead']} messages were given up: flask outbox status, flask outbox replay"
    if status["oldest_s"] > OLDEST.total_seconds():
        yield f"the oldest owed message waits for {status['oldest_s']} s: is the worker running?"


def papers() -> Iterator[str]:
    """Complain of papers given up, owed for long, or lost."""
    failed, oldest, digests = papers_status(now())
    if failed:
        yield f"{failed} papers could not be made: order them again"
    if oldest > OLDEST.total_seconds():
        yield f"the oldest ordered paper waits for {oldest} s: is the worker running?"
    for digest in digests:
        if not blobs().has(digest):
            yield f"the file {digest} of a paper is lost: order the paper again"


def files() -> Iterator[str]:
    """Complain of files of plans that are gone or damaged."""
    for plan_id, digest in kept_files():
        if not blobs().has(digest):
            yield f"a file of plan {plan_id} is lost: bring {digest} again, or from a backup"


def doorbell() -> Iterator[str]:
    """Complain when Valkey does not answer."""
    try:
        valkey(settings().redis).ping()
    except redis.RedisError as error:
        yield str(error)


def search() -> Iterator[str]:
    """Complain of a database that cannot search Thai."""
    if db.engine.dialect.name == "postgresql":
        kind = db.session.execute(
            sa.text("SELECT datctype FROM pg_database WHERE datname = current_database()")
        ).scalar_one()
        if kind in ("C", "POSIX"):
            yield f"LC_CTYPE is {kind}: trigram search finds no Thai; use C.UTF-8"


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "the database has every migration": migrated,
    "the database keeps what it acknowledges": pragmas,
    "what must stand for ever cannot be changed": triggers,
    "the record is unbroken": chains,
    "plans stand where the record says": plans,
    "plans are counted where they stand": counters,
    "keys are readable by their owner alone": key_files,
    "messages go out": messages,
    "papers are made and kept": papers,
    "files of plans are kept": files,
    "Valkey answers (without it messages are only late)": doorbell,
    "Thai text can be searched": search,
}


def _is_private(path: Path) -> bool:
    return stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
