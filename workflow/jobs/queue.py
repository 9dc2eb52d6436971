"""The queue between relay and workers: jobs of ids, as JSON, and nothing but ours.

A job is a hint, never a promise: what is owed stands in the outbox, and whoever claims it there
sends it; papers likewise stand in their table. So jobs may be lost, come twice or come late.
"""

from collections.abc import Callable, Iterable
from typing import Any

import redis
from rq import Queue
from rq.job import Job
from rq.serializers import JSONSerializer

from workflow.jobs.make_paper import make_paper
from workflow.jobs.send import send_messages

NAME = "messages"
SEND = "workflow.jobs.send.send_messages"
MAKE = "workflow.jobs.make_paper.make_paper"
BATCH = 100
"""Messages in a job."""
_WAITS = 600
"""Seconds that a job may wait; the relay has pushed its messages anew long before."""
_RUNS = 1800
_FAILED_STAYS = 300


class Foreign(Exception):
    """A job names something that is not ours to run."""


class OurJob(Job):
    """A job that can run our two functions only, whatever somebody wrote into Valkey."""

    @property
    def func(self) -> Callable[[Any], None]:
        """The function to run. Raises Foreign."""
        ours = _OURS.get(str(self.func_name))
        if ours is None or self.instance is not None:
            raise Foreign(str(self.func_name)[:100])
        return ours

    def restore(self, raw_data: Any) -> None:
        """Read a job; callbacks and web hooks, which would run or call what they name, are not
        ours and are left out."""
        foreign = (b"success_callback_name", b"failure_callback_name", b"stopped_callback_name")
        kept = {name: value for name, value in raw_data.items() if name not in foreign}
        kept.pop(b"webhooks", None)
        super().restore(kept)


def message_queue(client: "redis.Redis") -> Queue:
    """The one queue."""
    return Queue(NAME, connection=client, job_class=OurJob, serializer=JSONSerializer)


def push(queue: Queue, batches: Iterable[list[int]]) -> None:
    """Push jobs, each with the ids of its messages, in one round trip."""
    queue.enqueue_many([_job(batch) for batch in batches])


def push_papers(queue: Queue, ids: Iterable[int]) -> None:
    """Push jobs, each with the id of one paper: a paper is work for a second."""
    queue.enqueue_many([_prepared(MAKE, paper_id, f"paper {paper_id}") for paper_id in ids])


def _job(ids: list[int]) -> Any:
    return _prepared(SEND, ids, f"{len(ids)} messages")


def _prepared(function: str, argument: Any, description: str) -> Any:
    return Queue.prepare_data(
        function,
        args=[argument],
        timeout=_RUNS,
        ttl=_WAITS,
        result_ttl=0,
        failure_ttl=_FAILED_STAYS,
        description=description,
    )


_OURS: dict[str, Callable[[Any], None]] = {SEND: send_messages, MAKE: make_paper}
