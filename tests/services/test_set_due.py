"""Before the committee a plan is due on its meeting's day; without one, by its stage's term."""

import datetime as dt

import pytest

from tests.conftest import TODAY
from tests.services.acting import NAKHON, RETURNED, ROI_ET, act, actor, operation, row
from tests.services.sitting import (
    CHAIR,
    SECRETARY,
    arrange,
    certificate,
    make,
    opened,
    record,
    recorded,
)
from workflow.services.certify_item import certify_item
from workflow.services.postpone_item import Postponement, postpone_item
from workflow.states import clock
from workflow.thai.dates import local_day

pytestmark = pytest.mark.both

LATER = dt.date(2026, 12, 17)
TERM = clock.due(local_day(TODAY), 7)


def test_an_agenda_makes_a_plan_due_on_the_day_of_its_meeting() -> None:
    act("pcso.80", NAKHON, "endorse")
    arrange([NAKHON], make(held_on=LATER))
    assert row(NAKHON).due_on == LATER
    assert row(ROI_ET).due_on == dt.date(2026, 12, 3), "the demo's meeting 5/2569"


def test_off_the_agenda_its_term_begins_anew() -> None:
    act("pcso.80", NAKHON, "endorse")
    meeting = make(held_on=LATER)
    arrange([NAKHON], meeting)
    arrange([], meeting)
    assert row(NAKHON).due_on == TERM


def test_one_that_has_left_the_committee_keeps_the_due_date_it_has_there() -> None:
    act("secretariat.1", ROI_ET, "secretariat_return", RETURNED)
    due = row(ROI_ET).due_on
    arrange([])
    assert row(ROI_ET).due_on == due


@pytest.mark.parametrize("how", ["postponed", "deferred"])
def test_without_a_decision_its_term_begins_anew(how: str) -> None:
    opened()
    after = TODAY + dt.timedelta(days=14)
    if how == "deferred":
        record(recorded(motion="defer"))
        certify_item(certificate(), actor(CHAIR), after)
    else:
        asked = Postponement(meeting_id=2, n=1, version=1, note="รอข้อมูล", operation_id=operation())
        postpone_item(asked, actor(SECRETARY), after)
    assert row(ROI_ET).due_on == clock.due(local_day(after), 7)
