"""Who holds which post on a day: days of Bangkok, care through representation, stand-ins."""

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import NAN, PATTANI, SAMUT_SONGKHRAM, actor, also, by_hand, person_id
from workflow.facts.people import Somebody, holdings_of, people_of_plan
from workflow.models import Representation
from workflow.services.change_account import disable_person
from workflow.services.import_reference import import_reference
from workflow.states.facts import Holding

DAY = TODAY.date()
ONE = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (DAY, None, True),
        (DAY, DAY, True),
        (DAY - ONE, DAY, True),
        (DAY + ONE, None, False),
        (DAY - ONE, DAY - ONE, False),
    ],
)
def test_a_post_is_held_from_its_first_day_to_its_last(
    since: dt.date, until: dt.date | None, holds: bool
) -> None:
    also("observer.1", "drafter", since=since, until=until)
    assert _holds("observer.1", "drafter") is holds
    assert ("observer.1" in _names(SAMUT_SONGKHRAM, "75", "drafter")) is holds


@pytest.mark.parametrize(("hour", "holds"), [(16, False), (17, True)])
def test_a_day_begins_at_midnight_in_bangkok(hour: int, holds: bool) -> None:
    also("observer.1", "drafter", since=DAY)
    at = dt.datetime(2026, 11, 23, hour, 59, 59, tzinfo=dt.UTC)
    assert actor("observer.1", at).holds("drafter") is holds


def test_a_holding_says_everything_of_the_order() -> None:
    (holding,) = actor("acting.55").holdings
    assert holding == Holding(
        post="pcso",
        province="55",
        capacity="acting",
        order_no="คำสั่งจังหวัดน่าน ที่ 2345/2569 (ข้อมูลสาธิต)",
        vacant=True,
        until=dt.date(2026, 12, 31),
    )


def test_a_delegation_names_its_moves() -> None:
    also("observer.1", "pcso", capacity="delegated", moves=("endorse", "decline"))
    (holding,) = [h for h in holdings_of(person_id("observer.1"), DAY) if h.post == "pcso"]
    assert (holding.capacity, holding.moves) == ("delegated", ("endorse", "decline"))


@pytest.mark.parametrize("username", ["drafter.95", "drafter2.95", "clinic.95"])
def test_a_clinic_s_people_hold_their_post_for_the_province_in_care(username: str) -> None:
    held = {(h.province, h.care) for h in actor(username).holdings}
    assert held == {("95", False), ("94", True)}


@pytest.mark.parametrize("username", ["pcso.95", "office.95"])
def test_nobody_else_holds_a_post_through_care(username: str) -> None:
    assert [h.province for h in actor(username).holdings] == ["95"]


def test_care_ends_with_the_representation() -> None:
    _care("INST-95", until=DAY - ONE)
    assert [h.province for h in actor("drafter.95").holdings] == ["95"]
    assert _names(PATTANI, "94", "drafter") == set()


def test_care_begins_with_the_representation() -> None:
    _care("INST-95", since=DAY + ONE)
    assert _names(PATTANI, "94", "clinic_rep") == set()
    later = people_of_plan(PATTANI, "94", DAY + ONE)
    assert "clinic_rep" in {h.post for one in later for h in one.actor.holdings}


def test_who_represents_a_province_does_not_care_for_it() -> None:
    _represent("80", "INST-75", "appointed")
    assert [h.province for h in actor("clinic.75").holdings] == ["75"]


def test_a_clinic_may_care_for_several_provinces() -> None:
    for province in ("38", "96"):
        _represent(province, "INST-95", "caretaker")
    assert {h.province for h in actor("clinic.95").holdings} == {"95", "94", "38", "96"}


def test_the_people_of_a_plan_are_those_of_the_province_and_of_the_nation() -> None:
    posts = {h.post for one in _people(SAMUT_SONGKHRAM, "75") for h in one.actor.holdings}
    assert {"drafter", "clinic_rep", "pcso", "provincial_office"} <= posts
    assert {"chair", "member", "secretariat", "observer", "auditor", "admin"} <= posts


def test_nobody_of_another_province_is_among_them() -> None:
    held = {h.province for one in _people(NAN, "55") for h in one.actor.holdings}
    assert held == {"55", None}


def test_the_caretaker_is_among_them_under_the_province_in_care() -> None:
    (rep,) = [one for one in _people(PATTANI, "94") if one.actor.holds("clinic_rep")]
    assert [(h.province, h.care) for h in rep.actor.holdings] == [("94", True)]


def test_somebody_with_two_posts_is_one_person() -> None:
    also("clinic.75", "provincial_office")
    (one,) = [p for p in _people(SAMUT_SONGKHRAM, "75") if p.actor.holds("clinic_rep")]
    assert [h.post for h in one.actor.holdings] == ["clinic_rep", "provincial_office"]


def test_a_disabled_person_is_not_among_them() -> None:
    disable_person(person_id("clinic.75"), TODAY)
    assert _names(SAMUT_SONGKHRAM, "75", "clinic_rep") == set()


def test_authors_are_known_among_them() -> None:
    authors = {one.email for one in _people(NAN, "55") if one.is_author}
    assert authors == {"drafter.55@example.org"}


def _holds(username: str, post: str) -> bool:
    return any(h.post == post for h in holdings_of(person_id(username), DAY))


def _people(plan: int, province: str) -> tuple[Somebody, ...]:
    return people_of_plan(plan, province, DAY)


def _names(plan: int, province: str, post: str) -> set[str]:
    people = _people(plan, province)
    return {one.email.split("@")[0] for one in people if one.actor.holds(post)}


def _care(institution: str, **changed: Any) -> None:
    care = (Representation.institution_code == institution, Representation.status == "caretaker")
    by_hand(sa.update(Representation).where(*care).values(**changed))


def _represent(province: str, institution: str, status: str) -> None:
    values = {"province_code": province, "institution_code": institution, "status": status}
    import_reference({"representation": [{**values, "order_no": "1/2569", "since": DAY}]})
