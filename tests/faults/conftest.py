"""Running products, one for each database and test process: starting one takes seconds."""

import contextlib
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.channels.post import Post, serving
from tests.databases import Databases, running
from tests.faults.campaign import Campaign, settle_all
from tests.faults.processes import Product, running_product, wait_until
from tests.faults.racing import Racers
from workflow.extensions import db, ledger_keys
from workflow.facts.counted import miscounts
from workflow.ledger.verify import verify
from workflow.queries.chains import chained, strayed_plans

Started = Callable[[str], Campaign]


@pytest.fixture(scope="session")
def started(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    """Gives the product on a database, with what it sends to; started when first asked for."""
    found: dict[str, Campaign] = {}
    with contextlib.ExitStack() as stack:

        def get(backend: str) -> Campaign:
            if backend not in found:
                folder = tmp_path_factory.mktemp("product")
                post = Post()
                place = stack.enter_context(serving(post))
                settings = stack.enter_context(databases.copy("demo", backend, folder))
                app = stack.enter_context(running(settings))
                settle_all(app)
                made = running_product(settings, MAIL_URL=f"smtp://{place}")
                product = stack.enter_context(made)
                app.extensions["settings"] = product.as_it_runs()
                found[backend] = Campaign(app, product, post)
            return found[backend]

        yield get


@pytest.fixture
def product(started: Started) -> Product:
    """The product on SQLite, whole: started again where a test has ended it."""
    found = started("sqlite").product
    found.be_whole()
    return found


@pytest.fixture
def campaign(started: Started, backend: str) -> Campaign:
    """The product and its post, with nothing owed and nothing sent yet."""
    found = started(backend)
    found.product.be_whole()
    wait_until(found.is_drained, 60, found.said)
    found.begin()
    return found


@pytest.fixture(scope="module")
def runners() -> Iterator[Racers]:
    """Eight people in two processes; starting them takes a second or two."""
    with Racers() as found:
        yield found


@pytest.fixture
def racers(app: Flask, runners: Racers) -> Iterator[Racers]:
    """They, for the test's own database, with an app context around the test; afterwards plans
    are counted where they stand, and every chain holds."""
    with app.app_context():
        yield runners
        db.session.rollback()
        assert (miscounts(), strayed_plans()) == ([], [])
        assert list(verify(ledger_keys().chain, chained(), {})) == []
