"""The queue between relay and workers: jobs of message ids, as JSON, and nothing but ours.

A job is a hint, never a promise: what is owed stands in the outbox, and whoever claims it there
sends it. So jobs may be lost, come twice or come late.
"""

from collections.abc import Callable, Iterable
from typing import Any

import redis
from rq import Queue
from rq.job import Job
from rq.serializers import JSONSerializer

from workflow.jobs.send import send_messages

NAME = "messages"
SEND = "workflow.jobs.send.send_messages"
BATCH = 100
"""Messages in a job."""
_WAITS = 600
"""Seconds that a job may wait; the relay has pushed its messages anew long before."""
_RUNS = 1800
_FAILED_STAYS = 300


class Foreign(Exception):
    """A job names something that is not ours to run."""


class MessageJob(Job):
    """A job that can run our one function only, whatever somebody wrote into Valkey."""

    @property
    def func(self) -> Callable[[list[int]], None]:
        """The function to run. Raises Foreign."""
        if self.func_name != SEND or self.instance is not None:
            raise Foreign(str(self.func_name)[:100])
        return send_messages

    def restore(self, raw_data: Any) -> None:
        """Read a job; callbacks and web hooks, which would run or call what they name, are not
        ours and are left out."""
        foreign = (b"success_callback_name", b"failure_callback_name", b"stopped_callback_name")
        kept = {name: value for name, value in raw_data.items() if name not in foreign}
        kept.pop(b"webhooks", None)
        super().restore(kept)


def message_queue(client: "redis.Redis") -> Queue:
    """The queue of messages."""
    return Queue(NAME, connection=client, job_class=MessageJob, serializer=JSONSerializer)


def push(queue: Queue, batches: Iterable[list[int]]) -> None:
    """Push jobs, each with the ids of its messages, in one round trip."""
    queue.enqueue_many([_job(batch) for batch in batches])


def _job(ids: list[int]) -> Any:
    return Queue.prepare_data(
        SEND,
        args=[ids],
        timeout=_RUNS,
        ttl=_WAITS,
        result_ttl=0,
        failure_ttl=_FAILED_STAYS,
        description=f"{len(ids)} messages",
    )
