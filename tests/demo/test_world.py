"""The whole demo world in a database, as people get it."""

import json
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.cli.conftest import runner_of
from tests.demo.judging import moves, world
from tests.migrations.fresh import migrated
from tests.services.acting import statements
from workflow.canonical import canonical_json
from workflow.demo.generate import SEED, generate
from workflow.demo.outlines import SECOND_AT
from workflow.demo.replay import replay
from workflow.demo.story import LAST_LOOK
from workflow.demo.world import read
from workflow.extensions import blobs, db
from workflow.models import Counter, Notice, Outbox, Outline, Plan, PlanFile, Section

pytestmark = pytest.mark.untraced
"""It loads whole worlds."""

SAMPLES = len(read("sample_plans")["plans"])
TWO = ["submit", "recommend"]


def rows(*what: Any) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in db.session.execute(sa.select(*what))]


def test_the_samples_keep_their_numbers(full: Flask) -> None:
    first = db.session.scalars(sa.select(Plan.province_code).order_by(Plan.id).limit(SAMPLES))
    assert list(first) == ["50", "45", "55", "75", "80", "94"]


def test_generated_plans_are_where_they_shall_be(full: Flask) -> None:
    there = {(p, r): stage for p, r, stage in rows(Plan.province_code, Plan.round_code, Plan.stage)}
    for plan in world(SEED).plans:
        place = (plan["province"], plan["sections"]["general"]["round"])
        assert there[place] == plan["stage"]


def test_their_text_is_what_was_generated(full: Flask) -> None:
    query = sa.select(Section.body, Plan.province_code, Plan.round_code, Section.key)
    kept = {tuple(row[1:]): row[0] for row in db.session.execute(query.join(Plan))}
    for plan in world(SEED).plans:
        place = (plan["province"], plan["sections"]["general"]["round"])
        for key, body in plan["sections"].items():
            assert kept[(*place, key)] == canonical_json(body).decode()


def test_every_file_that_a_text_names_is_one_of_its_plan(full: Flask) -> None:
    there = set(rows(PlanFile.plan_id, PlanFile.digest))
    bodies = sa.select(Section.plan_id, Section.body).where(Section.key == "attachments")
    texts = [(plan, json.loads(body)) for plan, body in db.session.execute(bodies)]
    assert {(plan, row["file"]) for plan, body in texts for row in body["files"]} == there
    assert all(blobs().has(digest) for _, digest in there)
    assert {plan for plan, _ in there} >= {1, 2, 4, 7}


def test_plans_follow_the_outline_of_the_day_on_which_they_were_begun(full: Flask) -> None:
    begun = sa.select(Outline.version, Plan.created_at >= SECOND_AT).join_from(Plan, Outline)
    assert set(map(tuple, db.session.execute(begun))) == {(1, False), (2, True)}


def test_two_are_marked_late(full: Flask) -> None:
    assert len(rows(Plan.id)) == SAMPLES + len(world(SEED).plans)
    late = sa.select(sa.func.count()).where(Plan.late.is_(True))
    assert db.session.scalar(late) == 2


def test_the_record_is_in_order(full: Flask) -> None:
    result = runner_of(full)("ledger", "verify")
    assert result.output.endswith("chains: all in order\n")


def test_counters_say_what_counting_would_say(full: Flask) -> None:
    place = (Plan.province_code, Plan.round_code, Plan.stage)
    counting = db.session.execute(sa.select(*place, sa.func.count()).group_by(*place))
    told = rows(Counter.province_code, Counter.round_code, Counter.stage, Counter.n)
    assert {row for row in told if row[3]} == {tuple(row) for row in counting}


def test_only_what_came_lately_is_unread(full: Flask) -> None:
    made = list(db.session.scalars(sa.select(Notice.made_at).where(Notice.read_at.is_(None))))
    assert 10 < len(made) < 200
    assert min(made) >= LAST_LOOK


def test_notices_stand_in_the_order_of_time(full: Flask) -> None:
    made = list(db.session.scalars(sa.select(Notice.made_at).order_by(Notice.id)))
    assert made == sorted(made)


def test_old_mail_does_not_go_out_again(full: Flask) -> None:
    sample = Outbox.plan_id <= SAMPLES
    assert set(rows(sample, Outbox.state)) - {(None, "sent")} == {(True, "owed"), (False, "sent")}


def test_another_seed_makes_another_world(tmp_path: Any) -> None:
    with migrated("sqlite", tmp_path) as empty:
        made = json.loads(runner_of(empty)("demo", "load", "--seed", "7", "--json").output)
        shown = json.loads(runner_of(empty)("demo", "show", "--json").output)
    assert made == shown
    assert len(made["plans"]) == SAMPLES + len(generate(7).plans)
    assert [plan["id"] for plan in made["plans"]] == list(range(1, len(made["plans"]) + 1))


def test_a_plan_costs_the_same_among_many(loaded: Flask, app: Flask) -> None:
    known = {plan["province"] for plan in [*world(SEED).plans, *read("sample_plans")["plans"]]}
    others = (plan for seed in range(9) for plan in world(seed).plans)
    plan = next(p for p in others if p["province"] not in known and moves(p) == TWO)
    with app.app_context():
        among_few = len(statements(lambda: replay(plan)))
    with loaded.app_context():
        assert len(statements(lambda: replay(plan))) == among_few < 250
