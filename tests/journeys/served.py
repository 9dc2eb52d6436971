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
from tests.journeys.serving import TOLD
from tests.stage import turn

_SAME_S = 0.0002


class Turning:
    """A WSGI application. Before it answers, it sees whose turn it is."""

    def __init__(self, given: Settings, told: Path):
        self._given, self._told = given, told
        self._folder, self._turn = "", contextlib.ExitStack()
        self._one_at_a_time = threading.Lock()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        with self._one_at_a_time:
            folder = self._told.read_text()
            if folder != self._folder:
                self._begin(folder)
        return self._app(environ, start)

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
