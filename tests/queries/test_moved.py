"""What moved lately: the last act on each plan of a person, by whom, the newest first."""

import datetime as dt

import pytest

from tests.conftest import TODAY
from tests.services.acting import (
    NAKHON,
    NAN,
    PATTANI,
    SAMUT_SONGKHRAM,
    act,
    actor,
    also,
    statements,
)
from workflow.extensions import db
from workflow.queries.moved import LATELY, MOST, Moved, moved_lately
from workflow.states.facts import Given, Person

pytestmark = pytest.mark.both


def test_a_move_is_told_with_who_made_it_and_where_the_plan_now_is() -> None:
    act("pcso.80", NAKHON, "endorse")
    first = _moved("secretariat.1")[0]
    assert (first.id, first.act.en, first.stage.code) == (NAKHON, "Endorse", "committee_approval")
    assert (first.actor.th, first.post, first.at) == (actor("pcso.80").name_th, "pcso", TODAY)


def test_only_the_last_move_of_a_plan_is_told() -> None:
    act("drafter.75", SAMUT_SONGKHRAM, "recall")
    act("drafter.75", SAMUT_SONGKHRAM, "withdraw", Given(reason="จัดทำใหม่"))
    told = [(one.id, one.act.en) for one in _moved("clinic.75")]
    assert told == [(SAMUT_SONGKHRAM, "Withdraw")]


def test_who_stood_in_is_told_with_the_order() -> None:
    also("observer.1", "pcso", "80", capacity="acting")
    act("observer.1", NAKHON, "endorse")
    first = _moved("secretariat.1")[0]
    assert (first.capacity, first.order_no) == ("acting", "9/2569")


def test_what_was_begun_or_lies_longer_back_has_not_moved_lately() -> None:
    assert PATTANI not in [one.id for one in _moved("secretariat.1")]
    last = _moved("clinic.75")[0].at
    assert moved_lately(actor("clinic.75"), last + LATELY)
    assert not moved_lately(actor("clinic.75"), last + LATELY + dt.timedelta(seconds=1))


@pytest.mark.parametrize(
    ("username", "ids"), [("pcso.80", {NAKHON}), ("drafter.55", {NAN}), ("admin.1", set())]
)
def test_each_sees_the_plans_of_their_scope(username: str, ids: set[int]) -> None:
    assert {one.id for one in _moved(username)} <= ids


def test_who_holds_no_post_sees_none_and_one_query_is_enough() -> None:
    assert moved_lately(Person(1, "p-1", "", ""), TODAY) == ()
    person = actor("secretariat.1")
    moved_lately(person, TODAY)
    db.session.rollback()
    assert len(statements(lambda: moved_lately(person, TODAY))) == 1
    assert len(_moved("secretariat.1")) <= MOST


def _moved(username: str) -> tuple[Moved, ...]:
    db.session.rollback()
    return moved_lately(actor(username), TODAY)
