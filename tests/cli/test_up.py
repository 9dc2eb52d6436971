"""What a start does before anything runs: the database up to date, keys, the demo world once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests.databases import Databases, running, settings
from tests.services.acting import count
from workflow.cli.up import prepare
from workflow.models import Entry, Plan
from workflow.queries.people import any_person

pytestmark = pytest.mark.untraced
"""It loads the demo, again and again."""
SAMPLES = 6
EVERY_PLAN = 67
"""The samples and the generated plans."""


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Flask]:
    """The product before its first start: not even its folder is there."""
    with running(settings(tmp_path / "var")) as app, app.app_context():
        yield app


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
