"""`flask doctor`: each thing it looks at, made ill once."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from config import ROOT
from tests.cli.conftest import Run
from tests.conftest import TODAY
from tests.jobs.conftest import valkey_address
from tests.migrations.fresh import bare
from tests.services.acting import NAKHON, SAMUT_SONGKHRAM, by_hand
from tests.services.ordering import change, order
from workflow.cli.doctor import CHECKS, papers, pragmas, search, triggers
from workflow.demo.scale import scale
from workflow.extensions import blobs, db, ledger_keys, settings
from workflow.models import Outbox, Plan, PlanFile

__all__ = ["valkey_address"]

OLD = TODAY - dt.timedelta(minutes=11)
NEWEST = max(path.name for path in (ROOT / "migrations/versions").glob("*.py"))[:4]


@pytest.fixture
def healthy(app: Flask, valkey_address: str) -> Flask:
    """The product with everything in order: its messages sent, a Valkey at hand."""
    app.extensions["settings"] = replace(app.extensions["settings"], redis_url=valkey_address)
    with app.app_context():
        by_hand(sa.update(Outbox).values(state="sent"))
        ledger_keys()
    return app


@pytest.mark.usefixtures("healthy")
def test_a_healthy_product_is_well(run: Run) -> None:
    result = run("doctor")
    assert result.exit_code == 0, result.output
    assert [line[:4] for line in result.output.splitlines()] == ["well"] * len(CHECKS)


def _no_migration() -> None:
    by_hand(sa.text("UPDATE alembic_version SET version_num = '0000'"))


def _careless() -> None:
    with db.engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA synchronous=OFF")


def _unguarded() -> None:
    by_hand(sa.text("DROP TRIGGER revision_no_update"))


def _touched() -> None:
    by_hand(sa.text("DROP TRIGGER entry_no_update"))
    by_hand(sa.text("UPDATE entry SET act = 'endorse' WHERE subject = 'plan:4' AND n = 2"))


def _strayed() -> None:
    by_hand(sa.update(Plan).where(Plan.id == SAMUT_SONGKHRAM).values(stage="approved"))


def _unrecorded() -> None:
    scale(3, TODAY)


def _miscounted() -> None:
    by_hand(sa.text("UPDATE counter SET n = n + 1 WHERE province_code = '50' AND n > 0"))


def _readable() -> None:
    (settings().folder / "keys" / "ledger-k1").chmod(0o644)


def _given_up() -> None:
    by_hand(sa.update(Outbox).where(Outbox.plan_id == NAKHON).values(state="dead"))


def _waiting() -> None:
    by_hand(sa.update(Outbox).values(state="owed", created_at=OLD))


def _papers_failed() -> None:
    change(order(), state="failed")


def _papers_waiting() -> None:
    change(order(), ordered_at=OLD)


def _papers_lost() -> None:
    change(order(), state="made", digest="0" * 64)


def _file_lost() -> None:
    by_hand(sa.update(PlanFile).where(PlanFile.plan_id == 1).values(digest="0" * 64))


ILLNESSES: list[tuple[Callable[[], None], str, str]] = [
    (_no_migration, "has every migration", f"it is at 0000, the newest is {NEWEST}"),
    (_careless, "keeps what it acknowledges", "PRAGMA synchronous is 0, should be 2"),
    (_unguarded, "must stand for ever", "revision lacks revision_no_update"),
    (_touched, "the record is unbroken", "plan:4 entry 2: was changed"),
    (_strayed, "where the record says", "plan:4 does not stand where"),
    (_unrecorded, "where the record says", "3 plans have no record"),
    (_miscounted, "counted where they stand", "stage approved: the counter says 2, there are 1"),
    (_readable, "their owner alone", "ledger-k1 has mode -rw-r--r--"),
    (_given_up, "messages go out", "messages were given up"),
    (_waiting, "messages go out", "the oldest owed message waits for 660 s"),
    (_papers_failed, "papers are made", "1 papers could not be made"),
    (_papers_waiting, "papers are made", "the oldest ordered paper waits for 660 s"),
    (_papers_lost, "papers are made and kept", "0000 of a paper is lost"),
    (_file_lost, "files of plans are kept", "a file of plan 1 is lost"),
]


@pytest.mark.parametrize(("fall_ill", "what", "said"), ILLNESSES)
def test_an_illness_is_found_and_named(
    fall_ill: Callable[[], None], what: str, said: str, healthy: Flask, run: Run
) -> None:
    with healthy.app_context():
        fall_ill()
    result = run("doctor")
    ill = [line for line in result.output.splitlines() if line.startswith("ill ")]
    assert result.exit_code == 1
    assert any(what in line for line in ill)
    assert said in result.output


def test_without_valkey_it_says_so(healthy: Flask, run: Run) -> None:
    nowhere = replace(healthy.extensions["settings"], redis_url="unix:///nonexistent/valkey.sock")
    healthy.extensions["settings"] = nowhere
    result = run("doctor")
    assert result.exit_code == 1
    assert "ill   Valkey answers" in result.output
    assert result.output.endswith("Error: 1 complaint\n")


@pytest.mark.usefixtures("healthy")
def test_all_complaints_are_counted(healthy: Flask, run: Run) -> None:
    with healthy.app_context():
        _unguarded()
        _readable()
    assert run("doctor").output.endswith("Error: 2 complaints\n")


def test_what_cannot_be_looked_at_is_ill_and_the_rest_is_looked_at(
    healthy: Flask, run: Run
) -> None:
    with healthy.app_context():
        by_hand(sa.text("ALTER TABLE outbox RENAME TO away"))
    result = run("doctor")
    assert result.exit_code == 1
    assert "it cannot be looked at" in result.output
    assert "well  Thai text can be searched" in result.output


def test_papers_that_are_kept_are_well(app: Flask) -> None:
    with app.app_context():
        change(order(), state="made", digest=blobs().put(b"%PDF"))
        assert list(papers()) == []


@pytest.mark.both
@pytest.mark.usefixtures("backend")
def test_every_trigger_is_missed(app: Flask, backend: str) -> None:
    acts = ("update", "delete") if backend == "sqlite" else ("change", "truncate")
    on = "" if backend == "sqlite" else " ON outline"
    with app.app_context():
        for act in acts:
            by_hand(sa.text(f"DROP TRIGGER outline_no_{act}{on}"))
        assert len(list(triggers())) == 2


@pytest.mark.both
def test_a_database_that_knows_thai_letters_is_well(app: Flask) -> None:
    with app.app_context():
        assert list(search()) == []


def test_a_database_that_knows_no_letters_is_ill(tmp_path: Path) -> None:
    plain = "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
    with bare("postgresql", tmp_path, plain) as app, app.app_context():
        (complaint,) = search()
    assert complaint.startswith("LC_CTYPE is C")


@pytest.mark.parametrize(("level", "ill"), [("on", 0), ("local", 0), ("off", 1)])
def test_a_postgresql_that_acknowledges_too_early_is_ill(
    level: str, ill: int, tmp_path: Path
) -> None:
    with bare("postgresql", tmp_path) as app, app.app_context():
        db.session.execute(sa.text(f"SET synchronous_commit = {level}"))
        assert len(list(pragmas())) == ill
