"""The first start's demo world: whole or not at all."""

import dataclasses
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from tests.databases import running, settings
from workflow.demo.load import NotLoaded
from workflow.demo.once import clear_half_loaded, load_once
from workflow.queries.people import any_person


@pytest.fixture
def chosen(tmp_path: Path) -> Settings:
    return dataclasses.replace(settings(tmp_path), database_url="")


def test_a_load_that_was_cut_short_is_begun_anew(chosen: Settings) -> None:
    database = Path(chosen.database.removeprefix("sqlite:///"))
    database.touch()
    (chosen.folder / "demo-loading").touch()
    with running(chosen) as app, app.app_context():
        clear_half_loaded()
    assert sorted(path.name for path in chosen.folder.glob("*") if path.is_file()) == []


def test_without_the_marker_nothing_is_removed(chosen: Settings) -> None:
    database = Path(chosen.database.removeprefix("sqlite:///"))
    database.touch()
    with running(chosen) as app, app.app_context():
        clear_half_loaded()
    assert database.exists()


def test_another_database_is_never_cleared(chosen: Settings) -> None:
    (chosen.folder / "demo-loading").touch()
    elsewhere = dataclasses.replace(chosen, database_url=f"sqlite:///{chosen.folder}/other.sqlite3")
    with running(elsewhere) as app, app.app_context(), pytest.raises(NotLoaded):
        clear_half_loaded()


def test_an_empty_database_is_loaded_once_and_leaves_no_marker(empty_app: Flask) -> None:
    with empty_app.app_context():
        assert load_once(seed=None)
        assert not load_once(seed=None)
        assert any_person()
    assert not (empty_app.extensions["settings"].folder / "demo-loading").exists()
