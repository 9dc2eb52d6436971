"""Appointments: which posts one person holds at a time, and how they end."""

import datetime as dt
import json
from typing import Any

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import actor, appointment_of, codes, count, person_id
from workflow.extensions import db
from workflow.models import Appointment, Entry, EntryBody, Person
from workflow.services.appoint import NewAppointment, appoint, end_appointment
from workflow.states.refusals import NotFound

pytestmark = pytest.mark.both

DAY = dt.timedelta(days=1)
START, END = dt.date(2027, 1, 1), dt.date(2027, 1, 31)


def test_who_is_appointed_holds_the_post_from_that_day() -> None:
    appoint(person_id("observer.1"), _new("clinic_rep", since=TODAY.date()), TODAY)
    assert [h.post for h in actor("observer.1").holdings] == ["observer", "clinic_rep"]
    assert [h.post for h in actor("observer.1", TODAY - DAY).holdings] == ["observer"]


def test_an_appointment_is_in_the_account_s_chain() -> None:
    appoint(person_id("observer.1"), _new("clinic_rep", until=END), TODAY)
    act, text = _last_entry("observer.1")
    assert act == "appointed"
    assert (text["post"], text["since"], text["until"]) == (
        "clinic_rep",
        "2027-01-01",
        "2027-01-31",
    )


@pytest.mark.parametrize(
    ("post", "province"),
    [("pcso", None), ("secretariat", "75"), ("governor", "75"), ("drafter", "99"), ("drafter", "")],
)
def test_a_post_is_where_it_should_be(post: str, province: str | None) -> None:
    new = _new(post, province_code=province)
    assert codes(appoint, person_id("observer.1"), new, TODAY) == ["province_unknown"]


@pytest.mark.parametrize(("since", "until"), [(START, None), (START, END), (END, END + DAY)])
def test_a_province_has_one_pcso_at_a_time(since: dt.date, until: dt.date | None) -> None:
    new = _new("pcso", since=since, until=until)
    assert codes(appoint, person_id("observer.1"), new, TODAY) == ["overlapping_appointment"]


def test_the_next_pcso_begins_on_the_day_after() -> None:
    end_appointment(appointment_of("pcso.75"), START - DAY, TODAY)
    assert appoint(person_id("observer.1"), _new("pcso"), TODAY)


def test_the_last_day_is_still_held() -> None:
    end_appointment(appointment_of("pcso.75"), START, TODAY)
    codes_found = codes(appoint, person_id("observer.1"), _new("pcso"), TODAY)
    assert codes_found == ["overlapping_appointment"]


@pytest.mark.parametrize("post", ["drafter", "clinic_rep", "provincial_office"])
def test_other_posts_have_several_holders(post: str) -> None:
    assert appoint(person_id("observer.1"), _new(post), TODAY)


@pytest.mark.parametrize("capacity", ["acting", "delegated"])
def test_a_stand_in_stands_beside_the_holder(capacity: str) -> None:
    assert appoint(person_id("observer.1"), _new("pcso", capacity=capacity), TODAY)


@pytest.mark.parametrize("capacity", ["acting", "delegated"])
def test_a_post_has_one_stand_in_at_a_time(capacity: str) -> None:
    appoint(person_id("observer.1"), _new("pcso", capacity="acting", until=END), TODAY)
    new = _new("pcso", capacity=capacity, since=END)
    assert codes(appoint, person_id("auditor.1"), new, TODAY) == ["overlapping_appointment"]


def test_stand_ins_may_follow_each_other() -> None:
    appoint(person_id("observer.1"), _new("pcso", capacity="acting", until=END), TODAY)
    assert appoint(person_id("auditor.1"), _new("pcso", capacity="acting", since=END + DAY), TODAY)


def test_each_seat_has_its_own_stand_in() -> None:
    seats = ("MHESI-2", "MOI-2")
    made = [
        appoint(person_id("observer.1"), _new("member", None, seat=s, capacity="acting"), TODAY)
        for s in seats
    ]
    assert len(set(made)) == 2


def test_a_delegation_keeps_the_moves_that_its_order_names() -> None:
    new = _new("pcso", capacity="delegated", moves=("endorse",), since=TODAY.date())
    appoint(person_id("observer.1"), new, TODAY)
    (holding,) = [h for h in actor("observer.1").holdings if h.post == "pcso"]
    assert (holding.capacity, holding.moves, holding.order_no) == (
        "delegated",
        ("endorse",),
        "9/2569",
    )


def test_a_post_is_held_to_the_end_of_its_last_day_in_bangkok() -> None:
    end_appointment(appointment_of("pcso.75"), dt.date(2026, 11, 24), TODAY)
    last_second = dt.datetime(2026, 11, 24, 16, 59, 59, tzinfo=dt.UTC)
    assert actor("pcso.75", last_second).holds("pcso")
    assert not actor("pcso.75", last_second + dt.timedelta(seconds=1)).holds("pcso")


def test_an_end_is_in_the_account_s_chain() -> None:
    end_appointment(appointment_of("pcso.75"), START, TODAY)
    act, text = _last_entry("pcso.75")
    assert (act, text["until"]) == ("appointment_ended", "2027-01-01")


@pytest.mark.parametrize("last_day", [dt.date(2020, 1, 1), dt.date(2025, 9, 30)])
def test_nothing_ends_before_it_began(last_day: dt.date) -> None:
    with pytest.raises(NotFound):
        end_appointment(appointment_of("pcso.75"), last_day, TODAY)


def test_an_appointment_that_ended_is_not_made_longer() -> None:
    appointment = appointment_of("pcso.75")
    end_appointment(appointment, START, TODAY)
    with pytest.raises(NotFound):
        end_appointment(appointment, END, TODAY)
    assert db.session.get_one(Appointment, appointment).until == START


def test_an_appointment_that_is_not_there_cannot_end() -> None:
    before = count(Entry)
    with pytest.raises(NotFound):
        end_appointment(999_999, START, TODAY)
    assert count(Entry) == before


def _new(post: str, province_code: str | None = "75", **changed: Any) -> NewAppointment:
    plain = {"order_no": "9/2569", "since": START}
    return NewAppointment(post=post, province_code=province_code, **{**plain, **changed})


def _last_entry(username: str) -> tuple[str, dict[str, Any]]:
    ref = sa.select(Person.ref).where(Person.username == username).scalar_subquery()
    query = sa.select(Entry.act, EntryBody.text).join(EntryBody, EntryBody.entry_id == Entry.id)
    query = query.where(Entry.subject == "account:" + ref).order_by(Entry.n.desc()).limit(1)
    act, text = db.session.execute(query).one()
    return act, json.loads(text)
