"""What a start does before anything runs: the database up to date, keys, the demo world once."""

import os
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests.cli.conftest import Run, runner_of
from tests.databases import Databases, running, settings
from tests.services.acting import count
from workflow.cli.up import prepare
from workflow.models import Entry, Plan
from workflow.queries.demo import PASSWORD
from workflow.queries.people import any_person
from workflow.runner import lock

SAMPLES = 6
EVERY_PLAN = 67
"""The samples and the generated plans."""


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Flask]:
    """The product before its first start: not even its folder is there."""
    with running(settings(tmp_path / "var")) as app, app.app_context():
        yield app


@pytest.mark.untraced  # it loads the demo
def test_a_first_start_makes_everything(first: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    prepare(seed=None)
    folder = first.extensions["settings"].folder
    assert count(Plan) == SAMPLES
    assert folder.stat().st_mode & 0o777 == 0o700
    assert sorted(path.name for path in (folder / "keys").iterdir()) != []
    assert capsys.readouterr().out == "the demo world is loaded\n"


def test_the_next_start_leaves_everything_as_it_was(
    app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = app.extensions["settings"].folder / "keys"
    with app.app_context():
        before = count(Entry), [path.read_bytes() for path in sorted(keys.iterdir())]
        prepare()
        assert (count(Entry), [path.read_bytes() for path in sorted(keys.iterdir())]) == before
    assert capsys.readouterr().out == ""


@pytest.mark.untraced  # it loads the demo twice
def test_a_start_after_one_that_was_cut_short_begins_anew(
    databases: Databases, tmp_path: Path
) -> None:
    """`full` is made so."""
    with (
        databases.copy("full", "sqlite", tmp_path) as left,
        running(left) as app,
        app.app_context(),
    ):
        assert count(Plan) == EVERY_PLAN
    assert not (databases.folder / "full-sqlite" / "demo-loading").exists()


def test_production_begins_with_nobody(tmp_path: Path) -> None:
    chosen = replace(settings(tmp_path), app_env="production")
    with running(chosen) as app, app.app_context():
        prepare()
        assert not any_person()


def test_a_second_start_is_told_who_has_the_folder(app: Flask, run: Run) -> None:
    held = lock.take(app.extensions["settings"].folder / "run")
    result = run("up")
    os.close(held)
    assert result.exit_code == 2
    assert f"already running, pid {os.getpid()}" in result.output


def test_a_start_greets_and_says_why_it_cannot_go_on(app: Flask, run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        app.extensions["settings"] = replace(app.extensions["settings"], port=port)
        result = run("up")
    assert result.exit_code == 2
    assert f"Everyone in the demo has the password {PASSWORD}" in result.output
    assert f"port {port} is taken: end who uses it, or give PORT" in result.output


def test_production_greets_with_its_address_alone(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        chosen = replace(settings(tmp_path), app_env="production", port=server.getsockname()[1])
        with running(chosen) as app:
            result = runner_of(app)("up")
    assert f"Sanoe is at {chosen.address}" in result.output
    assert PASSWORD not in result.output
