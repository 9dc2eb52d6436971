"""The real product, started as people start it, so that its processes can be killed. Linux only."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from config import ROOT, Settings
from tests.channels.post import free_port

FULL = os.environ.get("FAULTS") == "full"
"""Whether the long forms are asked for."""
_LISTENS = "0A"
_OURS = ("DATA_DIR", "DATABASE_URL", "SECRET_KEY", "PORT", "MAIL_URL", "WORKERS")


class Product:
    """`flask up` in a folder and on a port of its own, in a process group of its own."""

    def __init__(self, settings: Settings, **environment: str):
        self.settings = settings
        self.port = free_port()
        self.run = settings.folder / "run"
        self.log = settings.folder / "log"
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in _OURS},
            "DATA_DIR": str(settings.folder),
            "DATABASE_URL": settings.database_url,
            "SECRET_KEY": settings.secret_key,
            "PASSWORD_MEMORY_KIB": "8",
            "PASSWORD_ROUNDS": "1",
            "PORT": str(self.port),
            **environment,
        }
        self.up: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until everything is there."""
        self.begin()
        wait_until(self.is_whole, 60, self.said)

    def be_whole(self) -> None:
        """Have it running with everything; start it when it does not run."""
        if self.up is None or self.up.poll() is not None:
            self.begin()
        wait_until(self.is_whole, 60, self.said)

    def begin(self) -> None:
        """Start it."""
        if self.up is not None:
            self.up.wait(30)
        with self.log.open("ab") as log:
            self.up = subprocess.Popen(
                self.command("up"),
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def command(self, *words: str) -> list[str]:
        """A command of ours."""
        return [sys.executable, "-m", "flask", "--app", "wsgi", *words]

    def flask(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run a command beside the product, to its end."""
        return subprocess.run(
            self.command(*words),
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def as_it_runs(self) -> Settings:
        """The settings it runs with, as far as they differ from those it was made of."""
        return replace(self.settings, redis_url="", port=self.port)

    def said(self) -> str:
        """The end of what it printed."""
        return self.log.read_text(errors="replace")[-3000:]

    def pid(self, name: str) -> int:
        """Pid of a program, by its pid file; 0 when it does not live."""
        with contextlib.suppress(OSError, ValueError, IndexError):
            pid = int((self.run / f"{name}-0.pid").read_text().split()[0])
            return pid if is_alive(pid) else 0
        return 0

    @property
    def supervisor(self) -> int:
        """Pid of the supervisor."""
        assert self.up is not None
        return self.up.pid

    def kill(self, name: str) -> int:
        """SIGKILL a program; return its pid, 0 when there was none to kill."""
        pid = self.pid(name)
        if pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return pid

    def processes(self) -> list[int]:
        """Every living process of this product, whoever is its parent by now."""
        mark = f"DATA_DIR={self.settings.folder}".encode()
        return [pid for pid in all_pids() if mark in environment_of(pid) and is_alive(pid)]

    def listeners(self) -> set[int]:
        """Processes that listen on the port."""
        wanted = listening(self.port)
        return {pid for pid in all_pids() if wanted & sockets_of(pid)}

    def is_whole(self) -> bool:
        """Whether every program lives and the web answers."""
        names = ("valkey", "web", "worker", "relay")
        return all(self.pid(name) for name in names) and self.answers("/readyz")

    def answers(self, path: str = "/healthz") -> bool:
        """Whether the web answers a question."""
        with contextlib.suppress(OSError):
            address = f"http://127.0.0.1:{self.port}{path}"
            with urllib.request.urlopen(address, timeout=5) as answer:
                return bool(answer.status == 200)
        return False

    def interrupt(self) -> None:
        """Press Ctrl-C, and wait for the end."""
        assert self.up is not None
        os.killpg(self.up.pid, signal.SIGINT)
        self.up.wait(30)

    def kill_supervisor(self) -> None:
        """SIGKILL the supervisor."""
        assert self.up is not None
        self.up.kill()
        self.up.wait(30)

    def end(self) -> None:
        """Leave nothing behind, however the test ended."""
        if self.up is not None and self.up.poll() is None:
            self.up.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.up.wait(20)
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if self.up is not None:
            self.up.wait()


@contextlib.contextmanager
def running_product(settings: Settings, **environment: str) -> Iterator[Product]:
    """A started product; it is gone afterwards."""
    product = Product(settings, **environment)
    try:
        product.start()
        yield product
    finally:
        product.end()


def wait_until(is_so: Callable[[], object], seconds: float, said: Callable[[], str] = str) -> float:
    """Wait for something to become so; return how long it took. Fails after so many seconds."""
    began = time.monotonic()
    while not is_so():
        took = time.monotonic() - began
        assert took < seconds, f"not so after {took:.0f} s: {is_so}\n{said()}"
        time.sleep(0.05)
    return time.monotonic() - began


def all_pids() -> list[int]:
    """Every process of the machine."""
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def environment_of(pid: int) -> list[bytes]:
    """The environment a process was started with; empty when it is not ours to read."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    return []


def is_alive(pid: int) -> bool:
    """Whether a process lives: not gone, and no zombie."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def children_of(pid: int) -> list[int]:
    """Living children of a process."""
    with contextlib.suppress(OSError):
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return [child for child in map(int, text.split()) if is_alive(child)]
    return []


def listening(port: int) -> set[str]:
    """Sockets that listen on a port, as /proc names them."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    wanted = f":{port:04X}"
    return {f"socket:[{r[9]}]" for r in rows if r[1].endswith(wanted) and r[3] == _LISTENS}


def sockets_of(pid: int) -> set[str]:
    """Sockets a process holds, as /proc names them."""
    found = set()
    with contextlib.suppress(OSError):
        for link in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                found.add(os.readlink(link))
    return found
