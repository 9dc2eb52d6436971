"""Eight forms at the same instant, through the real web server with two processes of its own."""

import contextlib
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.databases import Databases, running
from tests.faults.callers import Caller, Sending, at_once, turned
from tests.faults.plans import plan_to_endorse
from tests.faults.processes import FULL
from tests.journeys.serving import serving
from tests.services.acting import NAKHON, acts, count, row
from workflow.models import Entry, Notice, Outbox

pytestmark = [pytest.mark.faults, pytest.mark.both]

ROUNDS = 100 if FULL else 3
WHY = "โครงการซ้ำซ้อนกับแผนปฏิบัติราชการของจังหวัดที่ได้รับจัดสรรงบประมาณแล้ว จึงไม่เห็นชอบ"
MIXED = [
    ("pcso.80", "endorse", {}),
    ("pcso.80", "pcso_return", {"order": "ให้ปรับงบลงทุนตามราคากลาง"}),
    ("drafter.80", "withdraw", {"reason": "จัดทำใหม่"}),
    ("pcso.80", "decline", {"reason": WHY}),
    ("pcso.80", "endorse", {"opinion": "เห็นชอบตามที่เสนอ"}),
    ("pcso.80", "pcso_return", {"order": "ให้เพิ่มเวทีรับฟังความคิดเห็น"}),
    ("drafter.80", "withdraw", {"reason": "ขอถอนเรื่อง"}),
    ("pcso.80", "decline", {"reason": f"{WHY} และให้เสนอใหม่ในรอบหน้า"}),
]
"""What the two of them have open in eight tabs."""
Served = tuple[Flask, str]


@pytest.fixture(scope="module")
def servers(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Served]]:
    """Gives the product on a database, and the address of its web server."""
    found: dict[str, Served] = {}
    with contextlib.ExitStack() as stack:

        def get(backend: str) -> Served:
            if backend not in found:
                copy = databases.copy("demo", backend, tmp_path_factory.mktemp("raced"))
                chosen = stack.enter_context(copy)
                app = stack.enter_context(running(chosen))
                found[backend] = app, stack.enter_context(serving(chosen, workers=2))
            return found[backend]

        yield get


@pytest.fixture
def address(servers: Callable[[str], Served], backend: str) -> Iterator[str]:
    """Address of the web server; the test looks into the same database."""
    app, place = servers(backend)
    with app.app_context():
        yield place


@pytest.fixture
def people(address: str) -> dict[str, Caller]:
    """The two who act, freshly signed in: a person has at most five sessions."""
    return {name: Caller(address, name) for name in ("pcso.80", "drafter.80")}


def test_of_eight_who_decide_at_once_one_gets_through(people: dict[str, Caller]) -> None:
    for number in range(ROUNDS):
        plan = plan_to_endorse(number) if number else NAKHON
        before = acts(plan)
        tabs = [_open(people[name], plan, move, values) for name, move, values in MIXED]
        codes = at_once(turned(tabs, number))
        assert sorted(codes) == [303] + [409] * 7
        won = turned(MIXED, number)[codes.index(303)][1]
        _check_what_was_written(plan, [*before, won])


def test_one_form_sent_eight_times_at_once_is_carried_out_once(people: dict[str, Caller]) -> None:
    for number in range(ROUNDS):
        plan = plan_to_endorse(ROUNDS + number)
        before = acts(plan)
        form = _open(people["pcso.80"], plan, "endorse", {"opinion": "เห็นชอบตามที่เสนอ"})
        assert at_once([form] * 8) == [303] * 8
        _check_what_was_written(plan, [*before, "endorse"])


def _open(caller: Caller, plan: int, move: str, values: dict[str, str]) -> Sending:
    return caller.filled(f"/plans/{plan}/moves/{move}", **values)


def _check_what_was_written(plan: int, expected: list[str]) -> None:
    """One entry more, the version that goes with it, and each person told once."""
    assert row(plan).version == len(expected)
    assert acts(plan) == expected
    newest = sa.select(sa.func.max(Entry.id)).where(Entry.subject == f"plan:{plan}")
    of_newest = newest.scalar_subquery()
    told = count(Notice, Notice.entry_id == of_newest)
    assert told > 0
    assert count(Outbox, Outbox.entry_id == of_newest) == told
