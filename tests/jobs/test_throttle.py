"""Asking too often: counted by address and by minute, in Valkey, which may be away."""

import pytest
import time_machine
from rq import Queue

from workflow.states.refusals import TooMany
from workflow.throttle import throttle


def ask(times: int, address: str = "192.0.2.1") -> None:
    """Ask so often, where three times a minute are allowed."""
    for _ in range(times):
        throttle("test", address, 3)


def test_who_asks_too_often_is_told_when_to_come_back(queue: Queue) -> None:
    ask(3)
    with pytest.raises(TooMany) as too_many:
        ask(1)
    assert 0 < too_many.value.retry_after <= 60


def test_others_are_not_counted_with_them(queue: Queue) -> None:
    ask(3)
    ask(3, "192.0.2.2")


def test_the_next_minute_begins_anew(queue: Queue, clock: time_machine.Traveller) -> None:
    ask(3)
    clock.shift(60)
    ask(3)


def test_what_is_counted_is_forgotten(queue: Queue) -> None:
    ask(1)
    (key,) = queue.connection.keys("sanoe:throttle:*")
    assert 0 < queue.connection.ttl(key) <= 120


def test_without_valkey_everybody_may() -> None:
    ask(30)
