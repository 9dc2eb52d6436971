"""What stands in Valkey between relay and workers: ids as JSON, and nothing but ours is run."""

import json
import os
import zlib
from pathlib import Path
from typing import Any

import pytest
import redis
import rq.serializers
from rq import Queue, SimpleWorker
from rq.job import Job, JobStatus
from rq.serializers import JSONSerializer

from tests.jobs.owing import ids, numbers, states
from workflow.jobs.queue import NAME, SEND, Foreign, OurJob, message_queue, push
from workflow.jobs.work import made_worker


def run_all(queue: Queue) -> None:
    """Run what is in the queue, in this process, as a worker would."""
    worker = SimpleWorker(
        [queue], connection=queue.connection, job_class=OurJob, serializer=JSONSerializer
    )
    worker.work(burst=True, logging_level="CRITICAL")


def rewritten(queue: Queue, **fields: bytes) -> Job:
    """A job that somebody with access to Valkey has changed."""
    push(queue, [ids()[:1]])
    (job_id,) = queue.job_ids
    for name, value in fields.items():
        queue.connection.hset(f"rq:job:{job_id}", name, value)
    return OurJob.fetch(job_id, queue.connection, JSONSerializer)


def data(function: str, instance: object = None, args: tuple[Any, ...] = ()) -> bytes:
    """The call that a job carries."""
    return zlib.compress(json.dumps([function, instance, args, {}]).encode())


def test_a_job_sends_its_messages_and_leaves_nothing(queue: Queue, mail: Path) -> None:
    push(queue, [ids()[:3], ids()[3:5]])
    run_all(queue)
    assert numbers(mail) == ids()[:5]
    assert queue.connection.keys("rq:job:*") == []


def test_a_job_holds_ids_as_json(queue: Queue) -> None:
    push(queue, [[7, 8]])
    raw = queue.connection.hget(f"rq:job:{queue.job_ids[0]}", "data")
    assert isinstance(raw, bytes)
    assert json.loads(zlib.decompress(raw)) == [SEND, None, [[7, 8]], {}]


def test_nothing_is_pickled_or_unpickled(
    queue: Queue, mail: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rq.serializers.DefaultSerializer, "dumps", None)
    monkeypatch.setattr(rq.serializers.DefaultSerializer, "loads", None)
    push(queue, [ids()[:2]])
    run_all(queue)
    assert numbers(mail) == ids()[:2]


@pytest.mark.parametrize("name", ["os.system", "workflow.jobs.send.now", "send_messages", ""])
def test_a_function_that_is_not_ours_is_refused(queue: Queue, name: str) -> None:
    job = rewritten(queue, data=data(name, args=("true",)))
    with pytest.raises(Foreign):
        job.perform()


def test_a_method_of_something_is_refused(queue: Queue) -> None:
    job = rewritten(queue, data=data(SEND, instance="text"))
    with pytest.raises(Foreign):
        job.perform()


def test_a_foreign_job_fails_and_the_worker_goes_on(
    queue: Queue, mail: Path, tmp_path: Path
) -> None:
    job = rewritten(queue, data=data("os.system", args=(f"touch {tmp_path}/seen",)))
    push(queue, [ids()[:1]])
    run_all(queue)
    assert job.get_status() == JobStatus.FAILED
    assert not (tmp_path / "seen").exists()
    assert numbers(mail) == ids()[:1]


@pytest.mark.parametrize("when", ["success", "failure", "stopped"])
def test_callbacks_are_left_out(queue: Queue, when: str) -> None:
    job = rewritten(queue, **{f"{when}_callback_name": b"os.abort"})
    assert getattr(job, f"{when}_callback") is None


def test_web_hooks_are_left_out(queue: Queue) -> None:
    hook = {"url": "http://127.0.0.1/", "job_status": "finished", "method": "GET"}
    assert rewritten(queue, webhooks=json.dumps([hook]).encode()).webhooks == []


def test_a_pickled_job_fails_without_being_read(queue: Queue, tmp_path: Path) -> None:
    path = tmp_path / "seen"
    job = rewritten(queue, data=b"cposix\nsystem\n(Vtouch " + os.fsencode(path) + b"\ntR.")
    run_all(queue)
    assert job.get_status() == JobStatus.FAILED
    assert not path.exists()


def test_a_job_that_nobody_takes_goes_away(queue: Queue) -> None:
    push(queue, [ids()])
    assert 0 < queue.connection.ttl(f"rq:job:{queue.job_ids[0]}") <= 600


def test_a_worker_listens_to_one_queue_and_wakes_often(client: "redis.Redis") -> None:
    worker = made_worker(client)
    assert worker.queue_names() == [NAME]
    assert worker.dequeue_timeout < 60
    assert worker.serializer is JSONSerializer
    assert message_queue(client).serializer is JSONSerializer


def test_a_lost_job_loses_no_message(queue: Queue, mail: Path) -> None:
    push(queue, [ids()])
    queue.connection.flushall()
    run_all(queue)
    assert set(states(ids())) == {"owed"}
