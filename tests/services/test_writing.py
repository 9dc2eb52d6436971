"""Nothing is written outside a service, nobody reads behind a lock, and no lock is waited for
without end."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from psycopg.errors import SerializationFailure
from sqlalchemy.exc import DBAPIError, OperationalError

from tests.conftest import TODAY
from tests.services.acting import (
    NAKHON,
    RECOMMENDED,
    SAMUT_SONGKHRAM,
    act,
    actor,
    apart,
    asked,
    impatient,
    row,
)
from tests.stage import hear
from workflow.extensions import db, durable, writing
from workflow.models import Plan
from workflow.services.decide import decide
from workflow.services.save_section import NewSection, save_section
from workflow.states.refusals import Busy, NotFound, Refused

pytestmark = pytest.mark.both

RENAMED = sa.update(Plan).where(Plan.id == NAKHON).values(title="x")


def test_a_write_outside_a_service_is_an_error() -> None:
    with pytest.raises(DBAPIError):
        db.session.execute(RENAMED)


def test_it_is_also_after_a_service_gave_up_its_transaction() -> None:
    writing()
    db.session.rollback()
    with pytest.raises(DBAPIError):
        db.session.execute(RENAMED)


def test_it_is_also_after_a_service_committed() -> None:
    act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    with pytest.raises(DBAPIError):
        db.session.execute(RENAMED)


def test_it_is_also_on_a_connection_of_its_own() -> None:
    with db.engine.connect() as connection, pytest.raises(DBAPIError):
        connection.execute(RENAMED)


def test_no_connection_is_turned_from_reading_to_writing_and_back() -> None:
    turned: list[str] = []
    hear("before_cursor_execute", lambda *sent: turned.append(sent[2]))
    for title in ("x", "y"):
        writing()
        db.session.execute(RENAMED, {"title": title})
        db.session.commit()
        assert row(NAKHON).title == title
    assert len([one for one in turned if "query_only" in one]) <= 2


def test_a_service_writes() -> None:
    writing()
    db.session.execute(RENAMED)
    db.session.commit()
    assert row(NAKHON).title == "x"


def test_what_is_not_committed_is_gone() -> None:
    writing()
    db.session.execute(RENAMED)
    assert row(NAKHON).title != "x"


def test_an_open_writer_keeps_nobody_from_reading() -> None:
    writing()
    db.session.execute(RENAMED)
    assert apart(lambda: row(NAKHON).title) != "x"


def test_who_cannot_have_the_lock_in_time_is_told_so() -> None:
    writing()
    db.session.execute(RENAMED)
    impatient()
    with pytest.raises(Busy):
        apart(_hurried)


def test_who_was_told_so_may_read_on() -> None:
    writing()
    db.session.execute(RENAMED)
    impatient()
    assert apart(_busy_then_reading) == "pcso_endorsement"


def test_the_lock_is_to_be_had_when_the_writer_is_done() -> None:
    writing()
    db.session.commit()
    assert apart(_hurried) is None


@pytest.mark.parametrize(
    "refused",
    [
        lambda: decide(asked(NAKHON, "endorse"), actor("pcso.75"), TODAY),
        lambda: decide(asked(NAKHON, "recommend"), actor("pcso.80"), TODAY),
        lambda: save_section(_risks(NAKHON), actor("drafter.75"), TODAY),
        lambda: save_section(_risks(NAKHON), actor("drafter.80"), TODAY),
    ],
)
def test_a_refusal_keeps_no_lock(refused: object) -> None:
    with pytest.raises((NotFound, Refused)):
        refused()  # type: ignore[operator]  # parametrize knows no types
    impatient()
    assert apart(_hurried) is None


def test_a_service_that_does_not_say_that_it_writes_is_stopped() -> None:
    with pytest.raises(DBAPIError):
        durable(db.session.execute)(RENAMED)


def test_who_had_to_give_way_is_tried_again() -> None:
    assert durable(_giving_way(2))() == "pcso_endorsement"


def test_who_has_to_give_way_three_times_is_told_so() -> None:
    with pytest.raises(Busy):
        durable(_giving_way(3))()


def _giving_way(times: int) -> Callable[[], object]:
    """A service that has to give way to others so often before it is let through."""
    left = [OperationalError("", {}, SerializationFailure("gave way"))] * times

    def run() -> object:
        if left:
            raise left.pop()
        return row(NAKHON).stage

    return run


@durable
def _hurried() -> None:
    """Take the lock on a plan as a service does, with little patience."""
    writing()
    db.session.execute(RENAMED)
    db.session.rollback()


def _busy_then_reading() -> object:
    with pytest.raises(Busy):
        _hurried()
    return row(NAKHON).stage


def _risks(plan_id: int) -> NewSection:
    return NewSection(plan_id=plan_id, key="risks", body={}, version=1)
