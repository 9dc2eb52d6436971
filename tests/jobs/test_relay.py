"""The relay: what is due is pushed once, whatever of Valkey and database is away."""

import threading
import time

import pytest
import redis
import time_machine
from rq import Queue
from sqlalchemy.exc import OperationalError

from tests.conftest import TODAY
from tests.jobs.owing import MINUTE, change, ids, row
from tests.services.acting import statements
from workflow.extensions import DOORBELL, db, settings
from workflow.jobs import relay
from workflow.jobs.relay import MOST_WAITING, in_batches, listen, push_due
from workflow.models import Outbox
from workflow.queries.outbox import Due, due_messages
from workflow.services.claim_owed import claim_owed
from workflow.states.refusals import Busy

pytestmark = pytest.mark.both


class Enough(BaseException):
    """Ends an endless loop."""


def pushed(queue: Queue) -> list[int]:
    """Ids in the jobs that wait, oldest first."""
    return [message_id for job in queue.jobs for message_id in job.args[0]]


def test_what_is_due_is_pushed_in_one_job(queue: Queue) -> None:
    assert push_due(queue) == len(ids())
    assert sorted(pushed(queue)) == ids()
    assert queue.count == 1


def test_what_was_pushed_is_not_pushed_again_within_thirty_seconds(
    queue: Queue, clock: time_machine.Traveller
) -> None:
    push_due(queue)
    assert push_due(queue) == 0
    clock.shift(31)
    assert push_due(queue) == len(ids())


def test_what_waits_for_its_next_try_is_not_due(queue: Queue) -> None:
    first, *others = ids()
    change(first, next_at=TODAY + MINUTE)
    push_due(queue)
    assert sorted(pushed(queue)) == others


@pytest.mark.parametrize("state", ["sent", "dead"])
def test_what_is_done_with_is_not_due(queue: Queue, state: str) -> None:
    first, *_ = ids()
    change(first, state=state)
    push_due(queue)
    assert first not in pushed(queue)


def test_what_a_worker_has_is_not_due_until_its_lease_ends(
    queue: Queue, clock: time_machine.Traveller
) -> None:
    mine, others = ids()[:3], ids()[3:]
    claim_owed(Outbox, mine, TODAY)
    assert push_due(queue) == len(others)
    queue.connection.flushall()
    clock.shift(31)
    push_due(queue)
    assert set(mine) <= set(pushed(queue))


def test_the_more_workers_deserted_a_message_the_fewer_share_its_job() -> None:
    due = [Due(100 * deserted + n, deserted) for deserted in (3, 2, 1, 0) for n in range(40)]
    sizes = [(batch[0] // 100, len(batch)) for batch in in_batches(due)]
    assert sizes == [(0, 40), (1, 20), (1, 20), *[(2, 4)] * 10, *[(3, 1)] * 40]


def test_one_that_ever_more_workers_deserted_goes_alone() -> None:
    assert list(in_batches([Due(1, 12), Due(2, 12)])) == [[1], [2]]


def test_a_job_has_a_hundred_messages() -> None:
    due = [Due(number, 0) for number in range(250)]
    assert [len(batch) for batch in in_batches(due)] == [100, 100, 50]


def test_when_workers_are_behind_messages_wait_in_the_outbox(queue: Queue) -> None:
    for number in range(MOST_WAITING):
        queue.connection.rpush(queue.key, f"job-{number}")
    assert push_due(queue) == 0
    assert row(ids()[0]).next_at < TODAY


def test_a_crash_between_push_and_hold_pushes_twice_and_claims_once(
    queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise Enough

    monkeypatch.setattr(relay, "hold_owed", killed)
    with pytest.raises(Enough):
        push_due(queue)
    monkeypatch.undo()
    push_due(queue)
    jobs = [job.args[0] for job in queue.jobs]
    assert [len(claim_owed(Outbox, batch, TODAY)) for batch in jobs] == [len(ids()), 0]


def test_the_doorbell_wakes_the_relay(client: "redis.Redis") -> None:
    client.lpush(DOORBELL, 1, 1, 1)
    began = time.monotonic()
    listen(client)
    assert time.monotonic() - began < 0.5
    assert client.llen(DOORBELL) == 0


def test_without_a_ring_the_relay_looks_every_second(client: "redis.Redis") -> None:
    began = time.monotonic()
    listen(client)
    assert 0.9 < time.monotonic() - began < 2


def test_due_messages_come_by_the_index() -> None:
    (query,) = [line for line in statements(lambda: due_messages(TODAY, 100)) if "outbox" in line]
    assert "state IN ('owed', 'leased')" in query
    if db.engine.dialect.name == "sqlite":
        nothing = (None,) * query.count("?")
        plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", nothing)
        assert "USING INDEX ix_outbox_due" in str(plan.fetchall())


@pytest.mark.parametrize(
    "fault",
    [redis.ConnectionError("gone"), Busy("locked"), OperationalError("SELECT", {}, Exception())],
)
def test_the_relay_waits_longer_each_time_and_goes_on(
    queue: Queue, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    pauses: list[float] = []

    def push(_: Queue) -> int:
        if len(pauses) < 6:
            raise fault
        raise Enough

    monkeypatch.setattr(relay, "push_due", push)
    monkeypatch.setattr(relay, "listen", lambda client: None)
    monkeypatch.setattr("time.sleep", pauses.append)
    with pytest.raises(Enough):
        relay.relay()
    assert pauses == [0.5, 1, 2, 4, 5, 5]


def test_with_nothing_due_it_listens_on_at_once(
    queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []
    pauses: list[float] = []

    def push(_: Queue) -> int:
        if looks:
            raise Enough
        looks.append(1)
        return 0

    monkeypatch.setattr(relay, "push_due", push)
    monkeypatch.setattr(relay, "listen", lambda client: None)
    monkeypatch.setattr("time.sleep", pauses.append)
    with pytest.raises(Enough):
        relay.relay()
    assert pauses == []


def test_many_rings_make_few_jobs(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[float] = []

    def push(_: Queue) -> int:
        looks.append(time.monotonic())
        if looks[-1] - looks[0] > 1:
            raise Enough
        return 1

    def ring() -> None:
        with redis.Redis.from_url(client_address) as ringing:
            while not ended.is_set():
                ringing.lpush(DOORBELL, 1)

    client_address, ended = settings().redis, threading.Event()
    monkeypatch.setattr(relay, "push_due", push)
    ringer = threading.Thread(target=ring)
    ringer.start()
    with pytest.raises(Enough):
        relay.relay()
    ended.set()
    ringer.join()
    assert len(looks) < 14
