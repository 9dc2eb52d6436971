"""Messages out of a full queue: the queue alone, and with claiming and settling in the database."""

import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from bench.report import Part, Rate
from bench.worlds import BACKENDS, world
from config import Settings
from tests.databases import Databases
from workflow.access import now
from workflow.extensions import db, settings, valkey, writing
from workflow.jobs import queue as queues
from workflow.jobs.send import send_messages
from workflow.jobs.work import made_worker, prepare
from workflow.models import Outbox
from workflow.runner.programs import valkey_command

_ALONE, _OWED = 20_000, 500


def measure(databases: Databases) -> Part:
    """The queue alone, then with each database; mail goes to a folder."""
    rows = [_alone(databases), *(_with_sql(databases, backend) for backend in BACKENDS)]
    reading = (
        "A job takes a hundred messages. Alone: they are pushed, and a worker"
        " of ours,\na process for each job, takes them and sends nothing. With SQL: each is"
        " claimed, written to a folder as mail,\nand settled by a commit of its own."
    )
    return Part("Messages out of a full queue", reading, rows)


def _alone(databases: Databases) -> Rate:
    with world(databases, "sqlite") as app, tempfile.TemporaryDirectory(prefix="sanoe-") as folder:
        own = Settings(data_dir=folder)
        server = subprocess.Popen(valkey_command(own), stdout=subprocess.DEVNULL)
        try:
            while not own.socket.exists():
                time.sleep(0.02)
            return Rate("the queue alone", _ALONE / _drained(app, own.redis), 2_000)
        finally:
            server.kill()
            server.wait()


def _drained(app: Flask, address: str) -> float:
    """Seconds until a full queue of messages that need no sending is empty."""
    app.extensions["settings"] = replace(app.extensions["settings"], redis_url=address)
    client = valkey(address)
    sending = queues._OURS[queues.SEND]
    queues._OURS[queues.SEND] = _nothing
    try:
        with app.app_context():
            prepare()
            ids = range(_ALONE)
            hundreds = [list(ids[n : n + queues.BATCH]) for n in range(0, _ALONE, queues.BATCH)]
            began = time.perf_counter()
            queues.push(queues.message_queue(client), hundreds)
            made_worker(client).work(burst=True, logging_level="WARNING")
            return time.perf_counter() - began
    finally:
        queues._OURS[queues.SEND] = sending


def _nothing(ids: Any) -> None:
    """Send nothing."""


def _with_sql(databases: Databases, backend: str) -> Rate:
    with world(databases, backend) as app, app.app_context():
        ids = _owed()
        prepare()
        began = time.perf_counter()
        for n in range(0, len(ids), queues.BATCH):
            send_messages(ids[n : n + queues.BATCH])
        taken = time.perf_counter() - began
        _check(ids)
    name = {"sqlite": "SQLite, synchronous FULL", "postgresql": "PostgreSQL"}[backend]
    return Rate(name, len(ids) / taken, 500)


def _owed() -> list[int]:
    """Many messages like the newest one."""
    columns = list(Outbox.__table__.columns)
    like = db.session.execute(sa.select(*columns).order_by(Outbox.id.desc()).limit(1)).one()
    plain = {**like._mapping, "state": "owed", "attempts": 0, "next_at": now()}
    first = like.id + 1
    rows = [{**plain, "id": first + n, "dedupe_key": f"bench-{n}"} for n in range(_OWED)]
    writing()
    db.session.execute(sa.insert(Outbox), rows)
    db.session.commit()
    return [row["id"] for row in rows]


def _check(ids: list[int]) -> None:
    """Every one went: a rate of messages that failed would be worth nothing."""
    query = sa.select(sa.func.count()).where(Outbox.id.in_(ids), Outbox.state == "sent")
    sent = db.session.execute(query).scalar_one()
    files = len(list(Path(settings().mail.removeprefix("file://")).glob("*.eml")))
    if (sent, files) != (len(ids), len(ids)):
        raise RuntimeError(f"{sent} of {len(ids)} messages were sent, {files} written")
