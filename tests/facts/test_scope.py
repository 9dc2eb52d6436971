"""Who may read which plan, as a matrix against a table written by hand from the procedure's page.

Read-only: one world for the whole file.
"""

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.databases import Databases, running
from tests.services.acting import by_hand
from workflow.extensions import db
from workflow.facts.people import holdings_of
from workflow.facts.plan_facts import case_of, unread
from workflow.facts.scope import reach_of, visible, visible_to, ways_of
from workflow.models import Appointment, Invitation, Person, Plan
from workflow.states.facts import Holding
from workflow.states.facts import Person as Actor

AT = dt.datetime(2026, 11, 24, 3, tzinfo=dt.UTC)
PROVINCES = {"own": "95", "care": "94", "other": "45"}
STATES: dict[str, dict[str, object]] = {
    "never submitted": {"revision": 0, "before_committee": False},
    "submitted": {"revision": 1, "before_committee": False},
    "before the committee": {"revision": 1, "before_committee": True},
}
STATE = "submitted"
ALWAYS = tuple(STATES)
ONCE_SUBMITTED = ("submitted", "before the committee")
ONCE_THERE = ("before the committee",)
NEVER: tuple[str, ...] = ()

READABLE: dict[str, dict[str, tuple[str, ...]]] = {
    "drafter": {"own": ALWAYS, "care": ALWAYS, "other": NEVER},
    "clinic_rep": {"own": ALWAYS, "care": ALWAYS, "other": NEVER},
    "pcso": {"own": ONCE_SUBMITTED, "care": NEVER, "other": NEVER},
    "provincial_office": {"own": ONCE_SUBMITTED, "care": NEVER, "other": NEVER},
    "member": {"own": ONCE_THERE, "care": ONCE_THERE, "other": ONCE_THERE},
    "chair": {"own": ONCE_THERE, "care": ONCE_THERE, "other": ONCE_THERE},
    "secretariat": {"own": ALWAYS, "care": ALWAYS, "other": ALWAYS},
    "auditor": {"own": ALWAYS, "care": ALWAYS, "other": ALWAYS},
    "observer": {"own": NEVER, "care": NEVER, "other": NEVER},
    "admin": {"own": NEVER, "care": NEVER, "other": NEVER},
}
"""Post, province -> the states in which its plans may be read. An observer reads what they are
invited to, whatever its state; nobody else is invited to anything."""

Case = tuple[str, str, str, bool]
CASES: list[Case] = list(itertools.product(READABLE, PROVINCES, STATES, [False, True]))
PROVINCIAL = ("drafter", "clinic_rep", "pcso", "provincial_office")


@dataclass(frozen=True)
class World:
    """The product with a plan of every kind, and a person in each post of the province 95."""

    app: Flask
    plans: dict[tuple[str, str, bool], int]
    people: dict[str, Actor]


@pytest.fixture(scope="module")
def world(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The one world of this file."""
    folder = tmp_path_factory.mktemp("scope")
    with databases.copy("demo", "sqlite", folder) as settings, running(settings) as app:
        with app.app_context():
            people = {post: _person(post) for post in READABLE}
            plans = dict(_plans(people))
        yield World(app, plans, people)


@pytest.fixture(autouse=True)
def inside(world: World) -> Iterator[None]:
    """An app context around each test."""
    with world.app.app_context():
        yield


@pytest.mark.parametrize("case", CASES, ids=["-".join(map(str, case)) for case in CASES])
def test_who_may_read(case: Case, world: World) -> None:
    post, where, state, invited = case
    plan = world.plans[where, state, invited]
    seen = db.session.scalars(sa.select(Plan.id).where(visible_to(world.people[post])))
    allowed = state in READABLE[post][where] or (post == "observer" and invited)
    assert (plan in set(seen)) is allowed


@pytest.mark.parametrize("post", READABLE)
def test_what_may_not_be_read_is_not_there(post: str, world: World) -> None:
    person = world.people[post]
    seen = set(db.session.scalars(sa.select(Plan.id).where(visible_to(person))))
    there = {plan for plan in world.plans.values() if case_of(plan, person, AT, unread)}
    assert there == seen.intersection(world.plans.values())


@pytest.mark.parametrize("post", READABLE)
@pytest.mark.parametrize("co_drafts", [False, True])
def test_the_condition_for_everybody_is_that_for_one(
    post: str, co_drafts: bool, world: World
) -> None:
    person = replace(world.people[post], day=AT.date(), co_drafts=co_drafts)
    one = sa.select(Plan.id).where(visible_to(person)).order_by(Plan.id)
    all_alike = sa.select(Plan.id).where(visible(ways_of(person))).order_by(Plan.id)
    found = db.session.scalars(all_alike, reach_of(person)).all()
    assert found == db.session.scalars(one).all()


@pytest.mark.parametrize("post", [*READABLE, "governor"])
def test_a_post_of_no_province_reads_no_province(post: str) -> None:
    person = Actor(1, "p-1", "", "", (Holding(post),))
    seen = db.session.scalars(sa.select(Plan.id).where(visible_to(person)))
    assert bool(seen.first()) is (post in ("member", "chair", "secretariat", "auditor"))


@pytest.mark.parametrize(
    ("changed", "reads"),
    [
        ({"until": AT.date()}, True),
        ({"until": AT.date() - dt.timedelta(days=1)}, False),
        ({"until": None, "ended_at": AT}, False),
        ({"until": None, "ended_at": None}, True),
    ],
)
def test_an_invitation_holds_to_its_last_day_or_until_it_is_ended(
    world: World, changed: dict[str, object], reads: bool
) -> None:
    agency, plan = replace(world.people["observer"], day=AT.date()), world.plans["own", STATE, True]
    mine = (Invitation.plan_id == plan, Invitation.person_id == agency.id)
    by_hand(sa.update(Invitation).where(*mine).values(**changed))
    assert (case_of(plan, agency, AT, unread) is not None) is reads


def test_who_is_asked_of_no_day_is_not_invited_to_any_day(world: World) -> None:
    agency, plan = world.people["observer"], world.plans["own", STATE, True]
    mine = (Invitation.plan_id == plan, Invitation.person_id == agency.id)
    by_hand(sa.update(Invitation).where(*mine).values(until=AT.date()))
    assert case_of(plan, agency, AT, unread) is None
    by_hand(sa.update(Invitation).where(*mine).values(until=None))


def test_who_holds_no_post_reads_nothing() -> None:
    person = Actor(1, "p-1", "", "")
    assert db.session.scalars(sa.select(Plan.id).where(visible_to(person))).all() == []


def test_two_posts_read_what_either_does() -> None:
    person = Actor(1, "p-1", "", "", (Holding("pcso", "45"), Holding("drafter", "94")))
    query = sa.select(Plan.province_code).where(visible_to(person), Plan.revision == 0).distinct()
    assert db.session.scalars(query).all() == ["94"]


def test_nobody_reads_a_plan_that_is_not_there(world: World) -> None:
    assert case_of(999_999, world.people["auditor"], AT, unread) is None


def _person(post: str) -> Actor:
    where = "95" if post in PROVINCIAL else None
    values = {"ref": post, "username": post, "username_key": post, "name_th": post}
    values |= {"name_en": post, "email": "", "language": "th", "password_hash": ""}
    by_hand(sa.insert(Person).values(**values))
    person_id = db.session.execute(sa.select(Person.id).where(Person.ref == post)).scalar_one()
    by_hand(
        sa.insert(Appointment).values(
            person_id=person_id,
            post=post,
            province_code=where,
            institution_code="INST-95" if where else None,
            order_no="1/2569",
            since=dt.date(2026, 1, 1),
        )
    )
    return Actor(person_id, post, post, post, holdings_of(person_id, AT.date()))


def _plans(people: dict[str, Actor]) -> Iterator[tuple[tuple[str, str, bool], int]]:
    """A plan for each province and state, to which nobody is invited, and one to which all are."""
    query = sa.select(*Plan.__table__.columns).where(Plan.id == 1)
    plain = dict(db.session.execute(query).one()._mapping)
    del plain["id"]
    cases = itertools.product(PROVINCES, STATES, [False, True])
    for number, (where, state, invited) in enumerate(cases, 101):
        here = {"id": number, "province_code": PROVINCES[where], "is_open": False}
        by_hand(sa.insert(Plan).values({**plain, **here, **STATES[state]}))
        if invited:
            rows = [{"plan_id": number, "person_id": one.id} for one in people.values()]
            by_hand(sa.insert(Invitation).values([{**row, "invited_at": AT} for row in rows]))
        yield (where, state, invited), number
