"""Ending sessions: one, the others, all; never somebody else's."""

import pytest

from tests.conftest import TODAY
from tests.services.acting import count, person_id
from tests.services.factors import HOME
from workflow.models import Outbox
from workflow.queries.demo import PASSWORD
from workflow.queries.person import load_account
from workflow.queries.profile import sessions_of
from workflow.services.end_sessions import (
    end_all_sessions,
    end_other_sessions,
    end_session,
    handle_of,
)
from workflow.services.sign_in import digest, sign_in

pytestmark = pytest.mark.both


def test_one_ends_by_its_handle_and_twice_is_harmless() -> None:
    here, there = _signed_in(), _signed_in()
    for _ in range(2):
        end_session(person_id("pcso.75"), handle_of(digest(there)), TODAY)
    assert _living(here, there) == [True, False]


def test_somebody_else_s_handle_ends_nothing() -> None:
    mine = _signed_in()
    for handle in (handle_of(digest(mine)), digest(mine), "", "x"):
        end_session(person_id("pcso.80"), handle, TODAY)
    assert _living(mine) == [True]


def test_all_others_end_and_their_person_is_told() -> None:
    here, there, other = _signed_in(), _signed_in(), _signed_in("pcso.80")
    end_other_sessions(person_id("pcso.75"), digest(here), TODAY)
    assert _living(here, there, other) == [True, False, True]
    assert count(Outbox, Outbox.kind == "sessions_ended") == 1
    assert [row.id_hash for row in sessions_of(person_id("pcso.75"), TODAY)] == [digest(here)]


def test_where_there_is_no_other_nobody_is_told() -> None:
    here = _signed_in()
    end_other_sessions(person_id("pcso.75"), digest(here), TODAY)
    end_all_sessions(person_id("pcso.80"), None, TODAY)
    assert count(Outbox, Outbox.kind == "sessions_ended") == 0


def test_an_administrator_ends_all() -> None:
    tokens = [_signed_in(), _signed_in()]
    end_all_sessions(person_id("pcso.75"), "p-admin", TODAY)
    assert _living(*tokens) == [False, False]


def _signed_in(username: str = "pcso.75") -> str:
    return sign_in(username, PASSWORD, HOME, TODAY)


def _living(*tokens: str) -> list[bool]:
    return [load_account(token) is not None for token in tokens]
