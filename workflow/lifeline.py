"""A process of ours dies with the process that started it.

Without this a killed parent leaves children behind that keep the port and answer with old code
(seen with granian's workers). Linux only; elsewhere `runner` sweeps by pid file at the next start.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def die_with_parent(expected: int | None = None) -> None:
    """Ask the kernel to SIGKILL this process when its parent ends.

    expected: pid of the parent that must still live; if it is gone already, exit at once, since
    the request only covers deaths that come after it.
    """
    if sys.platform != "linux":
        return
    parent = os.getppid() if expected is None else expected
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def main(words: list[str]) -> None:
    """Tie this process to a parent, write its pid file, and become the command.

    words: pid of the parent, path of the pid file, then the command.
    """
    die_with_parent(int(words[0]))
    write_pid_file(words[1])
    os.execvp(words[2], words[2:])  # noqa: S606 - our own command, no shell


def write_pid_file(path: str) -> None:
    """Note this process's pid and start, so that a later start can tell it from a stranger."""
    with open(path, "w") as file:
        file.write(f"{os.getpid()} {started(os.getpid())}")


def started(pid: int) -> str:
    """When a process started, in the kernel's ticks; empty when there is none such."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[19]
    except OSError:
        return ""


if __name__ == "__main__":
    main(sys.argv[1:])
