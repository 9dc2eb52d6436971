"""`flask demo`: the six sample plans at their stages, the people, and where it refuses."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.cli.conftest import Run, runner_of
from tests.databases import running
from tests.migrations.fresh import migrated
from tests.services.acting import row
from workflow.demo.people import PRINCIPALS
from workflow.demo.replay import replay
from workflow.demo.world import read
from workflow.extensions import db
from workflow.facts.record import entries_of_plan, visits
from workflow.models import Entry, Outbox, Person, Plan, Point
from workflow.queries.demo import PASSWORD
from workflow.queries.people import any_person
from workflow.services.sign_in import Visitor, sign_in

SAMPLES: list[Any] = read("sample_plans")["plans"]
BY_PLAN = pytest.mark.parametrize(
    ("number", "sample"), list(enumerate(SAMPLES, 1)), ids=[sample["key"] for sample in SAMPLES]
)
KEYS = {
    *("drafter_a", "drafter_b", "clinic_rep_a", "clinic_rep_b", "caretaker_rep", "pcso_a"),
    *("pcso_b", "acting_pcso", "provincial_office_a", "member", "recused_member"),
    *("chair_mhesi", "chair_moi", "secretariat", "observer", "auditor", "admin"),
}
"""Principals that tests and other programs rely on (reliability, section 1)."""


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Flask]:
    """The product before anybody is there."""
    folder = tmp_path / "empty"
    folder.mkdir()
    with migrated("sqlite", folder) as app:
        yield app


@BY_PLAN
def test_a_sample_is_at_its_stage(number: int, sample: Any, app: Flask) -> None:
    with app.app_context():
        assert row(number).stage == sample["stage"]


@BY_PLAN
def test_its_stays_were_as_long_as_the_sample_says(number: int, sample: Any, app: Flask) -> None:
    with app.app_context():
        stays = visits(entries_of_plan(number))[1:]
    told = [
        (wait["stage"], wait["entered"], _left(sample, wait))
        for wait in [*sample["waits"], *_resolved(sample)]
    ]
    assert [(s.stage, _day(s.by.at), s.left and _day(s.left.at)) for s in stays] == told


@BY_PLAN
def test_each_stay_was_due_when_the_sample_says(number: int, sample: Any, app: Flask) -> None:
    with app.app_context():
        arrivals = [stay.by.body["due"] for stay in visits(entries_of_plan(number))[1:]]
        due_on = row(number).due_on
    assert arrivals == [wait["due"] for wait in [*sample["waits"], *_resolved(sample)]]
    due = _meeting_day(sample) or (arrivals[-1] if arrivals else None)
    assert (due_on.isoformat() if due_on else None) == due


@BY_PLAN
def test_its_money_is_what_the_sample_expects(number: int, sample: Any, app: Flask) -> None:
    with app.app_context():
        plan = row(number)
    assert plan.total_satang == sample["expected"]["total_satang"]
    assert plan.projects == len(sample["sections"]["projects"]["projects"])


@BY_PLAN
def test_its_points_are_those_of_the_sample(number: int, sample: Any, app: Flask) -> None:
    told = [point["text"] for act in sample["history"] for point in act.get("points", ())]
    with app.app_context():
        query = sa.select(Point.text).where(Point.plan_id == number).order_by(Point.no)
        assert list(db.session.scalars(query)) == told


def test_every_principal_is_there_once(run: Run) -> None:
    people = json.loads(run("demo", "show", "--json").output)["people"]
    keys = [person["key"] for person in people]
    assert sorted(keys) == sorted(PRINCIPALS.values())
    assert set(keys) >= KEYS


def test_what_is_shown_has_the_promised_shape(run: Run) -> None:
    shown = json.loads(run("demo", "show", "--json").output)
    assert shown.keys() == {"people", "plans", "meetings"}
    assert {tuple(p) for p in shown["people"]} == {
        ("key", "username", "password", "totp_secret", "posts")
    }
    assert {tuple(post) for p in shown["people"] for post in p["posts"]} == {("post", "province")}
    assert {tuple(plan) for plan in shown["plans"]} == {("id", "province", "stage", "title")}
    assert {tuple(meeting) for meeting in shown["meetings"]} == {("id", "no", "date", "stage")}


def test_meetings_are_shown_as_they_stand(run: Run) -> None:
    meetings = json.loads(run("demo", "show", "--json").output)["meetings"]
    assert [(m["no"], m["date"], m["stage"]) for m in meetings] == [
        ("4/2569", "2026-11-05", "closed"),
        ("5/2569", "2026-12-03", "notified"),
    ]


def test_plans_are_shown_where_they_are(run: Run) -> None:
    plans = json.loads(run("demo", "show", "--json").output)["plans"]
    assert [(plan["id"], plan["province"], plan["stage"]) for plan in plans] == [
        (1, "50", "approved"),
        (2, "45", "committee_approval"),
        (3, "55", "returned"),
        (4, "75", "clinic_review"),
        (5, "80", "pcso_endorsement"),
        (6, "94", "draft"),
    ]


def test_a_principal_says_where_they_hold_what(run: Run) -> None:
    people = json.loads(run("demo", "show", "--json").output)["people"]
    posts = {person["key"]: person["posts"] for person in people}
    assert posts["acting_pcso"] == [{"post": "pcso", "province": "55"}]
    assert posts["secretariat"] == [{"post": "secretariat", "province": None}]


def test_everybody_signs_in_with_the_password_shown(app: Flask, run: Run) -> None:
    people = json.loads(run("demo", "show", "--json").output)["people"]
    here = Visitor(address="192.0.2.1", agent="")
    with app.app_context():
        for person in people:
            assert sign_in(person["username"], person["password"], here, dt.datetime.now(dt.UTC))


def test_people_may_read_it_too(run: Run) -> None:
    output = run("demo", "show").output
    assert output.startswith(f"password of every demo person: {PASSWORD}\n")
    assert "pcso.75" in output
    assert "plan 3" in output


def test_a_database_with_people_is_not_loaded(run: Run) -> None:
    result = run("demo", "load")
    assert result.exit_code == 2
    assert "the database is not empty" in result.output


def test_a_start_may_load_it_only_where_it_is_missing(run: Run) -> None:
    result = run("demo", "load", "--if-empty")
    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize("verb", ["load", "show"])
def test_production_holds_no_demo(verb: str, empty: Flask) -> None:
    chosen = replace(empty.extensions["settings"], app_env="production")
    with running(chosen) as production:
        result = runner_of(production)("demo", verb)
        assert result.exit_code == 2
        assert "production holds no demo data" in result.output
        with production.app_context():
            assert not any_person()


def test_loading_prints_what_was_made(empty: Flask) -> None:
    made = json.loads(runner_of(empty)("demo", "load", "--samples", "--json").output)
    assert len(made["people"]) == len(PRINCIPALS)
    assert len(made["plans"]) == len(SAMPLES)


def test_more_plans_are_added_once(run: Run) -> None:
    first, again = (run("demo", "scale", "--plans", "40") for _ in range(2))
    assert (first.exit_code, first.output) == (0, "plans added: 40\n")
    assert (again.exit_code, again.output) == (
        2,
        "Error: it was done here before: begin with a new database\n",
    )


def test_an_act_of_nobody_stops_the_replay(app: Flask) -> None:
    sample = {**SAMPLES[2], "history": [{"role": "pcso", "capacity": "own", "date": "2026-11-01"}]}
    with app.app_context(), pytest.raises(LookupError, match="nobody is pcso.55"):
        replay(sample)


def test_two_loads_make_the_same(app: Flask, empty: Flask) -> None:
    assert runner_of(empty)("demo", "load", "--samples").exit_code == 0
    assert _content(empty) == _content(app)


def _content(app: Flask) -> list[list[Any]]:
    """What is the same in every load: all but salts, keys, random references and operations."""
    queries = [
        sa.select(Plan.id, Plan.digest, Plan.stage, Plan.version, Plan.due_on).order_by(Plan.id),
        sa.select(Entry.n, Entry.at, Entry.act, Entry.content_digest, Entry.case_digest)
        .where(Entry.subject.startswith("plan:"))
        .order_by(Entry.subject, Entry.n),
        sa.select(Person.username, Person.name_th, Person.email).order_by(Person.id),
        sa.select(Outbox.kind, Outbox.recipient_id, Outbox.plan_id).order_by(Outbox.id),
    ]
    with app.app_context():
        return [[tuple(row) for row in db.session.execute(query)] for query in queries]


def _left(sample: Any, wait: Any) -> str | None:
    """When a stay ended; at the committee it lasts until a meeting resolves."""
    left: str | None = wait["left"]
    if wait["stage"] != "committee_approval":
        return left
    return next((act["date"] for act in sample["history"] if "resolution" in act), None)


def _resolved(sample: Any) -> list[dict[str, Any]]:
    """The stay at the end to which a meeting brought a plan."""
    acts = [act for act in sample["history"] if "resolution" in act]
    stays = ({"entered": act["date"], "left": None, "due": None} for act in acts)
    return [{"stage": sample["stage"], **stay} for stay in stays]


def _meeting_day(sample: Any) -> str | None:
    """The day of the meeting that a plan waits for, if it is on an agenda."""
    last = sample["history"][-1]
    held = {meeting["no"]: meeting["date"] for meeting in read("committee")["meetings"]}
    return held[last["meeting"]] if last.get("act") == "agenda" else None


def _day(at: dt.datetime) -> str:
    return at.date().isoformat()
