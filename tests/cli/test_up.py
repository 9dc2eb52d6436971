"""What a start does before anything runs: the database up to date, keys, the demo world once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.databases import running, settings
from tests.services.acting import count
from workflow.cli.up import prepare
from workflow.models import Entry, Plan

pytestmark = pytest.mark.untraced
"""It loads the demo, again and again."""
EVERY_PLAN = 67
"""The samples and the generated plans."""


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Flask]:
    """The product before its first start: not even its folder is there."""
    with running(settings(tmp_path / "var")) as app, app.app_context():
        yield app


def test_a_first_start_makes_everything(first: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    prepare()
    folder = first.extensions["settings"].folder
    assert count(Plan) == EVERY_PLAN
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


def test_a_start_after_one_that_was_cut_short_begins_anew(first: Flask) -> None:
    folder = first.extensions["settings"].folder
    folder.mkdir()
    (folder / "demo-loading").touch()
    (folder / "sanoe.sqlite3").write_bytes(b"half a database")
    prepare()
    assert count(Plan) == EVERY_PLAN
    assert not (folder / "demo-loading").exists()


def test_production_begins_with_nobody(tmp_path: Path) -> None: ...
