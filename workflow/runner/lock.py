"""One product at a time in a DATA_DIR, and nothing left over from the last one."""

import contextlib
import fcntl
import os
import signal
from collections.abc import Iterator
from pathlib import Path

from workflow.lifeline import started, write_pid_file


class AlreadyRunning(RuntimeError):
    """Another `flask up` holds the folder."""


def take(folder: Path) -> int:
    """Lock a run folder until this process ends; return the lock. Raises AlreadyRunning.

    The lock is on an open file, so it is kept through exec and freed by any end, kill -9 too.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        pid = os.read(lock, 20).decode() or "?"
        os.close(lock)
        raise AlreadyRunning(f"already running, pid {pid}") from None
    os.ftruncate(lock, 0)
    os.write(lock, str(os.getpid()).encode())
    os.set_inheritable(lock, True)
    return lock


def sweep(folder: Path) -> list[int]:
    """End what an earlier start left behind, by its pid files; return the pids ended."""
    ended = []
    for path in sorted(folder.glob("*.pid")):
        pid, _, start = path.read_text().partition(" ")
        if pid.isdigit() and start and started(int(pid)) == start:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
            ended.append(int(pid))
        path.unlink(missing_ok=True)
    return ended


@contextlib.contextmanager
def noted(folder: Path, name: str) -> Iterator[None]:
    """Keep a pid file of this process while it runs, unless whoever started it made one."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if _is_noted(folder):
        yield
        return
    path = folder / f"{name}-{os.getpid()}.pid"
    try:
        write_pid_file(str(path))
        yield
    finally:
        path.unlink(missing_ok=True)


def _is_noted(folder: Path) -> bool:
    """Whether a pid file already names this process. Others come and go meanwhile."""
    for path in folder.glob("*.pid"):
        with contextlib.suppress(OSError):
            if path.read_text().split()[:1] == [str(os.getpid())]:
                return True
    return False
