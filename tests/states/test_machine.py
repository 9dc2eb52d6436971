"""The table of moves as a machine: where each move leads, and nothing beside it."""

import copy
import random

import pytest
from transitions import Machine

from tests.states import case
from tests.states.table import RETURNERS, STAGES, TABLE
from workflow.states.facts import Given
from workflow.states.machine import (
    against_stage,
    destination,
    machine,
    open_moves,
    reasons_against,
)
from workflow.states.procedure import default_text, parse, read
from workflow.states.refusals import Kind, Reason

pytestmark = pytest.mark.untraced
"""It tries every way: tracing them takes long."""

EACH_STAGE = pytest.mark.parametrize("stage", STAGES)
STEPS = 25_000


def leads(name: str, stage: str, returned_by: str | None) -> str | None:
    """Where the table says that a move leads from a stage; None for nowhere."""
    row = TABLE[name]
    if stage not in row.source:
        return None
    if row.to == "@returned_by":
        return returned_by if returned_by in RETURNERS else None
    return row.to


@pytest.mark.parametrize("returned_by", [None, *STAGES])
@pytest.mark.parametrize("name", TABLE)
def test_every_move_leads_where_the_table_says(name: str, returned_by: str | None) -> None:
    found = {
        stage: destination(
            case.procedure(), case.move(name), case.facts(stage, returned_by=returned_by)
        )
        for stage in STAGES
    }
    assert found == {stage: leads(name, stage, returned_by) for stage in STAGES}


def test_a_random_walk_never_leaves_the_table() -> None:
    chance, stage, returned_by = random.Random(2569), "draft", None
    for _ in range(STEPS):
        name = chance.choice(list(TABLE))
        facts = case.facts(stage, returned_by=returned_by)
        to = destination(case.procedure(), case.move(name), facts)
        assert to == leads(name, stage, returned_by)
        if to and case.move(name).returns:
            returned_by = stage
        stage = to if to and case.procedure().moves_from(to) else "draft"


def test_a_returned_plan_comes_back_to_who_returned_it_and_nowhere_else() -> None:
    events = machine(case.procedure()).events["resubmit"].transitions["returned"]
    assert {transition.dest for transition in events} == set(RETURNERS)


def test_defer_keeps_the_stage() -> None:
    facts = case.facts("committee_approval")
    assert destination(case.procedure(), case.move("defer"), facts) == "committee_approval"


def test_the_events_are_the_moves_and_none_jumps_to_a_stage() -> None:
    events = list(machine(case.procedure()).events)
    assert events == list(TABLE)
    assert not [name for name in events if name.startswith("to_")]


@EACH_STAGE
def test_a_jump_past_the_guards_is_no_event(stage: str) -> None:
    assert f"to_{stage}" not in machine(case.procedure()).events


def test_the_machine_has_the_settings_that_keep_it_honest() -> None:
    built = machine(case.procedure())
    assert (built.auto_transitions, built.send_event, built.has_queue) == (False, True, False)
    assert not built.ignore_invalid_triggers


def test_one_version_of_a_procedure_has_one_machine() -> None:
    again = parse(default_text())
    assert again is not read(default_text())
    assert machine(again) is machine(case.procedure())


def test_another_version_has_a_machine_of_its_own() -> None:
    other = parse(default_text() + "\n# another version\n")
    assert machine(other) is not machine(case.procedure())


def test_nothing_of_ours_ever_becomes_a_model() -> None:
    facts = case.facts("clinic_review")
    before = copy.deepcopy(facts)
    assert destination(case.procedure(), case.move("recommend"), facts) == "pcso_endorsement"
    assert facts == before
    assert machine(case.procedure()).models == []


def test_the_default_settings_of_transitions_would_let_one_jump() -> None:
    """Why `auto_transitions` is off: with it, a stage is reached without any move."""
    careless = Machine(model=None, states=["draft", "approved"], initial="draft")
    assert "to_approved" in careless.events


def test_a_move_from_elsewhere_says_where_the_plan_is_and_which_move_it_was() -> None:
    move, stage = case.move("endorse"), case.procedure().stage["draft"]
    values = {"stage": stage.title, "move": move.title}
    found = against_stage(case.procedure(), move, case.facts("draft"))
    assert found == [Reason("wrong_stage", Kind.STALE, rule="endorse", values=values)]


def test_a_move_that_is_only_asked_about_is_not_judged_by_its_form() -> None:
    move, facts = case.move("decline"), case.facts("pcso_endorsement")
    tired = case.person("pcso", fresh=False)
    assert reasons_against(case.procedure(), move, tired, facts) == []
    given = reasons_against(case.procedure(), move, tired, facts, Given())
    assert case.codes(given) == ["not_fresh", "ask_empty"]


def test_every_kind_of_reason_is_given_at_once() -> None:
    facts = case.facts("draft", authors=frozenset({case.ME}))
    found = reasons_against(case.procedure(), case.move("endorse"), case.person("pcso"), facts)
    assert case.codes(found) == ["wrong_stage", "author_decides"]


def test_open_moves_are_those_that_nothing_stands_against() -> None:
    facts = case.facts("clinic_review")
    names = [m.name for m in open_moves(case.procedure(), case.person("clinic_rep"), facts)]
    assert names == ["clinic_return", "recommend"]
