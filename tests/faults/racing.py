"""Several people at once, in two processes of the real code: all wait, then all act."""

import functools
import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Any

from flask import Flask

from config import Settings
from tests.conftest import TODAY
from tests.services.acting import actor
from workflow import create_app
from workflow.extensions import db, settings
from workflow.services.amend_plan import NewAmendment, amend_plan
from workflow.services.answer_paper import PaperAnswer, answer_paper
from workflow.services.answer_undo import UndoAnswer, answer_undo
from workflow.services.certify_item import CertificateAsked, certify_item
from workflow.services.decide import decide
from workflow.services.move_plan import Asked, Moved
from workflow.services.record_item import NewRecord, record_item
from workflow.services.save_section import NewSection, save_section
from workflow.states.facts import Person
from workflow.states.refusals import Busy, NotFound, Refused

PROCESSES, THREADS = 2, 4
EVERYONE = PROCESSES * THREADS
_SLOWEST = 60.0
"""Seconds that one may wait for the others."""


What = Asked | NewSection | NewAmendment | NewRecord | CertificateAsked | UndoAnswer | PaperAnswer


@dataclass(frozen=True, slots=True)
class Start:
    """What somebody is going to do: make a move, save a section, begin an amendment, record or
    certify an item, answer as the second person."""

    username: str
    what: What


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it, coded as HTTP would; entry_id and again: of a move that was made."""

    start: Start
    code: int
    entry_id: int | None = None
    again: bool = False


class Racers:
    """Two processes with four people each."""

    def __init__(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._barrier = spawn.Barrier(EVERYONE)
        self._pipes: list[Connection] = []
        self._processes: list[Any] = []
        for _ in range(PROCESSES):
            ours, theirs = spawn.Pipe()
            self._pipes.append(ours)
            process = spawn.Process(target=serve, args=(theirs, self._barrier), daemon=True)
            process.start()
            theirs.close()
            self._processes.append(process)

    def race(self, starts: Sequence[Start]) -> list[Outcome]:
        """Let eight people act at the same instant on our database; return what came of each."""
        db.session.rollback()
        for n, pipe in enumerate(self._pipes):
            pipe.send((settings(), starts[n::PROCESSES]))
        return [outcome for pipe in self._pipes for outcome in pipe.recv()]

    def __enter__(self) -> "Racers":
        return self

    def __exit__(self, *error: object) -> None:
        for pipe, process in zip(self._pipes, self._processes, strict=True):
            pipe.send(None)
            pipe.close()
            process.join(_SLOWEST)


def serve(pipe: Connection, barrier: Barrier) -> None:
    """One process: carry out what comes, until nothing comes any more."""
    apps: dict[Settings, Flask] = {}
    with ThreadPoolExecutor(THREADS) as pool:
        while (asked := pipe.recv()) is not None:
            chosen, starts = asked
            app = apps[chosen] if chosen in apps else apps.setdefault(chosen, create_app(chosen))
            pipe.send(list(pool.map(functools.partial(_go, app, barrier), starts)))


def _go(app: Flask, barrier: Barrier, start: Start) -> Outcome:
    with app.app_context():
        person = actor(start.username)
        db.session.rollback()
        barrier.wait(_SLOWEST)
        try:
            moved = _do(start.what, person)
            return Outcome(start, 200, *((moved.entry_id, moved.again) if moved else ()))
        except Refused as refused:
            return Outcome(start, refused.code)
        except NotFound:
            return Outcome(start, 404)
        except Busy:
            return Outcome(start, 503)
        finally:
            db.session.remove()


def _do(what: What, person: Person) -> Moved | None:
    if isinstance(what, NewAmendment):
        amend_plan(what, person, TODAY)
        return None
    if isinstance(what, NewSection):
        save_section(what, person, TODAY)
        return None
    if isinstance(what, NewRecord):
        record_item(what, person, TODAY)
        return None
    if isinstance(what, UndoAnswer):
        answer_undo(what, person, TODAY)
        return None
    if isinstance(what, PaperAnswer):
        answer_paper(what, person, TODAY)
        return None
    if isinstance(what, CertificateAsked):
        return certify_item(what, person, TODAY)
    return decide(what, person, TODAY)
