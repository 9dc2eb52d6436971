"""Messages survive SIGKILL of worker, relay and Valkey: none lost, none doubled without a trace."""

import contextlib
import os
import random
import signal
import sys
import time
from collections.abc import Callable

import pytest
import redis
from aiosmtpd.smtp import Envelope

from tests.faults.campaign import Campaign, number_of
from tests.faults.processes import FULL, Product, children_of, is_alive, wait_until
from workflow.extensions import valkey

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, and needs PDEATHSIG"),
    *([pytest.mark.both] if FULL else []),
]
SEED = int(os.environ.get("FAULTS_SEED", "2569"))
BLOWS, MURDERS = (200, 100) if FULL else (10, 5)
DRAINED = 60
"""Seconds after the last blow in which every message must be sent."""


def kill_worker(product: Product) -> None:
    """SIGKILL the worker, and with it its job."""
    product.kill("worker")


def kill_job(product: Product) -> None:
    """SIGKILL the process of the present job, if there is one."""
    for job in children_of(product.pid("worker")):
        with contextlib.suppress(ProcessLookupError):
            os.kill(job, signal.SIGKILL)


def kill_relay(product: Product) -> None:
    """SIGKILL the relay."""
    product.kill("relay")


def kill_valkey(product: Product) -> None:
    """SIGKILL Valkey."""
    product.kill("valkey")


def empty_valkey(product: Product) -> None:
    """Let Valkey forget everything."""
    with contextlib.suppress(redis.RedisError):
        valkey(product.as_it_runs().redis).flushall()


def fill_valkey(product: Product) -> None:
    """Let Valkey have no room for a second."""
    client = valkey(product.as_it_runs().redis)
    with contextlib.suppress(redis.RedisError):
        client.config_set("maxmemory", "1mb")
        time.sleep(1)
        client.config_set("maxmemory", "0")


def hang_valkey(product: Product) -> None:
    """Let Valkey keep silent for three seconds."""
    if pid := product.pid("valkey"):
        os.kill(pid, signal.SIGSTOP)
        time.sleep(3)
        os.kill(pid, signal.SIGCONT)


NEMESIS: tuple[Callable[[Product], None], ...] = (
    kill_worker,
    kill_worker,
    kill_job,
    kill_relay,
    kill_valkey,
    empty_valkey,
    fill_valkey,
    hang_valkey,
)


def test_nothing_is_lost_whatever_is_killed(campaign: Campaign) -> None:
    chance = random.Random(SEED)
    campaign.post.pause = 0.03
    blows = [*NEMESIS, *chance.choices(NEMESIS, k=BLOWS)][:BLOWS]
    chance.shuffle(blows)
    for blow in blows:
        campaign.owe(15)
        time.sleep(chance.uniform(0.1, 1.2))
        blow(campaign.product)
    campaign.post.pause = 0
    wait_until(campaign.is_drained, DRAINED, campaign.said)
    campaign.check(blows.count(kill_worker) + blows.count(kill_job))


def test_nobody_killed_nothing_doubled(campaign: Campaign) -> None:
    campaign.owe(250)
    wait_until(campaign.is_drained, DRAINED, campaign.said)
    campaign.check(kills=0)


def test_a_worker_killed_while_it_sends_doubles_only_what_was_taken(campaign: Campaign) -> None:
    taken: dict[int, bool] = {}
    fated: set[int] = set()

    def murder(envelope: Envelope) -> bool:
        number = number_of(envelope)
        if number not in fated:
            return True
        fated.remove(number)
        jobs = children_of(campaign.product.pid("worker"))
        campaign.product.kill("worker")
        wait_until(lambda: not any(map(is_alive, jobs)), 5)
        return taken[number]

    campaign.post.on_data = murder
    for victim in range(2 * MURDERS):
        chosen = campaign.owe(5)[2]
        taken[chosen] = victim % 2 == 0
        fated.add(chosen)
        wait_until(lambda: not fated, 30, campaign.said)
    wait_until(campaign.is_drained, DRAINED, campaign.said)
    campaign.check(kills=MURDERS)
    doubled = {number for number, times in campaign.got().items() if times > 1}
    assert doubled == {number for number, was in taken.items() if was}
