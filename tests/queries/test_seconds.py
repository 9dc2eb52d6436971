"""What waits for a second person: who sees it as theirs, and at what cost."""

import datetime as dt
from typing import Any

import pytest

from tests.conftest import TODAY
from tests.services.acting import (
    NAKHON,
    NAN,
    RECOMMENDED,
    SAMUT_SONGKHRAM,
    act,
    actor,
    also,
    operation,
    row,
    statements,
)
from tests.services.papering import LATER, SECRETARY, answered, enter
from workflow.queries.paper_page import new_paper_page, paper_page
from workflow.queries.plan_page import plan_page
from workflow.queries.seconds import matters_for
from workflow.queries.undo_page import undo_page, wish_page
from workflow.services.ask_undo import UndoAsked, ask_undo
from workflow.states.facts import Given
from workflow.thai.dates import local_day


def ask(username: str, plan_id: int) -> None:
    """Ask that the newest act be undone."""
    asked = UndoAsked(
        plan_id=plan_id, n=row(plan_id).version, reason="กดผิด", operation_id=operation()
    )
    ask_undo(asked, actor(username), TODAY)


def mine(username: str, at: dt.datetime = LATER) -> list[tuple[str, int, int]]:
    """What waits for somebody: kind, plan and number."""
    return [(one.kind, one.plan_id, one.n) for one in matters_for(actor(username, at), at)]


def test_an_undoing_waits_for_those_who_may_consent() -> None:
    act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    ask("clinic.75", SAMUT_SONGKHRAM)
    waits = [("undo", SAMUT_SONGKHRAM, 3)]
    assert mine("pcso.75") == mine(SECRETARY) == waits
    assert mine("clinic.75") == mine("drafter.75") == mine("pcso.80") == mine("auditor.1") == []


def test_a_paper_waits_for_those_who_may_check_it() -> None:
    enter()
    waits = [("paper", NAKHON, 1)]
    assert mine("pcso.80") == mine("office.80") == waits
    assert mine("clinic.80") == []
    assert mine(SECRETARY) == mine("pcso.75") == []
    answered("office.80")
    assert mine("pcso.80") == []


def test_neither_waits_once_the_plan_moved_on() -> None:
    enter()
    act("pcso.80", NAKHON, "endorse")
    assert mine("clinic.80") == []
    ask("pcso.80", NAKHON)
    act("pcso.80", NAKHON, "pcso_withdraw", Given(reason="จัดทำใหม่"), LATER)
    assert mine(SECRETARY) == []


def test_nor_an_undoing_after_its_time() -> None:
    act("pcso.80", NAKHON, "endorse")
    ask("pcso.80", NAKHON)
    assert mine(SECRETARY, TODAY + dt.timedelta(hours=25)) == []


def test_whoever_sat_at_the_other_desk_is_not_the_second() -> None:
    also("drafter2.75", "clinic_rep")
    act("drafter.55", NAN, "withdraw", Given(reason="จัดทำใหม่"))
    ask("drafter.55", NAN)
    assert mine("clinic.55") == [("undo", NAN, row(NAN).version)]
    also("drafter.55", "clinic_rep", "55")
    assert mine("drafter.55") == []


def test_the_way_to_ask_is_offered_while_nobody_asked() -> None:
    act("pcso.80", NAKHON, "endorse")
    assert plan_page(NAKHON, actor("pcso.80"), LATER).undoes
    assert not plan_page(NAKHON, actor(SECRETARY), LATER).undoes
    ask("pcso.80", NAKHON)
    assert not plan_page(NAKHON, actor("pcso.80"), LATER).undoes


def test_the_way_to_enter_a_paper_is_offered_while_none_waits() -> None:
    assert plan_page(NAKHON, actor(SECRETARY), TODAY).enters_paper
    assert not plan_page(NAKHON, actor("office.80"), TODAY).enters_paper
    enter()
    assert not plan_page(NAKHON, actor(SECRETARY), TODAY).enters_paper


def test_deciders_of_now_and_of_when_the_plan_came_are_offered() -> None:
    came = local_day(row(NAKHON).stage_since)
    also("observer.1", "pcso", "80", capacity="acting", since=came, until=came)
    found = new_paper_page(NAKHON, "endorse", actor(SECRETARY), TODAY)
    assert {one.id for one, _ in found.deciders} == {
        actor("pcso.80").id,
        actor("observer.1").id,
    }


@pytest.mark.parametrize(
    ("page", "most"),
    [
        (lambda: matters_for(actor(SECRETARY, LATER), LATER), 3),
        (lambda: undo_page(NAKHON, actor("pcso.80"), LATER), 8),
        (lambda: wish_page(NAKHON, 4, actor(SECRETARY), LATER), 8),
        (lambda: paper_page(NAKHON, 1, actor(SECRETARY), LATER), 8),
        (lambda: plan_page(NAKHON, actor(SECRETARY), LATER), 11),
    ],
)
def test_each_page_asks_few_questions(page: Any, most: int) -> None:
    enter()
    answered("office.80")
    undo = UndoAsked(plan_id=NAKHON, n=4, reason="กดผิด", operation_id=operation())
    ask_undo(undo, actor("pcso.80"), LATER)
    page()
    assert len(statements(page)) <= most
