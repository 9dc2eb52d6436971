"""`flask worker` and `flask relay` by themselves, as a site runs them under its own supervisor."""

import contextlib
import datetime as dt
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis
from flask import Flask
from rq import Queue

from config import ROOT
from tests.jobs.owing import change, ids, numbers
from workflow.extensions import settings
from workflow.jobs.work import await_valkey

LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)

Start = Callable[[str], "subprocess.Popen[bytes]"]


@pytest.fixture
def start(app: Flask, queue: Queue) -> Iterator[Start]:
    """Starts a command of ours on this test's database and Valkey; it is gone afterwards."""
    told = {
        "DATA_DIR": settings().data_dir,
        "DATABASE_URL": settings().database_url,
        "REDIS_URL": settings().redis_url,
        "SECRET_KEY": settings().secret_key,
    }
    with contextlib.ExitStack() as stack:

        def run(name: str) -> "subprocess.Popen[bytes]":
            words = [sys.executable, "-m", "flask", "--app", "wsgi", name]
            process = subprocess.Popen(
                words, cwd=ROOT, env={**os.environ, **told}, preexec_fn=_as_in_the_background
            )
            stack.callback(process.wait)
            stack.callback(process.kill)
            return process

        yield run


def _as_in_the_background() -> None:
    """Ignore Ctrl-C, as a shell has it for what it starts in the background."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def wait_until(is_so: Callable[[], object]) -> None:
    """Wait for something to become so, half a minute at most."""
    until = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.05)


def notes(name: str) -> list[Path]:
    """Pid files of a command that runs alone."""
    return list((settings().folder / "run").glob(f"{name}-*.pid"))


def test_worker_and_relay_bring_messages_out(start: Start, mail: Path) -> None:
    for message_id in ids():
        change(message_id, next_at=LONG_AGO)
    start("worker")
    start("relay")
    wait_until(lambda: len(numbers(mail)) == len(ids()))
    assert sorted(numbers(mail)) == ids()


@pytest.mark.parametrize("name", ["worker", "relay"])
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_who_is_told_to_end_ends_well(start: Start, name: str, how: signal.Signals) -> None:
    process = start(name)
    wait_until(lambda: notes(name))
    process.send_signal(how)
    assert process.wait(10) == 0
    assert notes(name) == []


def test_a_worker_waits_for_valkey(monkeypatch: pytest.MonkeyPatch, client: "redis.Redis") -> None:
    faults = [redis.ConnectionError("loading"), redis.TimeoutError("slow")]
    waited: list[float] = []

    def ping() -> bool:
        if faults:
            raise faults.pop()
        return True

    monkeypatch.setattr(client, "ping", ping)
    monkeypatch.setattr("time.sleep", waited.append)
    await_valkey(client)
    assert waited == [0.5, 0.5]
