"""Files by digest: whole or not there, kept once, damage noticed."""

import hashlib
import os
import stat
from pathlib import Path

import pytest

from workflow.blobs import Blobs, Lost

BYTES = "แผน".encode()
DIGEST = hashlib.sha256(BYTES).hexdigest()


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    """An empty folder of files."""
    return Blobs(tmp_path / "blobs")


def files(blobs: Blobs) -> list[Path]:
    """Every file there is, half-written ones too."""
    return [path for path in blobs.folder.rglob("*") if path.is_file()]


def test_what_is_put_comes_back(blobs: Blobs) -> None:
    assert blobs.put(BYTES) == DIGEST
    assert blobs.get(DIGEST) == BYTES


def test_the_same_bytes_are_kept_once_and_nothing_is_left_over(blobs: Blobs) -> None:
    blobs.put(BYTES)
    blobs.put(BYTES)
    assert [path.name for path in files(blobs)] == [DIGEST]


def test_only_their_owner_reads_them(blobs: Blobs) -> None:
    blobs.put(BYTES)
    modes = {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in blobs.folder.rglob("*")}
    assert modes == {0}


@pytest.mark.parametrize("digest", ["0" * 64, "", "../../etc", DIGEST.upper(), DIGEST + "\n"])
def test_what_was_never_put_is_lost(blobs: Blobs, digest: str) -> None:
    assert not blobs.has(digest)
    with pytest.raises(Lost):
        blobs.get(digest)


def test_a_changed_file_is_lost_until_it_is_put_again(blobs: Blobs) -> None:
    blobs.put(BYTES)
    files(blobs)[0].write_bytes(b"another")
    assert not blobs.has(DIGEST)
    blobs.put(BYTES)
    assert blobs.get(DIGEST) == BYTES


def test_who_dies_while_writing_leaves_no_file_of_that_digest(
    blobs: Blobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "replace", dies)
    with pytest.raises(OSError, match="no space"):
        blobs.put(BYTES)
    assert not blobs.has(DIGEST)
    assert files(blobs) == []


def test_what_a_killed_process_left_is_swept_after_an_hour(blobs: Blobs) -> None:
    blobs.put(BYTES)
    old, young = blobs.folder / "new/old", blobs.folder / "new/young"
    for path, age in ((old, 3700), (young, 10)):
        path.write_bytes(b"half")
        at = path.stat().st_mtime - age
        os.utime(path, (at, at))
    blobs.put(b"another")
    assert not old.exists()
    assert young.exists()


def test_what_was_put_long_ago_is_forgotten(blobs: Blobs) -> None:
    blobs.put(BYTES)
    blobs.forget(3600)
    assert blobs.has(DIGEST)
    blobs.forget(-1)
    assert files(blobs) == []
