"""Many more plans: as many as asked for, where they may stand, counted."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.cli.conftest import runner_of
from tests.conftest import TODAY
from tests.databases import running
from tests.page import Visitor
from workflow.demo.load import NotLoaded
from workflow.demo.scale import ROUNDS, scale
from workflow.extensions import db
from workflow.facts.counted import miscounts
from workflow.facts.published import procedure_of
from workflow.models import Plan, Round
from workflow.queries.chains import strayed_plans, unrecorded_plans

PLANS = 500


@pytest.fixture
def scaled(app: Flask) -> Iterator[list[Any]]:
    """The plans that were added, in an app context."""
    with app.app_context():
        scale(PLANS, TODAY)
        query = sa.select(*Plan.__table__.columns).where(Plan.version == 0).order_by(Plan.id)
        yield list(db.session.execute(query))


@pytest.mark.both
def test_as_many_as_asked_for_are_added_and_counted(scaled: list[Any]) -> None:
    assert len(scaled) == PLANS
    assert miscounts() == []


def test_every_round_is_there(scaled: list[Any]) -> None:
    query = sa.select(sa.func.count()).where(Round.code.like("scale-%"))
    assert db.session.execute(query).scalar_one() == ROUNDS == len({p.round_code for p in scaled})


def test_who_holds_an_open_plan_is_who_the_procedure_says(scaled: list[Any]) -> None:
    stage = procedure_of(scaled[0].procedure_id).stage
    for plan in scaled:
        here = stage[plan.stage]
        assert plan.held_by == here.held_by
        assert plan.is_open == (here.held_by is not None)
        assert bool(plan.due_on) == bool(here.held_by and here.working_days)


def test_they_stand_at_every_stage(scaled: list[Any]) -> None:
    assert {plan.stage for plan in scaled} == set(procedure_of(scaled[0].procedure_id).stage)
    assert 0.2 < sum(plan.is_open for plan in scaled) / PLANS < 0.5


def test_some_moved_at_one_moment(scaled: list[Any]) -> None:
    assert 0.85 < len({plan.last_at for plan in scaled}) / PLANS < 0.97


def test_titles_are_varied_and_thai(scaled: list[Any]) -> None:
    assert len({plan.title for plan in scaled}) > PLANS * 0.8
    assert all("จังหวัด" in plan.title and "พ.ศ." in plan.title for plan in scaled)


def test_many_more_than_may_be_open_can_be_added(app: Flask) -> None:
    with app.app_context():
        scale(12_000, TODAY)
        places = Plan.province_code, Plan.round_code, Plan.plan_type
        query = sa.select(sa.func.count()).where(Plan.is_open).group_by(*places)
        assert set(db.session.scalars(query)) == {1}


def test_only_the_doctor_misses_their_record(scaled: list[Any], app: Flask) -> None:
    assert (strayed_plans(), unrecorded_plans()) == ([], PLANS)
    run = runner_of(app)
    assert run("ledger", "verify").exit_code == 0
    assert "500 plans have no record" in run("doctor").output


def test_a_row_of_a_load_test_is_no_page(scaled: list[Any], app: Flask) -> None:
    number = scaled[0].id
    db.session.remove()
    visitor = Visitor(app.test_client()).signed_in("secretariat.1")
    for tab in ("", "/timeline", "/points", "/explain", "/revisions"):
        assert visitor.get(f"/plans/{number}{tab}").code == 404


def test_twice_is_refused(scaled: list[Any]) -> None:
    with pytest.raises(NotLoaded, match="done here before"):
        scale(1, TODAY)
    assert unrecorded_plans() == PLANS


def test_without_the_demo_world_it_is_refused(empty_app: Flask) -> None:
    with empty_app.app_context(), pytest.raises(NotLoaded, match="load the demo world first"):
        scale(1, TODAY)


def test_production_is_refused(app: Flask) -> None:
    chosen = replace(app.extensions["settings"], app_env="production")
    with running(chosen) as production:
        result = runner_of(production)("demo", "scale", "--plans", 1)
    assert result.exit_code == 2
    assert "production holds no demo data" in result.output


def test_the_command_says_how_many_and_warns_in_its_help(app: Flask) -> None:
    run = runner_of(app)
    assert "no record in the ledger" in run("demo", "scale", "--help").output
    assert run("demo", "scale", "--plans", 6_000).output == "plans added: 6,000\n"
