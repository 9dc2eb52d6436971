"""Noting that a session is in use: it waits for nobody, and harms nobody."""

import datetime as dt
import time

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import SAMUT_SONGKHRAM, apart, count, row
from workflow.extensions import db, writing
from workflow.models import Entry, Plan, Session
from workflow.queries.demo import PASSWORD
from workflow.services.sign_in import Visitor, digest, sign_in
from workflow.services.touch_session import touch_session

pytestmark = pytest.mark.both

LATER = TODAY + dt.timedelta(minutes=2)


@pytest.fixture
def session() -> str:
    """Somebody's session."""
    return digest(sign_in("pcso.75", PASSWORD, Visitor(address="192.0.2.1", agent=""), TODAY))


def test_a_touch_notes_the_time(session: str) -> None:
    touch_session(session, LATER)
    assert _seen(session) == LATER


def test_a_touch_is_no_entry(session: str) -> None:
    before = count(Entry)
    touch_session(session, LATER)
    assert count(Entry) == before


def test_a_touch_leaves_the_request_s_own_transaction_alone(session: str) -> None:
    stage = row(SAMUT_SONGKHRAM).stage
    touch_session(session, LATER)
    assert (
        db.session.execute(sa.select(Plan.stage).where(Plan.id == SAMUT_SONGKHRAM)).scalar()
        == stage
    )


def test_a_touch_waits_for_no_lock(session: str) -> None:
    _hold(session)
    began = time.perf_counter()
    apart(lambda: touch_session(session, LATER))
    assert time.perf_counter() - began < 2


def test_a_touch_that_cannot_have_the_lock_is_left_out(session: str) -> None:
    _hold(session)
    apart(lambda: touch_session(session, LATER))
    db.session.commit()
    assert _seen(session) == TODAY


def test_who_held_the_lock_is_not_disturbed(session: str) -> None:
    _hold(session)
    apart(lambda: touch_session(session, LATER))
    db.session.commit()
    ended = db.session.get_one(Session, session).ended_at
    assert ended == TODAY


def test_a_connection_that_hurried_is_not_given_to_others(session: str) -> None:
    touch_session(session, LATER)
    assert [apart(_patience) for _ in range(3)] == [_patience()] * 3


def test_a_session_that_is_not_there_is_no_error() -> None:
    touch_session("0" * 64, LATER)


def _hold(session: str) -> None:
    """Hold the lock on a session, as somebody who signs out."""
    writing()
    db.session.execute(sa.update(Session).where(Session.id_hash == session).values(ended_at=TODAY))


def _seen(session: str) -> dt.datetime:
    db.session.rollback()
    query = sa.select(Session.seen_at).where(Session.id_hash == session)
    found: dt.datetime = db.session.execute(query).scalar_one()
    return found


def _patience() -> object:
    """How long this connection waits for a lock."""
    db.session.rollback()
    asked = "PRAGMA busy_timeout" if db.engine.dialect.name == "sqlite" else "SHOW lock_timeout"
    found = db.session.execute(sa.text(asked)).scalar_one()
    assert found in (15_000, "5s")
    return found
