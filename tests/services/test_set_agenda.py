"""An agenda: plans that wait, each on one at a time, in an order that stands once it has opened."""

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import (
    CHIANG_MAI,
    NAKHON,
    NAN,
    ROI_ET,
    act,
    actor,
    codes,
    count,
    refusal,
)
from tests.services.sitting import (
    CALLED,
    SECRETARY,
    arrange,
    item,
    make,
    meeting,
    opened,
)
from workflow.extensions import db
from workflow.models import Item, Outbox, Person
from workflow.services.set_agenda import NewAgenda, set_agenda
from workflow.states.refusals import NotFound

pytestmark = pytest.mark.both


def told(kind: str) -> list[str]:
    """User names of everyone who was told of something."""
    query = sa.select(Person.username).join(Outbox, Outbox.recipient_id == Person.id)
    return sorted(db.session.scalars(query.where(Outbox.kind == kind, Outbox.created_at == TODAY)))


def test_an_agenda_has_an_order_and_twice_is_harmless() -> None:
    act("pcso.80", NAKHON, "endorse")
    arrange([ROI_ET, NAKHON])
    version = meeting().version
    stale = NewAgenda(meeting_id=CALLED, version=1, plans=(ROI_ET, NAKHON))
    set_agenda(stale, actor(SECRETARY), TODAY)
    assert meeting().version == version
    arrange([NAKHON, ROI_ET, NAKHON])
    assert [item(n=n).plan_id for n in (1, 2)] == [NAKHON, ROI_ET]
    arrange([])
    assert count(Item, Item.meeting_id == CALLED) == 0


def test_a_stale_agenda_is_refused() -> None:
    act("pcso.80", NAKHON, "endorse")
    stale = NewAgenda(meeting_id=CALLED, version=1, plans=(NAKHON,))
    refused = refusal(set_agenda, stale, actor(SECRETARY), TODAY)
    assert (refused.code, refused.reasons[0].code) == (409, "stale_meeting")


def test_a_plan_waits_for_the_committee_or_is_on_no_agenda() -> None:
    for plan in (NAN, CHIANG_MAI):
        wanted = NewAgenda(meeting_id=CALLED, version=meeting().version, plans=(ROI_ET, plan))
        assert codes(set_agenda, wanted, actor(SECRETARY), TODAY) == ["not_waiting"]
    nowhere = NewAgenda(meeting_id=CALLED, version=meeting().version, plans=(999,))
    with pytest.raises(NotFound):
        set_agenda(nowhere, actor(SECRETARY), TODAY)


def test_a_plan_is_on_one_undecided_agenda_at_a_time() -> None:
    other = make()
    wanted = NewAgenda(meeting_id=other, version=meeting(other).version, plans=(ROI_ET,))
    refused = refusal(set_agenda, wanted, actor(SECRETARY), TODAY)
    assert "5/2569" in refused.reasons[0].text("th")
    arrange([])
    arrange([ROI_ET], other)
    assert item(other).plan_id == ROI_ET


def test_a_province_is_told_when_its_plan_comes_on_an_announced_agenda() -> None:
    act("pcso.80", NAKHON, "endorse")
    arrange([ROI_ET, NAKHON])
    assert told("agenda_set") == ["clinic.80", "drafter.80", "drafter2.80", "pcso.80"]


def test_an_agenda_stands_once_the_meeting_has_opened() -> None:
    opened()
    wanted = NewAgenda(meeting_id=CALLED, version=meeting().version, plans=())
    assert codes(set_agenda, wanted, actor(SECRETARY), TODAY) == ["meeting_in_session"]
