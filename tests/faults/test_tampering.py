"""The record, touched by SQL: every way is found and named, and nothing else is.

The triggers that refuse it are dropped first, as somebody with the database in hand would do.
"""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.cli.conftest import Run, runner_of
from tests.faults.tampering import WAYS, Way
from tests.services.acting import NAKHON, act, answers, by_hand
from tests.stage import hear
from workflow.extensions import close_connections, db, writing
from workflow.states.facts import Given

pytestmark = pytest.mark.faults

FULL = os.environ.get("FAULTS") == "full"
EACH = 1_000 if FULL else 20
DISARM = {
    "sqlite": [
        "DROP TRIGGER entry_no_update",
        "DROP TRIGGER entry_no_delete",
        "DROP TRIGGER entry_body_no_update",
        "DROP TRIGGER entry_body_no_delete",
    ],
    "postgresql": [
        "DROP TRIGGER entry_no_change ON entry",
        "DROP TRIGGER entry_body_no_change ON entry_body",
        "ALTER TABLE outbox DROP CONSTRAINT fk_outbox_entry_id",
        "ALTER TABLE notice DROP CONSTRAINT fk_notice_entry_id",
    ],
}
CLEAN = 100 if FULL else 10
ORDER = Given(order="ขอให้ปรับ")


@pytest.fixture
def unguarded(app: Flask, backend: str) -> Iterator[Flask]:
    """The demo world without the triggers, and without keys that would keep rows together."""
    with app.app_context():
        if backend == "sqlite":
            hear("connect", _careless)
            db.session.remove()
            close_connections()
        for statement in DISARM[backend]:
            by_hand(sa.text(statement))
        yield app


@pytest.fixture
def run(unguarded: Flask) -> Run:
    """Run a command inside this test's own transaction."""
    return runner_of(unguarded)


@pytest.fixture
def kept(run: Run, tmp_path: Path) -> Path:
    """A checkpoint of before, kept elsewhere."""
    file = tmp_path / "checkpoint.json"
    file.write_text(run("ledger", "checkpoint").output)
    db.session.rollback()
    return file


@pytest.mark.both
def test_an_edited_entry_is_found_and_named(run: Run) -> None:
    by_hand(sa.text("UPDATE entry SET act = 'endorse' WHERE subject = 'plan:4' AND n = 2"))
    result = run("ledger", "verify")
    assert (result.exit_code, result.output) == (1, "Error: plan:4 entry 2: was changed\n")


@pytest.mark.parametrize("column", ["n", "at", "version", "prev", "hash", "key_id", "body_digest"])
@pytest.mark.parametrize("value", ["'x'", "x'00'", "-1", "''"])
def test_a_value_of_another_kind_is_found_and_named(
    column: str, value: str, kept: Path, run: Run
) -> None:
    touched = f"UPDATE entry SET {column} = {value} WHERE subject = 'plan:4' AND n = 2"  # noqa: S608 - our own words
    by_hand(sa.text(touched))
    result = run("ledger", "verify", "--checkpoint", kept)
    assert result.exit_code == 1
    assert "plan:4 entry 2: " in result.output


@pytest.mark.both
def test_a_reworded_reason_is_found_and_named(run: Run) -> None:
    this = "SELECT id FROM entry WHERE subject = 'plan:3' AND n = 4"
    by_hand(sa.text(f"UPDATE entry_body SET text = salt WHERE entry_id = ({this})"))  # noqa: S608 - our own text
    assert run("ledger", "verify").output == "Error: plan:3 entry 4: its text was changed\n"


@pytest.mark.both
def test_a_missing_entry_is_found_and_named(run: Run) -> None:
    this = "(SELECT id FROM entry WHERE subject = 'plan:3' AND n = 2)"
    by_hand(sa.text(f"DELETE FROM entry_body WHERE entry_id = {this}"))  # noqa: S608 - our own text
    by_hand(sa.text("DELETE FROM entry WHERE subject = 'plan:3' AND n = 2"))
    assert "plan:3 entry 2: missing; the next one there is 3" in run("ledger", "verify").output


@pytest.mark.both
def test_the_loss_of_the_newest_entries_is_found_by_a_checkpoint(kept: Path, run: Run) -> None:
    _lose_the_newest_of("account:%")
    assert run("ledger", "verify").exit_code == 0
    result = run("ledger", "verify", "--checkpoint", kept)
    assert result.exit_code == 1
    assert "missing: the newest entries are gone since the checkpoint" in result.output


@pytest.mark.both
def test_the_loss_of_a_plan_s_newest_entry_is_found_without(run: Run) -> None:
    _lose_the_newest_of("plan:5")
    result = run("ledger", "verify")
    assert result.exit_code == 1
    assert "plan:5 entry 2: the plan says version 3, its chain ends here" in result.output


def test_what_was_done_since_a_checkpoint_is_no_flaw(kept: Path, run: Run) -> None:
    act("pcso.80", NAKHON, "endorse")
    assert run("ledger", "verify", "--checkpoint", kept).exit_code == 0


def test_a_clean_record_gives_no_false_alarm(kept: Path, run: Run) -> None:
    for _ in range(CLEAN):
        act("pcso.80", NAKHON, "pcso_return", ORDER)
        act("drafter.80", NAKHON, "resubmit", answers(NAKHON))
        assert run("ledger", "verify", "--checkpoint", kept).exit_code == 0


@pytest.mark.parametrize("way", WAYS, ids=[way.__name__ for way in WAYS])
def test_every_tampering_is_found_and_named(way: Way, kept: Path, run: Run) -> None:
    for seed in range(EACH):
        writing()
        subject = way(random.Random(f"{way.__name__} {seed}"))
        result = run("ledger", "verify", "--checkpoint", kept)
        db.session.rollback()
        assert result.exit_code == 1, f"{way.__name__}, seed {seed}: not found"
        assert f"{subject} entry " in result.output, f"{way.__name__}, seed {seed}"


def _lose_the_newest_of(subject: str) -> None:
    newest = sa.text("SELECT id FROM entry WHERE subject LIKE :s ORDER BY subject, n DESC LIMIT 1")
    entry_id = db.session.execute(newest, {"s": subject}).scalar_one()
    by_hand(sa.text("DELETE FROM entry_body WHERE entry_id = :id").bindparams(id=entry_id))
    by_hand(sa.text("DELETE FROM entry WHERE id = :id").bindparams(id=entry_id))


def _careless(connection: object, record: object) -> None:
    connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[attr-defined]  # sqlite3's own
