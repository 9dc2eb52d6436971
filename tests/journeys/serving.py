"""The product as people meet it: its own web server in a process, on a copy of a world."""

import contextlib
import dataclasses
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from config import ROOT, Settings
from tests.databases import Databases, settings
from workflow.runner.programs import environment, web_command

OURS = "tests.journeys.served:app"
TOLD = "TEST_TURN"
"""Variable with the path of a file that names the folder whose turn it is."""
OVER = "/turn-is-over"
"""Answered between turns, when nothing of the last one is being answered any more."""
_PATIENCE_S = 90
_GIVEN = (
    *("data_dir", "database_url", "redis_url", "secret_key", "port", "web_workers"),
    *("password_memory_kib", "password_rounds"),
)


class Server:
    """A web server, and where the database lies that it serves. address: of its pages."""

    def __init__(self, place: Path, address: str):
        self.place, self.address = place, address

    @contextlib.contextmanager
    def serves(self, databases: Databases, world: str, folder: Path) -> Iterator[Settings]:
        """Serve a fresh copy of a world, with a folder for its files; gives its settings."""
        with databases.copy(world, "sqlite", folder, self.place) as chosen:
            _tell(self.place, chosen.data_dir)
            try:
                yield chosen
            finally:
                _tell(self.place, "")
                urllib.request.urlopen(f"{self.address}{OVER}", timeout=_PATIENCE_S).close()  # noqa: S310 - our own address


@contextlib.contextmanager
def web(place: Path) -> Iterator[Server]:
    """Start a web server for one world after another, in a folder for their database."""
    with serving(settings(place, f"sqlite:///{place}/sanoe.sqlite3"), workers=1) as address:
        yield Server(place, address)


@contextlib.contextmanager
def serving(chosen: Settings, workers: int) -> Iterator[str]:
    """Serve a database by what `flask web` runs, on a port of its own; gives the address."""
    _tell(chosen.folder, chosen.data_dir)
    served = dataclasses.replace(chosen, base_url="", web_workers=workers, port=_free_port())
    words = [OURS if word == "wsgi:app" else word for word in web_command(served)]
    log = chosen.folder / "web.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            words, cwd=ROOT, env=_environment(served), stdout=said, stderr=said
        )
    try:
        _wait(f"{served.address}/healthz", process, log)
        yield served.address
    finally:
        process.terminate()
        process.wait(timeout=_PATIENCE_S)


def _tell(place: Path, folder: str) -> None:
    """Tell a server whose turn it is, by the folder; its clock starts now. Empty: nobody's."""
    (place / "next").write_text(folder)
    (place / "next").rename(_told(place))


def _told(place: Path) -> Path:
    return place / "turn"


def _environment(served: Settings) -> dict[str, str]:
    """The settings as a start reads them, and where it is told whose turn it is."""
    given = {name.upper(): str(getattr(served, name)) for name in _GIVEN}
    return {**environment(), **given, TOLD: str(_told(served.folder))}


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
