"""Files kept by their digest: bytes in, SHA-256 out. A file is whole or not there, also after a
power cut, and the same bytes are kept once."""

import contextlib
import hashlib
import os
import re
import tempfile
import time
from pathlib import Path

_DIGEST = re.compile("[0-9a-f]{64}", re.ASCII)
_LEFT_BEHIND_S = 3600
"""Age from which a half-written file is what a killed process left."""


class Lost(Exception):
    """No whole file of this digest is kept here."""


class Blobs:
    """A folder of files, each named by the SHA-256 of its bytes."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._new = folder / "new"

    def put(self, content: bytes) -> str:
        """Keep bytes; return their digest. When this returns, a power cut loses nothing."""
        digest = hashlib.sha256(content).hexdigest()
        path = self._path(digest)
        if not self.has(digest):
            _make(self._new)
            _make(path.parent)
            self._sweep()
            self._write(path, content)
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes of a digest. Raises Lost when they are gone, or not what they were."""
        try:
            content = self._path(digest).read_bytes()
        except OSError as error:
            raise Lost(digest) from error
        if hashlib.sha256(content).hexdigest() != digest:
            raise Lost(digest)
        return content

    def has(self, digest: str) -> bool:
        """Whether the whole bytes of a digest are kept here."""
        with contextlib.suppress(Lost):
            self.get(digest)
            return True
        return False

    def forget(self, older_than_s: float) -> None:
        """Remove files that were kept longer than this many seconds ago."""
        for path in self.folder.glob("??/*"):
            with contextlib.suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > older_than_s:
                    path.unlink()

    def _path(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise Lost(digest)
        return self.folder / digest[:2] / digest

    def _write(self, path: Path, content: bytes) -> None:
        handle, name = tempfile.mkstemp(dir=self._new)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _sync(path.parent)

    def _sweep(self) -> None:
        """Remove what killed processes have left half-written."""
        for path in self._new.iterdir():
            with contextlib.suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > _LEFT_BEHIND_S:
                    path.unlink()


def _make(folder: Path) -> None:
    """Make a folder, mode 0700, so that it is there after a power cut too."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sync(folder.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
