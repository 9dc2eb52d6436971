"""Jobs run inside one app context, as in a worker. Valkey is the real one, on a socket."""

import contextlib
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import redis
from flask import Flask
from rq import Queue

from config import Settings
from workflow.extensions import valkey
from workflow.jobs.queue import message_queue
from workflow.runner.programs import valkey_command


@pytest.fixture(autouse=True)
def inside(app: Flask) -> Iterator[None]:
    """An app context around the test; no client calls are made here."""
    with app.app_context():
        yield


@pytest.fixture
def mail(app: Flask, tmp_path: Path) -> Path:
    """The folder that mail goes to."""
    return tmp_path / "mail"


@pytest.fixture(scope="session")
def valkey_address() -> Iterator[str]:
    """Address of a Valkey of these tests' own."""
    with tempfile.TemporaryDirectory(prefix="sanoe-") as folder:
        settings = Settings(data_dir=folder)
        server = subprocess.Popen(valkey_command(settings), stdout=subprocess.DEVNULL)
        until = time.monotonic() + 10
        while not settings.socket.exists() and time.monotonic() < until:
            time.sleep(0.02)
        yield settings.redis
        server.kill()
        server.wait()


@pytest.fixture
def queue(app: Flask, valkey_address: str) -> Iterator[Queue]:
    """The empty queue of messages; the app's own clients find the same Valkey."""
    app.extensions["settings"] = replace(app.extensions["settings"], redis_url=valkey_address)
    with contextlib.closing(valkey(valkey_address)) as client:
        client.flushall()
        yield message_queue(client)


@pytest.fixture
def client(queue: Queue) -> "redis.Redis":
    """A client of that Valkey."""
    found: redis.Redis = queue.connection
    return found
