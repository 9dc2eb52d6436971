"""`flask explain`, `flask policy`, `flask states`: what the rules say."""

import datetime as dt
import json

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.cli.conftest import Run
from tests.services.acting import NAKHON, PATTANI, SAMUT_SONGKHRAM, by_hand
from workflow.models import Plan
from workflow.states.policy import READS
from workflow.states.procedure import default_text, parse


def test_a_plan_s_moves_are_explained(run: Run) -> None:
    output = run("explain", NAKHON, "pcso.80").output
    assert "PCSO endorsement, since 2026-11-04" in output
    assert "\nendorse (Endorse): can\n" in output
    assert "\nwithdraw (Withdraw): cannot\n" in output


def test_one_move_may_be_asked_for(run: Run) -> None:
    output = run("explain", NAKHON, "pcso.75", "endorse").output
    assert output.count("): can") == 1
    assert "a post that this person neither holds" in output


def test_who_can_is_named(run: Run) -> None:
    output = run("explain", NAKHON, "auditor.1", "endorse").output
    assert output.splitlines()[-1].startswith("  can: M")


def test_where_nobody_can_it_says_so(run: Run) -> None:
    assert run("explain", PATTANI, "drafter.95", "submit").output.endswith("can: nobody\n")


def test_it_is_said_in_thai_too(run: Run) -> None:
    output = run("explain", NAKHON, "pcso.75", "endorse", "--language", "th").output
    assert "เสนอ PCSO พิจารณาเห็นชอบ" in output
    assert "มิได้ดำรงตำแหน่ง" in output


def test_a_name_may_be_typed_as_it_looks(run: Run) -> None:
    assert run("explain", NAKHON, " PCSO.80 ").exit_code == 0


def test_the_day_is_one_of_bangkok(app: Flask, run: Run) -> None:
    late = dt.datetime(2026, 11, 4, 18, 30, tzinfo=dt.UTC)
    with app.app_context():
        by_hand(sa.update(Plan).where(Plan.id == NAKHON).values(stage_since=late))
    assert "since 2026-11-05" in run("explain", NAKHON, "pcso.80").output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((999_999, "pcso.80"), "there is no plan 999999"),
        ((NAKHON, "nobody"), "there is no account nobody"),
        ((NAKHON, "pcso.80", "to_approved"), "there is no plan 5 to_approved"),
        (("five", "pcso.80"), "not a valid integer"),
    ],
)
def test_what_is_not_there_cannot_be_explained(
    words: tuple[object, ...], said: str, run: Run
) -> None:
    result = run("explain", *words)
    assert result.exit_code == 2
    assert said in result.output


def test_the_policy_names_every_address_of_the_product(app: Flask, run: Run) -> None:
    shown = json.loads(run("policy", "--json").output)
    assert {row["url"] for row in shown["endpoints"]} == {r.rule for r in app.url_map.iter_rules()}
    assert shown["reads"] == {post: scope.value for post, scope in READS.items()}


def test_an_address_says_who_may_open_it(run: Run) -> None:
    shown = json.loads(run("policy", "--json").output)
    rows = {row["endpoint"]: row for row in shown["endpoints"]}
    assert rows["sign_in.sign_in"]["action"] is None
    assert rows["inbox.inbox"]["posts"] is None
    assert rows["moves.move"]["posts"] == sorted(READS)
    assert rows["moves.move"]["methods"] == "GET,POST"


def test_the_policy_is_read_by_people_too(run: Run) -> None:
    assert "open to all" in run("policy").output


def test_the_table_of_moves_is_the_procedure_s(run: Run) -> None:
    shown = json.loads(run("states", "--json").output)
    procedure = parse(default_text())
    assert shown["stages"] == [stage.code for stage in procedure.stages]
    assert [row["move"] for row in shown["moves"]] == [move.name for move in procedure.moves]


def test_a_move_back_names_every_stage_that_it_may_lead_to(run: Run) -> None:
    shown = json.loads(run("states", "--json").output)
    (row,) = [row for row in shown["moves"] if row["move"] == "resubmit"]
    assert row["to"] == ["clinic_review", "pcso_endorsement", "committee_approval"]


def test_the_table_is_read_by_people_too(run: Run) -> None:
    assert "recall                   clinic_review -> draft" in run("states").output


def test_a_plan_in_review_may_be_asked_about_by_its_drafter(run: Run) -> None:
    output = run("explain", SAMUT_SONGKHRAM, "drafter2.75", "recall").output
    assert "Only the person who sent the plan here" in output
