"""A worker: takes jobs from the one queue and runs each in a process of its own."""

import functools
import gc
import logging
import os
import signal
import time

import redis
from flask import current_app
from rq import Worker
from rq.serializers import JSONSerializer

from workflow.access import now
from workflow.channels.letter import TEMPLATES
from workflow.extensions import close_connections, settings, valkey
from workflow.jobs.queue import OurJob, message_queue
from workflow.lifeline import die_with_parent
from workflow.states import clock, procedure

_LIFE = 60
"""Seconds a worker is believed alive without a sign; three quarters of it is the longest wait
for a job, after which it tidies up what dead workers left in Valkey."""
_TIDY = 30
_PATIENCE = 70.0
_LONGEST_WAIT = 4.0

log = logging.getLogger(__name__)


def work() -> None:
    """Work until told to stop (SIGTERM, SIGINT: after the present job), or until Valkey fails in
    the midst of a job; whoever started the process starts it again."""
    client = valkey(settings().redis, timeout=_PATIENCE)
    await_valkey(client)
    os.register_at_fork(after_in_child=functools.partial(_begin_job, os.getpid()))
    prepare()
    try:
        made_worker(client).work(logging_level="WARNING")
    except redis.RedisError as error:
        log.warning("worker ends: %s", error)
        _linger()


def made_worker(client: "redis.Redis") -> Worker:
    """A worker of our queue that knows our jobs alone and reads JSON alone."""
    worker = Worker(
        [message_queue(client)],
        connection=client,
        job_class=OurJob,
        serializer=JSONSerializer,
        worker_ttl=_LIFE,
        maintenance_interval=_TIDY,
        log_job_description=False,
    )
    worker.max_connection_wait_time = _LONGEST_WAIT
    return worker


def prepare() -> None:
    """Have ready what each job's process would else make anew: more than its messages cost.

    What is loaded by now lives as long as the worker, so no garbage collection need look through
    it, which would copy the worker's memory into each of those processes.
    """
    procedure.read(procedure.default_text())
    procedure.events()
    clock.is_working_day(now().date())
    for name in TEMPLATES:
        current_app.jinja_env.get_template(name)
    gc.collect()
    gc.freeze()


def await_valkey(client: "redis.Redis") -> None:
    """Wait until Valkey answers."""
    while True:
        try:
            client.ping()
            return
        except redis.RedisError as error:
            log.info("no Valkey yet: %s", error)
            time.sleep(0.5)


def _begin_job(worker: int) -> None:
    """First act of a job's process: die with the worker, and share no connection with it."""
    die_with_parent(worker)
    close_connections(ours=False)


def _linger() -> None:
    """Let whoever starts workers again not do it without a pause while Valkey ails."""
    for how in (signal.SIGTERM, signal.SIGINT):
        signal.signal(how, signal.default_int_handler)
    time.sleep(_LONGEST_WAIT)
