"""A real browser, and the product in a process of its own."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.databases import Databases
from tests.journeys.browsing import Device, Tab
from tests.journeys.serving import Server, web

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SHOTS = Path(os.environ["SHOTS"]) if os.environ.get("SHOTS") else None
"""Where pictures go; without it none are taken."""
Visit = Callable[..., Tab]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    path = os.environ.get("TEST_BROWSER")
    if not path:
        raise RuntimeError("no browser: run `make test`, or set TEST_BROWSER")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The web server, started once."""
    with web(tmp_path_factory.mktemp("served")) as started:
        yield started


@pytest.fixture
def world(server: Server, databases: Databases, tmp_path: Path) -> Iterator[str]:
    """Address of a demo world of the test's own."""
    with server.serves(databases, "demo", tmp_path):
        yield server.address


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Open a tab on an address; at the end no tab may have complained."""
    tabs: list[Tab] = []

    def opened(address: str, username: str = "", **device: object) -> Tab:
        tabs.append(Tab(browser, address, Device(**device), SHOTS))  # type: ignore[arg-type]  # by name
        return tabs[-1].signed_in(username) if username else tabs[-1]

    yield opened
    for tab in tabs:
        tab.page.context.close()
    assert not [complaint for tab in tabs for complaint in tab.complaints]
