"""How pytest tries changed rules: the tests are collected and run once, to see which of them reach
which function; then each change is tried in a process of its own, by those tests alone.

`tests.mutants` writes the changed modules; they ask here which of their functions is to be run.
"""

import functools
import gc
import json
import os
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from itertools import accumulate, zip_longest
from pathlib import Path
from typing import Any, NoReturn

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import HealthCheck, Phase, settings

MADE, FOUND = Path("made.json"), Path("found.jsonl")
"""The changes of each function, and the test that noticed each change."""
TIMEOUT, NOBODY = "it never ended", ""
_LONGEST = float(os.environ.get("MUTANTS_SECONDS", "60"))
"""Of computing, by the tests of one change; a run with fewer finds the quick answers first."""
_AT_LEAST = 10
"""Seconds before a change is given up that makes a rule run forever, or wait."""
_AT_ONCE = int(os.environ.get("MUTANTS_AT_ONCE", "2"))

Functions = dict[str, Callable[..., Any]]
Items = list[pytest.Item]

_Kept = type(functools.cache(len))
_chosen: list[tuple[str, str]] = []
"""The module and the name of the change that is being tried."""
_reached: set[str] = set()
"""Functions that were called since this was last emptied."""
_kept: dict[str, Any] = {}
_behind: dict[str, set[str]] = defaultdict(set)
"""What a function reached that keeps its answers, when it had none yet."""


def switch(versions: Functions) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Run that version of a function which is being tried; note that it was reached."""

    def wrap(function: Callable[..., Any]) -> Callable[..., Any]:
        module = function.__module__
        name = f"{module}:{function.__qualname__}"

        @functools.wraps(function)
        def run(*args: Any, **kwargs: Any) -> Any:
            _reached.add(name)
            key = _chosen[0][1] if _chosen and _chosen[0][0] == module else ""
            return versions.get(key, versions["_mutmut_orig"])(*args, **kwargs)

        return run

    return wrap


def keeping(kept: Any) -> Callable[..., Any]:
    """A function that keeps its answers reaches what it reached when it found them."""
    name = f"{kept.__module__}:{kept.__qualname__}"
    _kept[name] = kept

    @functools.wraps(kept)
    def run(*args: Any, **kwargs: Any) -> Any:
        before = set(_reached)
        _reached.clear()
        try:
            return kept(*args, **kwargs)
        finally:
            _behind[name] |= _reached
            _reached.update(before, _behind[name])

    run.cache_clear = kept.cache_clear  # type: ignore[attr-defined] # as the kept one has it
    return run


def pytest_configure() -> None:
    """Few examples, the same ones each time; none is made smaller."""
    settings.register_profile(
        "mutants",
        max_examples=25,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutants")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> pytest.TestReport | None:
    """Of a test that fails, nobody reads why."""
    if call.excinfo is None or call.excinfo.errisinstance(pytest.skip.Exception):
        return None
    return pytest.TestReport(item.nodeid, item.location, {}, "failed", None, "call")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Run every test once as it is, then those that reach a change with each change."""
    if session.config.option.collectonly or session.testsfailed:
        return False
    trials = _Trials(_reaching(session.items))
    gc.freeze()
    for name, keys in json.loads(MADE.read_text(encoding="utf-8")).items():
        for key in keys:
            trials.begin(name, key)
            if len(trials.running) == _AT_ONCE:
                trials.end()
    while trials.running:
        trials.end()
    return True


def _reaching(items: Items) -> dict[str, Items]:
    """The tests that reach each function, the quickest first; all must pass as the rules are."""
    tests: dict[str, list[tuple[int, float, int]]] = defaultdict(list)
    for number, item in enumerate(items):
        _reached.clear()
        _forget("")
        began = time.process_time()
        if failed := _failing([item]):
            pytest.exit(f"without any change fails {failed}", returncode=1)
        took = time.process_time() - began
        for name in _reached:
            others = not item.path.stem.endswith(name.partition(":")[0].rpartition(".")[2])
            tests[name].append((2 * (took > 1) + others, took, number))
    return {name: _in_time(sorted(found), items) for name, found in tests.items()}


def _in_time(found: list[tuple[int, float, int]], items: Items) -> Items:
    """As many of the tests as there is time for: those of the module, then the others, of each the
    quickest first; those last that take more than a second."""
    ends = accumulate(took for _, took, _ in found)
    return [items[number] for (*_, number), end in zip(found, ends, strict=True) if end < _LONGEST]


def _forget(name: str) -> None:
    """Empty what functions keep that reached this one: it may answer differently now."""
    if machine := sys.modules.get("workflow.states.machine"):
        machine._machines.clear()
    asked = [kept for key, kept in _kept.items() if name in _behind[key]]
    theirs = [module for key, module in sys.modules.items() if key.startswith("tests.") and asked]
    values = [value for module in theirs for value in vars(module).values()]
    for kept in [*asked, *(value for value in values if type(value) is _Kept)]:
        kept.cache_clear()


def _failing(items: Items) -> str:
    """The first of the tests that fails; empty when none does."""
    for item, following in zip_longest(items, items[1:]):
        reports = runtestprotocol(item, log=False, nextitem=following)
        if any(report.failed for report in reports):
            return str(item.nodeid)
    return NOBODY


class _Trials:
    """Changes that are being tried, some at once, and what came of those that were."""

    def __init__(self, reaching: dict[str, Items]):
        self.reaching = reaching
        self.running: dict[int, tuple[str, str, int]] = {}
        self.lately: dict[str, Items] = defaultdict(list)

    def begin(self, name: str, key: str) -> None:
        """Try a change of a function. Tests that noticed its last changes are likely to again."""
        lately = self.lately[name]
        items = [*lately, *(item for item in self.reaching.get(name, []) if item not in lately)]
        reader, writer = os.pipe()
        pid = os.fork()
        if not pid:
            _try(name, key, items, writer)
        os.close(writer)
        self.running[pid] = (name, key, reader)

    def end(self) -> None:
        """Wait until one has ended; write down what came of it."""
        pid, status = os.wait()
        name, key, reader = self.running.pop(pid)
        with os.fdopen(reader) as pipe:
            noticed = pipe.read() if status == 0 else TIMEOUT
        with FOUND.open("a", encoding="utf-8") as log:
            log.write(json.dumps([name, key, noticed]) + "\n")
        for item in self.reaching.get(name, []):
            if item.nodeid == noticed:
                self.lately[name] = [item, *(one for one in self.lately[name] if one != item)]


def _try(name: str, key: str, items: Items, writer: int) -> NoReturn:
    """In a process of its own: run the tests with a change; say which noticed."""
    most = int(_AT_LEAST + 2 * _LONGEST)
    resource.setrlimit(resource.RLIMIT_CPU, (most, -1))
    signal.alarm(20 * most)
    _forget(name)
    _chosen.append((name.partition(":")[0], key))
    try:
        noticed = _failing(items)
    except BaseException as error:  # a change may raise anything, also where nobody waits for it
        noticed = repr(error)[:200]
    os.write(writer, noticed.encode())
    os._exit(0)
