"""Fixtures that every test may use. None holds an app context around client calls: locale and
person would stick."""

import datetime as dt
import gc
import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.databases import Databases
from tests.order import in_turns
from tests.page import Visitor
from tests.stage import turn
from tests.tracing import import_product, is_followed, untraced

TODAY = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)
"""The demo's present day: ten o'clock in Bangkok."""

SignInAs = Callable[[str], Visitor]


def pytest_configure() -> None:
    """Collect no garbage while tests are found: what is made then stays."""
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each test process its row, beginning with what takes long."""
    items[:] = in_turns(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def pytest_collection_finish() -> None:
    """Load all of the product; look for garbage in what tests make, not again and again in all that
    was loaded."""
    import_product()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    gc.enable()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run tests marked `both` on each database."""
    if "backend" in metafunc.fixturenames:
        both = metafunc.definition.get_closest_marker("both")
        metafunc.parametrize("backend", ["sqlite", "postgresql"] if both else ["sqlite"])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Let coverage follow the tests that count."""
    if is_followed(item):
        return (yield)
    with untraced():
        return (yield)


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Prepared databases, made once for all test processes of one run, or kept in TEST_WORLDS."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    kept = os.environ.get("TEST_WORLDS")
    found = Databases(Path(kept) if kept else shared / "databases")
    yield found
    found.close()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Time stands at the demo's present day and moves only when told."""
    with time_machine.travel(TODAY, tick=False) as traveller:
        yield traveller


@pytest.fixture(scope="session")
def turn_at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the database lies on which this process tests."""
    return tmp_path_factory.mktemp("turns")


@pytest.fixture
def app(
    databases: Databases,
    backend: str,
    tmp_path: Path,
    turn_at: Path,
    clock: time_machine.Traveller,
) -> Iterator[Flask]:
    """The product with the demo world, on a database of its own."""
    with databases.copy("demo", backend, tmp_path, turn_at) as settings, turn(settings) as product:
        yield product


@pytest.fixture
def empty_app(databases: Databases, backend: str, tmp_path: Path, turn_at: Path) -> Iterator[Flask]:
    """The product with nothing but reference data."""
    with databases.copy("empty", backend, tmp_path, turn_at) as settings, turn(settings) as product:
        yield product


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return app.test_client()


@pytest.fixture
def sign_in_as(app: Flask) -> SignInAs:
    """Sign in as a person of the demo, by user name; returns how they visit pages."""
    return lambda username: Visitor(app.test_client()).signed_in(username)
