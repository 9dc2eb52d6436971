"""One product at a time in a folder, and nothing left over from the last one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from workflow.lifeline import started
from workflow.runner import lock


@pytest.fixture
def sleeper() -> Iterator["subprocess.Popen[bytes]"]:
    """A process that does nothing for long."""
    process = subprocess.Popen(["sleep", "60"])
    yield process
    process.kill()
    process.wait()


def test_the_first_has_the_folder(tmp_path: Path) -> None:
    held = lock.take(tmp_path / "run")
    assert (tmp_path / "run" / "lock").read_text() == str(os.getpid())
    os.close(held)


def test_the_second_is_told_who_has_it(tmp_path: Path) -> None:
    held = lock.take(tmp_path)
    with pytest.raises(lock.AlreadyRunning, match=f"already running, pid {os.getpid()}$"):
        lock.take(tmp_path)
    os.close(held)


def test_who_ends_leaves_the_folder_free(tmp_path: Path) -> None:
    os.close(lock.take(tmp_path))
    os.close(lock.take(tmp_path))


def test_the_lock_is_kept_when_the_process_becomes_another_program(tmp_path: Path) -> None:
    held = lock.take(tmp_path)
    assert os.get_inheritable(held)
    os.close(held)


def test_what_an_earlier_start_left_is_ended(
    tmp_path: Path, sleeper: "subprocess.Popen[bytes]"
) -> None:
    (tmp_path / "web-0.pid").write_text(f"{sleeper.pid} {started(sleeper.pid)}")
    assert lock.sweep(tmp_path) == [sleeper.pid]
    assert sleeper.wait(5) < 0
    assert list(tmp_path.glob("*.pid")) == []


@pytest.mark.parametrize("start", ["1", ""])
def test_a_stranger_with_an_old_number_is_let_alone(
    tmp_path: Path, sleeper: "subprocess.Popen[bytes]", start: str
) -> None:
    (tmp_path / "web-0.pid").write_text(f"{sleeper.pid} {start}")
    assert lock.sweep(tmp_path) == []
    assert sleeper.poll() is None


@pytest.mark.parametrize("text", ["", "nonsense", "99999999 5"])
def test_a_pid_file_of_nobody_is_tidied_away(tmp_path: Path, text: str) -> None:
    (tmp_path / "web-0.pid").write_text(text)
    assert lock.sweep(tmp_path) == []
    assert list(tmp_path.glob("*.pid")) == []


def test_a_process_alone_notes_its_number_while_it_runs(tmp_path: Path) -> None:
    with lock.noted(tmp_path, "relay"):
        (path,) = tmp_path.glob("relay-*.pid")
        assert path.read_text() == f"{os.getpid()} {started(os.getpid())}"
    assert list(tmp_path.glob("*.pid")) == []


def test_a_process_that_the_supervisor_noted_needs_no_second_note(tmp_path: Path) -> None:
    (tmp_path / "relay-0.pid").write_text(f"{os.getpid()} {started(os.getpid())}")
    with lock.noted(tmp_path, "relay"):
        assert len(list(tmp_path.glob("*.pid"))) == 1
    assert (tmp_path / "relay-0.pid").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's promise is Linux's")
def test_a_child_dies_with_its_parent(tmp_path: Path) -> None:
    code = (
        "import os, time; from workflow.lifeline import die_with_parent as tie\n"
        "child = os.fork()\n"
        "if child == 0: tie(); print(os.getpid(), flush=True); time.sleep(60)\n"
        "os.waitpid(child, 0)"
    )
    words = [sys.executable, "-c", code]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert int(parent.stdout.readline()) > 0
        parent.kill()
        parent.wait()
        assert parent.stdout.read() == "", "the child still holds its end of the pipe"
