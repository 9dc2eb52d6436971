"""What the web server of the journeys runs: the product at the demo's present, on the world that a
test has put in its place. Starting a server for each test would take longer than most of them."""

import contextlib
import dataclasses
import os
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import time_machine
from time_machine import escape_hatch

from config import Settings
from tests.conftest import TODAY
from tests.journeys.serving import OVER, TOLD
from tests.stage import turn

_SAME_S = 0.0002
_NOBODY = "503 Service Unavailable"


class Turning:
    """A WSGI application. Before it answers, it sees whose turn it is. Between turns it answers
    nobody: a tab that is closed may still send what was typed there, and must not write it into the
    database of whoever is next."""

    def __init__(self, given: Settings, told: Path):
        self._given, self._told = given, told
        self._folder, self._turn = "", contextlib.ExitStack()
        self._one_at_a_time, self._answering = threading.Condition(), 0

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request; between turns only whether the last turn is over."""
        with self._one_at_a_time:
            folder = self._told.read_text()
            if not folder:
                return self._between(environ["PATH_INFO"] == OVER, start)
            if folder != self._folder:
                self._begin(folder)
            self._answering += 1
        try:
            return self._app(environ, start)
        finally:
            with self._one_at_a_time:
                self._answering -= 1
                self._one_at_a_time.notify_all()

    def _between(self, is_asked: bool, start: Callable[..., Any]) -> Iterable[bytes]:
        if is_asked:
            self._one_at_a_time.wait_for(lambda: not self._answering)
            self._turn.close()
            self._folder = ""
        start("200 OK" if is_asked else _NOBODY, [("Content-Length", "0")])
        return []

    def _begin(self, folder: str) -> None:
        self._turn.close()
        self._travel()
        chosen = dataclasses.replace(self._given, data_dir=folder)
        self._app = self._turn.enter_context(turn(chosen))
        self._folder = folder

    def _travel(self) -> None:
        """Go to the demo's present, as late as it is since the turn began: in every process of the
        server alike, else a cookie of one seemed to another to come from the future. Until it is
        so: a busy machine may stop us between reading the clock and setting ours."""
        ahead = TODAY.timestamp() - self._told.stat().st_mtime
        traveller = self._turn.enter_context(time_machine.travel(TODAY, tick=True))
        while abs(time.time() - escape_hatch.time.time() - ahead) > _SAME_S:
            traveller.move_to(escape_hatch.time.time() + ahead)


app = Turning(Settings.from_environment(), Path(os.environ[TOLD]))
