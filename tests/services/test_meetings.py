"""Making, arranging, announcing, opening and closing meetings, on both databases."""

import datetime as dt
import threading
import time

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import (
    NAKHON,
    RETURNED,
    ROI_ET,
    act,
    actor,
    codes,
    count,
    end,
    operation,
    refusal,
    row,
)
from tests.services.sitting import (
    CALLED,
    CHAIR,
    HELD,
    SECRETARY,
    arrange,
    certify,
    entries,
    item,
    make,
    meeting,
    new_meeting,
    opened,
    record,
    seen,
)
from workflow.extensions import db, writer
from workflow.models import Entry, Meeting, Notice, Outbox, Person
from workflow.services.announce_meeting import announce_meeting
from workflow.services.close_meeting import close_meeting
from workflow.services.make_meeting import make_meeting
from workflow.services.open_meeting import open_meeting
from workflow.services.postpone_item import Postponement, postpone_item
from workflow.states.facts import Given
from workflow.states.refusals import NotFound, Refused

pytestmark = pytest.mark.both


def told(kind: str) -> list[str]:
    """User names of everyone who was told of something."""
    query = sa.select(Person.username).join(Outbox, Outbox.recipient_id == Person.id)
    return sorted(db.session.scalars(query.where(Outbox.kind == kind, Outbox.created_at == TODAY)))


def postponement(**changed: object) -> Postponement:
    values = {"meeting_id": CALLED, "n": 1, "note": "รอเอกสาร", "operation_id": operation()}
    version = changed.pop("version", None) or item().version
    return Postponement(version=version, **{**values, **changed})  # type: ignore[arg-type]  # by name


def test_a_meeting_is_made_once_for_an_operation() -> None:
    new = new_meeting()
    made = make_meeting(new, actor(SECRETARY), TODAY)
    assert make_meeting(new, actor(SECRETARY), TODAY) == made
    assert (meeting(made).number, meeting(made).year, meeting(made).stage) == (6, 2569, "planned")
    assert [entry.act for entry in entries(made)] == ["make"]


def test_an_operation_makes_no_other_meeting() -> None:
    new = new_meeting()
    make_meeting(new, actor(SECRETARY), TODAY)
    other = new_meeting(number=7, operation_id=new.operation_id)
    assert codes(make_meeting, other, actor(SECRETARY), TODAY) == ["operation_reused"]
    nameless = new_meeting(operation_id="x")
    assert codes(make_meeting, nameless, actor(SECRETARY), TODAY) == ["operation_missing"]


def test_of_two_who_make_one_meeting_at_once_the_second_is_told() -> None:
    engine, inserted = writer(), threading.Event()
    row = {"number": 6, "year": 2569, "held_on": TODAY.date(), "time": "09:30", "version": 0}
    words = {"place_th": "ห้อง", "place_en": "Room", "stage": "planned"}

    def other() -> None:
        with engine.connect().execution_options(writes=True) as connection:
            connection.execute(sa.insert(Meeting).values(**row, **words))
            inserted.set()
            time.sleep(0.5)
            connection.commit()

    thread = threading.Thread(target=other)
    thread.start()
    inserted.wait(5)
    assert codes(make_meeting, new_meeting(), actor(SECRETARY), TODAY) == ["meeting_exists"]
    thread.join()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"number": 5}, "meeting_exists"),
        ({"number": 0}, "not_a_number"),
        ({"number": 1000}, "not_a_number"),
        ({"held_on": dt.date(2026, 11, 23)}, "meeting_past"),
        ({"time": "25:00"}, "not_a_time"),
        ({"place_th": " "}, "ask_empty"),
        ({"place_en": "x" * 201}, "ask_long"),
    ],
)
def test_a_meeting_needs_number_day_time_and_place(changed: dict[str, object], reason: str) -> None:
    assert codes(make_meeting, new_meeting(**changed), actor(SECRETARY), TODAY) == [reason]


def test_only_the_secretariat_runs_meetings() -> None:
    for username in (CHAIR, "member.MHESI-2", "auditor.1", "drafter.75"):
        refused = refusal(make_meeting, new_meeting(), actor(username), TODAY)
        assert (refused.code, refused.reasons[0].code) == (403, "not_yours")


def test_announcing_invites_the_committee_and_tells_the_provinces_once() -> None:
    other = make()
    assert codes(announce_meeting, seen(other), actor(SECRETARY), TODAY) == ["agenda_empty"]
    arrange([])
    arrange([ROI_ET], other)
    assert told("agenda_set") == [], "nobody is told before it is announced"
    asked = seen(other)
    for _ in range(2):
        announce_meeting(asked, actor(SECRETARY), TODAY)
    assert meeting(other).stage == "notified"
    invited = told("meeting_invited")
    assert len(invited) == len(set(invited)) == 13, "twelve seats and the other secretary"
    assert "pcso.45" in told("agenda_set")
    assert count(Notice, Notice.kind == "meeting_invited", Notice.made_at == TODAY) == 13


def test_an_announced_meeting_is_not_announced_again() -> None:
    refused = refusal(announce_meeting, seen(version=1), actor(SECRETARY), TODAY)
    assert [reason.code for reason in refused.reasons] == ["meeting_notified", "stale_meeting"]


def test_opening_names_who_presides_and_holds_the_plans() -> None:
    asked = seen()
    for _ in range(2):
        open_meeting(asked, "MOI-1", actor(SECRETARY), TODAY)
    assert (meeting().stage, meeting().presiding, row(ROI_ET).in_session) == (
        "in_session",
        "MOI-1",
        True,
    )
    assert [entry.act for entry in entries()] == ["make", "set_agenda", "announce", "open"]


@pytest.mark.parametrize("seat", ["MOI-2", "X", ""])
def test_who_presides_is_a_co_chair(seat: str) -> None:
    assert codes(open_meeting, seen(), seat, actor(SECRETARY), TODAY) == ["presiding_unknown"]


def test_who_presides_holds_the_seat_today() -> None:
    end(CHAIR)
    assert codes(open_meeting, seen(), "MOI-1", actor(SECRETARY), TODAY) == ["presiding_unknown"]


def test_a_meeting_opens_once_and_after_it_is_announced() -> None:
    planned = make()
    arrange([], CALLED)
    arrange([ROI_ET], planned)
    assert codes(open_meeting, seen(planned), "MOI-1", actor(SECRETARY), TODAY) == [
        "meeting_planned"
    ]
    opened()
    assert codes(open_meeting, seen(version=1), "MOI-1", actor(SECRETARY), TODAY) == [
        "meeting_in_session",
        "stale_meeting",
    ]


def test_what_left_the_committee_is_struck_with_its_stage() -> None:
    act("pcso.80", NAKHON, "endorse")
    arrange([ROI_ET, NAKHON])
    act(SECRETARY, ROI_ET, "secretariat_return", RETURNED)
    opened()
    assert (item(n=1).ended, item(n=1).note, item(n=2).ended) == ("struck", "returned", None)
    assert (row(ROI_ET).in_session, row(NAKHON).in_session) == (False, True)


def test_all_struck_holds_nothing() -> None:
    act("pcso.45", ROI_ET, "pcso_withdraw", Given(reason="ขอทบทวน"))
    opened()
    close_meeting(seen(), actor(SECRETARY), TODAY)
    assert (item().note, meeting().stage) == ("withdrawn", "closed")


@pytest.mark.parametrize(
    ("username", "move", "given"),
    [
        (SECRETARY, "secretariat_return", RETURNED),
        ("pcso.45", "pcso_withdraw", Given(reason="ขอทบทวน")),
    ],
)
def test_a_plan_leaves_the_committee_until_its_meeting_opens(
    username: str, move: str, given: Given
) -> None:
    opened()
    with pytest.raises(Refused) as refused:
        act(username, ROI_ET, move, given)
    assert [reason.code for reason in refused.value.reasons] == ["agenda_opened"]
    postpone_item(postponement(), actor(SECRETARY), TODAY)
    assert act(username, ROI_ET, move, given).version == 5


def test_a_postponed_item_frees_its_plan_once() -> None:
    opened()
    asked = postponement()
    for _ in range(2):
        postpone_item(asked, actor(SECRETARY), TODAY)
    assert (item().ended, item().note, row(ROI_ET).stage) == (
        "postponed",
        "รอเอกสาร",
        "committee_approval",
    )
    other = make()
    arrange([ROI_ET], other)
    assert item(other).plan_id == ROI_ET


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"note": " "}, "ask_empty"),
        ({"note": "ก" * 8001}, "ask_long"),
        ({"version": 9}, "stale_item"),
    ],
)
def test_a_postponement_needs_a_reason_and_what_was_seen(
    changed: dict[str, object], reason: str
) -> None:
    opened()
    assert codes(postpone_item, postponement(**changed), actor(SECRETARY), TODAY) == [reason]


def test_an_item_that_has_ended_is_not_postponed() -> None:
    opened()
    record()
    certify()
    found = codes(postpone_item, postponement(), actor(SECRETARY), TODAY)
    assert found == ["item_certified"]


def test_a_meeting_closes_when_every_item_has_ended() -> None:
    opened()
    refused = refusal(close_meeting, seen(), actor(SECRETARY), TODAY)
    assert "5.1" in refused.reasons[0].text("en")
    record()
    certify()
    asked = seen()
    for _ in range(2):
        close_meeting(asked, actor(SECRETARY), TODAY)
    assert (meeting().stage, meeting().closed_at) == ("closed", TODAY)
    assert codes(close_meeting, seen(version=1), actor(SECRETARY), TODAY) == [
        "meeting_closed",
        "stale_meeting",
    ]


def test_a_meeting_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound):
        close_meeting(
            seen(HELD, version=1).__class__(meeting_id=99, version=1, operation_id=operation()),
            actor(SECRETARY),
            TODAY,
        )
    with pytest.raises(NotFound):
        postpone_item(postponement(n=7, version=1), actor(SECRETARY), TODAY)


def test_the_version_of_a_meeting_is_the_length_of_its_chain() -> None:
    opened()
    record()
    certify()
    newest = sa.select(sa.func.max(Entry.n)).where(Entry.subject == f"meeting:{CALLED}")
    assert meeting().version == db.session.execute(newest).scalar_one() == 5
    assert count(Meeting) == 2
