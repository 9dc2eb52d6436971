"""Databases to measure on: the demo world, on SQLite and on a PostgreSQL that keeps what it
acknowledges."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from tests.databases import Databases, running
from tests.run import find_postgresql, install, system_cluster, wheel_cluster

BACKENDS = ("sqlite", "postgresql")
_DURABLE = {"synchronous_commit": "on"}


@contextlib.contextmanager
def prepared() -> Iterator[Databases]:
    """A folder for databases, and a PostgreSQL of our own with the settings it comes with."""
    if not find_postgresql():
        install("postgresql")
    binaries = find_postgresql()
    cluster = system_cluster(binaries, _DURABLE) if binaries else wheel_cluster()
    with cluster as address, tempfile.TemporaryDirectory(prefix="sanoe-bench-") as folder:
        os.environ["TEST_DATABASE_URL"] = address
        yield Databases(Path(folder) / "made")


@contextlib.contextmanager
def world(databases: Databases, backend: str) -> Iterator[Flask]:
    """The product on a fresh copy of the demo world."""
    with (
        tempfile.TemporaryDirectory(prefix="sanoe-bench-") as folder,
        databases.copy("demo", backend, Path(folder)) as settings,
        running(settings) as app,
    ):
        yield app
