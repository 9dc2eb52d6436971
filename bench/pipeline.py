"""The pipeline's screen, as far as the database goes, against raw SQL with keyset and counters."""

import functools
import os

from bench.raw import Raw, raw
from bench.report import Line, Part
from bench.timing import Way, in_turns
from bench.worlds import BACKENDS, world
from tests.conftest import TODAY
from tests.databases import Databases
from workflow.demo.scale import scale
from workflow.extensions import db
from workflow.queries.pipeline import counts, pipeline
from workflow.queries.pipeline_rows import Filters

SIZES = {"sqlite": "100 10000 1000000", "postgresql": "100 10000 100000"}
_ROUND = "scale-2569"
_TIMES = 20
_HOLD = 3.0
_ROWS = (
    "SELECT id, province_code, round_code, procedure_id, title, stage, held_by, stage_since,"
    " due_on, is_open, late, revision, projects, total_satang, last_act, last_at FROM plan"
    " WHERE round_code = ? ORDER BY last_at DESC, id DESC LIMIT 41"
)
_COUNTS = "SELECT province_code, stage, n FROM counter WHERE round_code = ?"
_ALL_ROWS = _ROWS.replace(" WHERE round_code = ?", "")
_ALL_COUNTS = "SELECT province_code, stage, sum(n) FROM counter GROUP BY province_code, stage"
_ROUNDS = "SELECT code, title_th, title_en, closes FROM round ORDER BY opens DESC"
_HOLDERS = (
    "SELECT a.post, a.province_code, p.id, p.ref, p.name_th, p.name_en FROM appointment a"
    " JOIN person p ON p.id = a.person_id"
)


def measure(databases: Databases) -> Part:
    """On both databases, among ever more plans."""
    lines = []
    for backend in BACKENDS:
        sizes = os.environ.get(f"SIZES_{backend.upper()}") or os.environ.get("SIZES")
        for size in map(int, (sizes or SIZES[backend]).split()):
            lines += _among(databases, backend, size)
    reading = (
        "A page with the counts by stage and area and who holds each plan: of one"
        " round, as the page opens,\nand of all rounds at once. Milliseconds that stay as they are"
        " from size to size say that nothing grows with the plans;\namong a hundred plans a round"
        " has two or three, so its page is short."
    )
    return Part("The pipeline, by number of plans", reading, lines)


def _among(databases: Databases, backend: str, size: int) -> list[Line]:
    with world(databases, backend) as app, app.app_context():
        scale(size, TODAY)
        with raw() as driver:
            for code in (_ROUND, None):
                _ours(code)
            ways: dict[str, Way] = {
                "floor": lambda: _floor(driver, _ROUND),
                "ours": functools.partial(_ours, _ROUND),
                "floor, all": lambda: _floor(driver, None),
                "ours, all": functools.partial(_ours, None),
            }
            found = {name: taken * 1000 for name, taken in in_turns(ways, _TIMES).items()}
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[backend]
    return [
        Line(f"{name}, {size:,} plans, one round", found["floor"], found["ours"], _HOLD),
        Line(f"{name}, {size:,} plans, all rounds", found["floor, all"], found["ours, all"], _HOLD),
    ]


def _ours(code: str | None) -> None:
    pipeline(Filters(round=code), counts(code, every_round=code is None), TODAY, None)
    db.session.rollback()


def _floor(driver: Raw, code: str | None) -> None:
    driver.run("BEGIN")
    driver.rows(_ROUNDS)
    if code:
        driver.rows(_COUNTS, code), driver.rows(_ROWS, code)
    else:
        driver.rows(_ALL_COUNTS), driver.rows(_ALL_ROWS)
    driver.rows(_HOLDERS)
    driver.run("ROLLBACK")
