"""The step bar: what is done, where the plan is, what is ahead, and its returns as loops."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from tests.conftest import TODAY
from tests.facts.chain import Told, chain
from tests.services.acting import CHIANG_MAI, actor
from workflow.facts.plan_facts import case_of, unread
from workflow.queries.steps import Step, steps, way
from workflow.states.procedure import default_text, parse

PROCEDURE = parse(default_text())
WAY = ["draft", "clinic_review", "pcso_endorsement", "committee_approval", "approved"]
CREATE: Told = ("create", None, "draft", 2)
SUBMIT: Told = ("submit", "draft", "clinic_review", 3)
RECOMMEND: Told = ("recommend", "clinic_review", "pcso_endorsement", 4)
ENDORSE: Told = ("endorse", "pcso_endorsement", "committee_approval", 5)


def test_the_way_is_the_straight_one() -> None:
    assert list(way(PROCEDURE)) == WAY


@pytest.mark.parametrize("passed", range(4))
def test_on_a_straight_way_what_lies_behind_is_done(passed: int) -> None:
    bar = _steps(WAY[passed], *[CREATE, SUBMIT, RECOMMEND, ENDORSE][: passed + 1])
    assert [step.stage.code for step in bar] == WAY
    assert _states(bar) == ["done"] * passed + ["now"] + ["ahead"] * (4 - passed)


def test_a_step_done_says_by_which_act() -> None:
    bar = _steps("committee_approval", CREATE, SUBMIT, RECOMMEND, ENDORSE)
    acts = [step.by.act if step.by else None for step in bar]
    assert acts == ["submit", "recommend", "endorse", None, None]


RETURNS: list[tuple[str, list[Told]]] = [
    ("clinic_review", [SUBMIT, ("clinic_return", "clinic_review", "returned", 6)]),
    ("pcso_endorsement", [SUBMIT, RECOMMEND, ("pcso_return", "pcso_endorsement", "returned", 6)]),
    (
        "committee_approval",
        [SUBMIT, RECOMMEND, ENDORSE, ("secretariat_return", "committee_approval", "returned", 6)],
    ),
]


@pytest.mark.parametrize(("stage", "acts"), RETURNS)
def test_a_returned_plan_is_where_it_is_written(stage: str, acts: list[Told]) -> None:
    bar = _steps("returned", CREATE, *acts, returned_by=stage)
    at = WAY.index(stage)
    assert [step.stage.code for step in bar] == ["returned", *WAY[1:]]
    assert _states(bar) == ["now"] + ["done"] * (at - 1) + ["ahead"] * (5 - at)


@pytest.mark.parametrize(("stage", "acts"), RETURNS)
def test_a_return_is_a_loop_from_the_stage_that_returned(stage: str, acts: list[Told]) -> None:
    bar = _steps("returned", CREATE, *acts, returned_by=stage)
    (loop,) = [step.loop for step in bar if step.loop]
    assert bar[WAY.index(stage)].loop == loop
    assert (loop.back, loop.times, loop.until) == (WAY.index(stage), 1, None)
    assert loop.since.day == 6


def test_a_return_answered_says_until_when() -> None:
    acts = (*RETURNS[1][1], ("resubmit", "returned", "pcso_endorsement", 12))
    bar = _steps("pcso_endorsement", CREATE, *acts)
    loop = bar[2].loop
    assert _states(bar) == ["done", "done", "now", "ahead", "ahead"]
    assert loop is not None
    assert loop.until is not None
    assert (loop.since.day, loop.until.day) == (6, 12)


def test_two_returns_from_one_stage_are_counted_and_the_newest_shown() -> None:
    again: list[Told] = [
        ("resubmit", "returned", "clinic_review", 10),
        ("clinic_return", "clinic_review", "returned", 12),
    ]
    bar = _steps("returned", CREATE, *RETURNS[0][1], *again, returned_by="clinic_review")
    loop = bar[1].loop
    assert loop is not None
    assert (loop.times, loop.since.day, loop.until) == (2, 12, None)


def test_returns_from_two_stages_are_two_loops() -> None:
    again: list[Told] = [
        ("resubmit", "returned", "clinic_review", 10),
        ("recommend", "clinic_review", "pcso_endorsement", 11),
        ("pcso_return", "pcso_endorsement", "returned", 12),
    ]
    bar = _steps("returned", CREATE, *RETURNS[0][1], *again, returned_by="pcso_endorsement")
    assert [step.loop.times if step.loop else 0 for step in bar] == [0, 1, 1, 0, 0]


def test_a_material_change_begins_again_at_the_clinic() -> None:
    acts = (*RETURNS[1][1], ("resubmit_revised", "returned", "clinic_review", 12))
    bar = _steps("clinic_review", CREATE, *acts)
    assert _states(bar) == ["done", "now", "ahead", "ahead", "ahead"]
    assert bar[2].loop is not None


def test_a_recall_is_no_loop() -> None:
    bar = _steps("draft", CREATE, SUBMIT, ("recall", "clinic_review", "draft", 4))
    assert _states(bar) == ["now", "ahead", "ahead", "ahead", "ahead"]
    assert not any(step.loop for step in bar)


ENDS: list[tuple[str, list[Told], list[str]]] = [
    ("declined", [SUBMIT, RECOMMEND, ("decline", "pcso_endorsement", "declined", 6)], WAY[:3]),
    ("withdrawn", [("withdraw", "draft", "withdrawn", 6)], WAY[:1]),
    ("withdrawn", [SUBMIT, ("withdraw", "clinic_review", "withdrawn", 6)], WAY[:2]),
    ("withdrawn", [*RETURNS[1][1], ("withdraw", "returned", "withdrawn", 9)], WAY[:3]),
    (
        "rejected",
        [SUBMIT, RECOMMEND, ENDORSE, ("reject", "committee_approval", "rejected", 6)],
        WAY[:4],
    ),
]


@pytest.mark.parametrize(("stage", "acts", "passed"), ENDS)
def test_an_end_stands_behind_the_last_stage_reached(
    stage: str, acts: list[Told], passed: list[str]
) -> None:
    bar = _steps(stage, CREATE, *acts)
    assert [step.stage.code for step in bar] == [*passed, stage]
    assert _states(bar) == ["done"] * len(passed) + ["now"]


def test_conditions_stand_between_the_committee_and_the_approval() -> None:
    acts = (SUBMIT, RECOMMEND, ENDORSE)
    met: Told = ("approve_with_conditions", "committee_approval", "conditional", 6)
    bar = _steps("conditional", CREATE, *acts, met)
    assert [step.stage.code for step in bar] == [*WAY[:4], "conditional", "approved"]
    assert _states(bar) == ["done"] * 4 + ["now", "ahead"]


def test_conditions_that_lapsed_come_back_from_the_committee() -> None:
    acts: list[Told] = [
        ("approve_with_conditions", "committee_approval", "conditional", 6),
        ("conditions_lapse", "conditional", "returned", 12),
    ]
    bar = _steps(
        "returned", CREATE, SUBMIT, RECOMMEND, ENDORSE, *acts, returned_by="committee_approval"
    )
    assert _states(bar) == ["now", "done", "done", "ahead", "ahead"]


def _steps(stage: str, *acts: Told, returned_by: str | None = None) -> tuple[Step, ...]:
    case = case_of(CHIANG_MAI, actor("secretariat.1"), TODAY, unread)
    assert case is not None
    here = SimpleNamespace(stage=stage, returned_by=returned_by)
    return steps(replace(case, plan=here, entries=chain(*acts)))


def _states(bar: tuple[Step, ...]) -> list[str]:
    return [step.state for step in bar]
