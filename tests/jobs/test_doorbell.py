"""The doorbell: rung after a commit that owes; a decision never waits long for a deaf Valkey."""

import contextlib
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import redis
from flask import Flask

from tests.channels.post import answering, free_port
from tests.services.acting import RECOMMENDED, SAMUT_SONGKHRAM, act, count, row
from workflow.extensions import DOORBELL, db, writing
from workflow.models import Outbox

LONGEST = 0.3
"""Seconds that a decision may take longer while Valkey is away."""


@contextlib.contextmanager
def refusing() -> Iterator[str]:
    """A port that nobody listens on."""
    yield f"redis://127.0.0.1:{free_port()}/0"


@contextlib.contextmanager
def silent() -> Iterator[str]:
    """A server that takes connections and never answers."""
    with answering() as place:
        yield f"redis://{place}/0"


@contextlib.contextmanager
def swallowing() -> Iterator[str]:
    """An address that swallows connections: its queue of them is full."""
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        place = server.getsockname()
        for _ in range(3):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(place)
        yield f"redis://127.0.0.1:{place[1]}/0"


@contextlib.contextmanager
def gone() -> Iterator[str]:
    """A socket that is not there."""
    yield "unix:///nonexistent/valkey.sock"


@pytest.mark.parametrize("away", [refusing, silent, swallowing, gone])
def test_ringing_where_nobody_hears_is_over_soon(
    app: Flask, away: Callable[[], contextlib.AbstractContextManager[str]]
) -> None:
    with away() as address:
        app.extensions["settings"] = replace(app.extensions["settings"], redis_url=address)
        writing()
        db.session.info["owed"] = True
        began = time.monotonic()
        db.session.commit()
        assert time.monotonic() - began < LONGEST


@pytest.mark.both
def test_without_valkey_a_decision_stands_and_its_messages_are_owed() -> None:
    before = count(Outbox, Outbox.state == "owed")
    act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    assert row(SAMUT_SONGKHRAM).stage == "pcso_endorsement"
    assert count(Outbox, Outbox.state == "owed") == before + 4


def test_a_decision_rings_once(client: "redis.Redis") -> None:
    act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    assert client.llen(DOORBELL) == 1


def test_what_owes_nothing_does_not_ring(client: "redis.Redis") -> None:
    writing()
    db.session.commit()
    assert client.llen(DOORBELL) == 0
