"""The product as people meet it: its own web server in a process, on a copy of the demo world."""

import contextlib
import dataclasses
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from config import ROOT, Settings
from tests.conftest import TODAY
from tests.databases import Databases
from workflow.runner.programs import environment, web_command

AT_DEMO_TIME = Path(__file__).with_name("at_demo_time")
_PATIENCE_S = 90
_GIVEN = (
    *("data_dir", "database_url", "redis_url", "secret_key", "port", "web_workers"),
    *("password_memory_kib", "password_rounds"),
)


@contextlib.contextmanager
def serving(databases: Databases, folder: Path) -> Iterator[str]:
    """Serve a fresh demo world by what `flask web` runs; gives the address."""
    with (
        databases.copy("demo", "sqlite", folder) as chosen,
        web(dataclasses.replace(chosen, base_url="", web_workers=1)) as address,
    ):
        yield address


@contextlib.contextmanager
def web(chosen: Settings) -> Iterator[str]:
    """Serve a database at the demo's present, on a port of its own; gives the address."""
    served, log = dataclasses.replace(chosen, port=_free_port()), chosen.folder / "web.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            web_command(served), cwd=ROOT, env=_environment(served), stdout=said, stderr=said
        )
    try:
        _wait(f"{served.address}/healthz", process, log)
        yield served.address
    finally:
        process.terminate()
        process.wait(timeout=_PATIENCE_S)


def _environment(served: Settings) -> dict[str, str]:
    """The settings as a start reads them, at the demo's present."""
    given = {name.upper(): str(getattr(served, name)) for name in _GIVEN}
    path = os.pathsep.join([str(AT_DEMO_TIME), str(ROOT)])
    return {**environment(), **given, "PYTHONPATH": path, "TEST_NOW": TODAY.isoformat()}


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _wait(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 - our own address
            return
        time.sleep(0.1)
    raise RuntimeError(f"the web server did not start:\n{log.read_text(errors='replace')}")
