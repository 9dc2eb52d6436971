"""Setting a task aside and taking it back: until when, whose, and what ends it."""

import datetime as dt

import pytest

from tests.conftest import TODAY
from tests.services.acting import (
    NAN,
    PATTANI,
    RECOMMENDED,
    ROI_ET,
    SAMUT_SONGKHRAM,
    act,
    actor,
    codes,
    count,
    row,
)
from workflow.models import Snooze
from workflow.queries.inbox import Inbox, inbox, number_of_tasks
from workflow.services.snooze_task import LONGEST, Aside, snooze_task
from workflow.services.wake_task import wake_task
from workflow.states.refusals import NotFound
from workflow.thai.dates import local_day

pytestmark = pytest.mark.both

DAY = local_day(TODAY)
TOMORROW = DAY + dt.timedelta(days=1)


def test_a_task_set_aside_stands_apart_and_is_not_counted() -> None:
    _snooze("clinic.75", SAMUT_SONGKHRAM)
    found = _inbox("clinic.75")
    assert (found.mine, found.to_decide.total) == (0, 0)
    assert [(t.id, t.snoozed_until) for t in found.snoozed.tasks] == [(SAMUT_SONGKHRAM, TOMORROW)]
    assert number_of_tasks(actor("clinic.75"), TODAY) == 0


def test_it_comes_back_when_the_day_comes() -> None:
    _snooze("clinic.75", SAMUT_SONGKHRAM)
    later = TODAY + dt.timedelta(days=1)
    assert inbox(actor("clinic.75"), later).mine == 1
    assert number_of_tasks(actor("clinic.75"), later) == 1


def test_it_comes_back_when_the_plan_moved_meanwhile() -> None:
    _snooze("clinic.75", SAMUT_SONGKHRAM, DAY + LONGEST)
    act("drafter.75", SAMUT_SONGKHRAM, "recall")
    _snooze("drafter.75", SAMUT_SONGKHRAM)
    assert _inbox("clinic.75").snoozed.total == 0
    assert _inbox("drafter.75").snoozed.total == 1


def test_it_comes_back_when_its_person_takes_it_back() -> None:
    _snooze("clinic.75", SAMUT_SONGKHRAM)
    for _ in range(2):
        wake_task(actor("clinic.75").id, SAMUT_SONGKHRAM)
    assert _inbox("clinic.75").mine == 1


def test_nobody_else_takes_it_back_or_sees_it_set_aside() -> None:
    _snooze("drafter.55", NAN)
    wake_task(actor("pcso.75").id, NAN)
    assert count(Snooze) == 1
    assert _inbox("secretariat.1").snoozed.total == 0


def test_what_is_late_is_said_of_what_is_set_aside() -> None:
    _snooze("drafter.55", NAN)
    found = _inbox("drafter.55")
    assert (found.late, found.snoozed.late) == (0, 1)


def test_a_draft_may_be_set_aside_too() -> None:
    _snooze("drafter.95", PATTANI)
    assert (_inbox("drafter.95").drafts.total, _inbox("drafter.95").snoozed.total) == (0, 1)


def test_the_same_again_is_kept_once_and_another_day_replaces_it() -> None:
    for day in (TOMORROW, TOMORROW, DAY + LONGEST):
        _snooze("clinic.75", SAMUT_SONGKHRAM, day)
    assert count(Snooze) == 1
    assert _inbox("clinic.75").snoozed.tasks[0].snoozed_until == DAY + LONGEST


@pytest.mark.parametrize("days", [-1, 0, LONGEST.days + 1])
def test_the_day_is_after_today_and_not_far(days: int) -> None:
    aside = _aside(SAMUT_SONGKHRAM, DAY + dt.timedelta(days=days))
    assert codes(snooze_task, aside, actor("clinic.75"), TODAY) == ["snooze_day"]


def test_a_plan_that_moved_on_is_not_set_aside_unread() -> None:
    aside = _aside(SAMUT_SONGKHRAM)
    act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    assert codes(snooze_task, aside, actor("clinic.75"), TODAY) == ["stale", "not_your_task"]


def test_what_waits_for_another_is_no_task() -> None:
    assert codes(snooze_task, _aside(ROI_ET), actor("chair.MOI-1"), TODAY) == ["not_your_task"]


@pytest.mark.parametrize("plan_id", [SAMUT_SONGKHRAM, 4000])
def test_what_somebody_may_not_read_is_not_there(plan_id: int) -> None:
    aside = Aside(plan_id=plan_id, version=1, until=TOMORROW)
    with pytest.raises(NotFound):
        snooze_task(aside, actor("pcso.45"), TODAY)


def _snooze(username: str, plan_id: int, until: dt.date = TOMORROW) -> None:
    snooze_task(_aside(plan_id, until), actor(username), TODAY)


def _aside(plan_id: int, until: dt.date = TOMORROW) -> Aside:
    return Aside(plan_id=plan_id, version=row(plan_id).version, until=until)


def _inbox(username: str) -> Inbox:
    return inbox(actor(username), TODAY)
