"""A decision: the PCSO endorses a plan, against the raw driver that writes the same rows."""

import itertools
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from bench.raw import Raw, raw
from bench.report import Line, Part
from bench.timing import ROUNDS, in_turns
from bench.worlds import BACKENDS, world
from tests.conftest import TODAY
from tests.databases import Databases
from tests.faults.plans import plan_to_endorse
from tests.services.acting import actor, asked
from workflow.extensions import db
from workflow.models import Entry, EntryBody, Notice, Outbox
from workflow.services.decide import decide

_TIMES = 8
_HOLD = {"sqlite": 4.0, "postgresql": 2.0}
_PLAN = "SELECT province_code, round_code, version, plan.* FROM plan WHERE id = ?"
_PEOPLE = (
    "SELECT p.id, p.ref, a.post FROM person p JOIN appointment a ON a.person_id = p.id"
    " WHERE a.province_code = ?"
)
_COUNT = (
    "INSERT INTO counter (province_code, round_code, stage, n) VALUES (?, ?, ?, -1), (?, ?, ?, 1)"
    " ON CONFLICT (province_code, round_code, stage) DO UPDATE SET n = counter.n + excluded.n"
)
_MOVED = (
    "UPDATE plan SET stage = ?, version = version + 1, held_by = ?, last_act = ?, last_at = ?,"
    " stage_since = ?, due_on = ? WHERE id = ? AND version = ?"
)


def measure(databases: Databases) -> Part:
    """On both databases."""
    lines = [_on(databases, backend) for backend in BACKENDS]
    reading = (
        "`decide`: lock, capacity, guards, version, operation id, plan, counters, entry with its"
        " HMAC,\na message and a notice for each person told; one durable commit."
    )
    return Part("A decision", reading, lines)


def _on(databases: Databases, backend: str) -> Line:
    with world(databases, backend) as app, app.app_context():
        plans = [plan_to_endorse(n) for n in range(2 * _TIMES * ROUNDS + 1)]
        pcso = actor("pcso.80")
        requests = iter([asked(plan, "endorse") for plan in plans[: _TIMES * ROUNDS + 1]])
        others = iter(plans[_TIMES * ROUNDS + 1 :])
        decide(next(requests), pcso, TODAY)
        with raw() as driver:
            floor = Floor(driver)
            ways = {
                "floor": lambda: floor.endorse(next(others)),
                "ours": lambda: decide(next(requests), pcso, TODAY),
            }
            found = in_turns(ways, _TIMES)
    name = {"sqlite": "SQLite, synchronous FULL", "postgresql": "PostgreSQL"}[backend]
    return Line(name, found["floor"] * 1000, found["ours"] * 1000, _HOLD[backend])


class Floor:
    """Writes for a plan what the product wrote for the one endorsed last."""

    def __init__(self, driver: Raw):
        self.driver = driver
        self.numbers: Iterator[int] = itertools.count(1_000_000)
        entry = db.session.execute(
            sa.select(sa.func.max(Outbox.entry_id)).select_from(Outbox)
        ).scalar_one()
        self.entry = self._like("entry", Entry.id == entry, Entry)[0]
        self.body = self._like("entry_body", EntryBody.entry_id == entry, EntryBody)[0]
        self.mails = self._like("outbox", Outbox.entry_id == entry, Outbox)
        self.notices = self._like("notice", Notice.entry_id == entry, Notice)
        db.session.rollback()

    def _like(self, table: str, where: Any, model: Any) -> list[dict[str, Any]]:
        """Rows as the driver itself gives and takes them."""
        query = sa.select(model.__table__.primary_key.columns[0]).where(where)
        ids = list(db.session.scalars(query))
        key = model.__table__.primary_key.columns[0].name
        names = [column.name for column in model.__table__.columns]
        chosen = f"SELECT {', '.join(names)} FROM {table} WHERE {key} = ?"  # noqa: S608 - our names
        rows = [dict(zip(names, self.driver.rows(chosen, one)[0], strict=True)) for one in ids]
        return [{name: value for name, value in row.items() if name != "id"} for row in rows]

    def endorse(self, plan: int) -> None:
        """The same rows, in one transaction."""
        number, driver = next(self.numbers), self.driver
        driver.run("BEGIN IMMEDIATE" if driver.mark == "?" else "BEGIN")
        lock = "" if driver.mark == "?" else " FOR UPDATE"
        row = driver.rows(f"{_PLAN}{lock}", plan)[0]
        driver.rows(_PEOPLE, row[0])
        driver.rows("SELECT * FROM entry WHERE subject = ? ORDER BY n", f"plan:{plan}")
        at = self.entry["at"]
        moved = ("committee_approval", "secretariat", "endorse", at, at, None, plan, row[2])
        driver.run(_MOVED, *moved)
        driver.run(_COUNT, row[0], row[1], "committee_approval", row[0], row[1], "pcso_endorsement")
        self._write(plan, row[2] + 1, number)
        driver.run("COMMIT")

    def _write(self, plan: int, n: int, number: int) -> None:
        chained = {"subject": f"plan:{plan}", "n": n, "operation_id": f"floor-{number}-of-bench"}
        entry = self.driver.insert_one("entry", {**self.entry, **chained})
        own = {"entry_id": entry, "plan_id": plan}
        self.driver.insert("entry_body", [{**self.body, "entry_id": entry}])
        keys = ({"dedupe_key": f"floor-{entry}-{i}"} for i, _ in enumerate(self.mails))
        self.driver.insert(
            "outbox", [{**m, **own, **k} for m, k in zip(self.mails, keys, strict=True)]
        )
        self.driver.insert("notice", [{**one, **own} for one in self.notices])
