"""The product's processes: started once, back when killed, gone when ended, nothing left over."""

import contextlib
import os
import signal
import sqlite3
import sys
import time
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.faults.processes import Product, children_of, is_alive, wait_until

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, and needs PDEATHSIG"),
]
SOON = 20
"""Seconds in which everything must be back on a busy machine of two cores."""


def has_one_web(product: Product) -> bool:
    """Whether whoever listens belongs to the one web server of the present supervisor."""
    main = product.pid("web")
    return product.listeners() <= {main, *children_of(main)} and len(product.listeners()) > 0


def entries(product: Product) -> list[tuple[str, int]]:
    """Everything that the ledger holds."""
    with contextlib.closing(sqlite3.connect(product.settings.folder / "sanoe.sqlite3")) as db:
        return db.execute("SELECT subject, n FROM entry ORDER BY id").fetchall()


@pytest.mark.parametrize("name", ["valkey", "web", "worker", "relay"])
def test_a_killed_program_comes_back(product: Product, name: str) -> None:
    old = product.kill(name)
    assert old
    wait_until(lambda: product.pid(name) not in (0, old), SOON, product.said)
    wait_until(product.is_whole, SOON, product.said)
    wait_until(lambda: has_one_web(product), SOON, product.said)
    assert old not in product.processes()


def test_a_killed_web_worker_comes_back_under_the_same_server(product: Product) -> None:
    main = product.pid("web")
    victim = next(pid for pid in children_of(main) if pid in product.listeners())
    os.kill(victim, signal.SIGKILL)
    wait_until(lambda: not is_alive(victim), SOON, product.said)
    wait_until(lambda: len(product.listeners() & set(children_of(main))) >= 2, SOON, product.said)
    assert product.pid("web") == main
    assert all(product.answers() for _ in range(20))


def test_a_killed_web_server_leaves_no_worker_that_answers_with_old_code(product: Product) -> None:
    old = {product.pid("web"), *children_of(product.pid("web"))}
    product.kill("web")
    wait_until(lambda: product.pid("web") not in old | {0}, SOON, product.said)
    assert not old & set(product.processes())
    wait_until(product.is_whole, SOON, product.said)
    assert has_one_web(product)


def test_a_second_start_says_who_runs(product: Product) -> None:
    second = product.flask("up")
    assert second.returncode == 2
    assert f"already running, pid {product.supervisor}" in second.stderr
    assert product.is_whole()


def test_every_process_belongs_to_the_supervisor(product: Product) -> None:
    family, todo = {product.supervisor}, [product.supervisor]
    while todo:
        young = children_of(todo.pop())
        family.update(young)
        todo += young
    assert set(product.processes()) <= family


def test_ctrl_c_leaves_no_process(product: Product) -> None:
    product.interrupt()
    assert product.processes() == []
    assert product.listeners() == set()


def test_a_killed_supervisor_leaves_no_process(product: Product) -> None:
    product.kill_supervisor()
    wait_until(lambda: product.processes() == [], 5, product.said)
    # One that dies has lost its environment, by which it is found, before it lets go of the port.
    wait_until(lambda: product.listeners() == set(), 5, product.said)


def test_a_start_right_after_a_killed_supervisor_works(product: Product) -> None:
    old = set(product.processes())
    product.kill_supervisor()
    product.start()
    assert has_one_web(product)
    assert not old & set(product.processes())


def test_a_start_that_is_killed_at_any_point_can_be_repeated(product: Product) -> None:
    product.interrupt()
    for pause in (0.5, 1.0, 1.6):
        product.begin()
        time.sleep(pause)
        product.kill_supervisor()
        wait_until(lambda: product.processes() == [], 5, product.said)
    product.start()
    assert has_one_web(product)


def test_the_next_start_finds_the_data_as_it_was(product: Product) -> None:
    before = entries(product)
    product.interrupt()
    product.start()
    assert entries(product) == before
    assert "loading the demo world" not in product.said()


def test_another_product_does_not_share_the_port(
    product: Product, databases: Databases, tmp_path: Path
) -> None:
    with databases.copy("demo", "sqlite", tmp_path) as settings:
        other = Product(settings, PORT=str(product.port))
        refused = other.flask("up")
    assert refused.returncode != 0
    assert f"port {product.port} is taken" in refused.stderr
    assert has_one_web(product)
