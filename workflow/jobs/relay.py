"""The relay: brings what is due, messages and papers, to the workers, every second and whenever the
doorbell rings."""

import itertools
import logging
import time
from collections.abc import Iterator, Sequence

import redis
from rq import Queue
from sqlalchemy.exc import DBAPIError

from workflow.access import now
from workflow.extensions import DOORBELL, db, settings, valkey
from workflow.jobs.queue import BATCH, message_queue, push, push_papers
from workflow.models import Outbox, Paper
from workflow.queries.outbox import Due, due_messages
from workflow.queries.papers import due_papers
from workflow.services.hold_owed import hold_owed
from workflow.states.refusals import Busy

SWEEP = 1
"""Seconds between looks into the outbox when nobody rings."""
MOST_WAITING = 50
"""Jobs in the queue: when workers are behind, messages wait in the outbox, not in Valkey."""
_BREATH = 0.1
"""Seconds after a push, so that rings close together make one job."""
_LONGEST_PAUSE = 5.0
_FEWER = 5

log = logging.getLogger(__name__)


def relay() -> None:
    """Relay until the process ends. Valkey or the database away: wait, and wait longer."""
    queue, pause = message_queue(valkey(settings().redis)), 0.0
    while True:
        try:
            listen(queue.connection)
            if push_due(queue) + push_due_papers(queue):
                time.sleep(_BREATH)
            pause = 0.0
        except (redis.RedisError, Busy, DBAPIError) as error:
            pause = min(pause * 2 or 0.5, _LONGEST_PAUSE)
            log.warning("relay waits %.1f s: %s", pause, error)
            time.sleep(pause)
        finally:
            db.session.remove()


def listen(client: "redis.Redis") -> None:
    """Wait for the doorbell, at most until the next look; all rings until now count as one."""
    if client.brpop([DOORBELL], timeout=SWEEP):
        client.delete(DOORBELL)


def push_due(queue: Queue) -> int:
    """Push what is due, as far as the queue has room; return how many messages.

    They are held back only after the push: a crash between pushes them twice, never not at all.
    """
    at, room = now(), MOST_WAITING - queue.count
    due = due_messages(at, max(room, 0) * BATCH)
    db.session.rollback()
    batches = list(in_batches(due))[:room]
    if batches:
        push(queue, batches)
        hold_owed(Outbox, [message_id for batch in batches for message_id in batch], at)
    return sum(map(len, batches))


def push_due_papers(queue: Queue) -> int:
    """Push what is due of papers, as `push_due` does; return how many."""
    at, room = now(), MOST_WAITING - queue.count
    due = due_papers(at, max(room, 0))
    db.session.rollback()
    if due:
        push_papers(queue, due)
        hold_owed(Paper, due, at)
    return len(due)


def in_batches(due: Sequence[Due]) -> Iterator[list[int]]:
    """Messages in jobs, those that nobody has had before first.

    The more workers have deserted a message, the fewer share its job: one of them may be what
    ends workers, and in the end it is alone.
    """
    for deserted, group in itertools.groupby(sorted(due, key=_deserted), key=_deserted):
        same, size = [one.id for one in group], max(BATCH // _FEWER**deserted, 1)
        for start in range(0, len(same), size):
            yield same[start : start + size]


def _deserted(one: Due) -> int:
    return one.deserted
