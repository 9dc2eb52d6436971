"""The generated meetings: quorate and counted right; a tie, a deferral, a rejection, a recusal."""

import datetime as dt
from collections import Counter
from typing import Any

import pytest

from tests.demo.judging import world
from workflow.demo.generate import SEED
from workflow.demo.world import read
from workflow.states.clock import is_working_day
from workflow.states.votes import Outcome, Sitting, Tally, Vote, tally

SEEDS = pytest.mark.parametrize("seed", [SEED, 7, 11])
SEATS = frozenset(seat["code"] for seat in read("committee")["seats"])


def items(seed: int) -> list[tuple[Any, Any]]:
    return [(meeting, item) for meeting in world(seed).meetings for item in meeting["items"]]


def counted(meeting: Any, item: Any) -> Tally:
    return tally(
        Sitting(
            seats=SEATS,
            present=frozenset(meeting["attendance"]["present"]),
            recused=frozenset(item["recused"]),
            votes={seat: Vote(vote) for seat, vote in item["votes"].items()},
            casting=Vote(item["casting"]) if "casting" in item else None,
        )
    )


@SEEDS
def test_the_votes_decide_what_is_said_to_come_of_them(seed: int) -> None:
    for meeting, item in items(seed):
        summed = counted(meeting, item)
        lost = item["outcome"] == "reject"
        assert summed.quorate
        assert summed.outcome is (Outcome.LOST if lost else Outcome.CARRIED)
        assert item["quorum"]["present"] == summed.present


@SEEDS
def test_only_who_is_there_and_not_recused_votes(seed: int) -> None:
    for meeting, item in items(seed):
        may = set(meeting["attendance"]["present"]) - set(item["recused"])
        assert item["votes"].keys() == may
        assert meeting["presiding"] in may


@SEEDS
def test_one_tie_is_broken_and_one_plan_each_deferred_and_rejected(seed: int) -> None:
    assert Counter(item["outcome"] for _, item in items(seed)) == {
        "approve": 21,
        "defer": 1,
        "reject": 1,
    }
    ties = [(m, i) for m, i in items(seed) if counted(m, i).tied]
    assert [item["casting"] for _, item in ties] == ["for"]
    assert len(ties) == 1


@SEEDS
def test_a_member_is_recused_from_the_own_province(seed: int) -> None:
    for _, item in items(seed):
        assert item["recused"] == (["MHESI-6"] if item["plan"].startswith("45-") else [])
    assert any(item["recused"] for _, item in items(seed))


@SEEDS
def test_plans_were_endorsed_before_they_came_on_the_agenda(seed: int) -> None:
    plans = {plan["key"]: plan for plan in world(seed).plans}
    for meeting, item in items(seed):
        endorsed = next(a for a in plans[item["plan"]]["history"] if a.get("move") == "endorse")
        assert endorsed["date"] < meeting["notified"] < meeting["date"]


@SEEDS
def test_histories_say_what_the_meetings_resolved(seed: int) -> None:
    plans = {plan["key"]: plan for plan in world(seed).plans}
    for meeting, item in items(seed):
        acts = [act for act in plans[item["plan"]]["history"] if "resolution" in act]
        said = next(act for act in acts if act["resolution"]["meeting"] == meeting["no"])
        assert (said["move"], said["date"]) == (item["outcome"], meeting["date"])
        assert said["resolution"]["item"] == item["no"]


def test_meetings_are_held_on_working_days_of_the_year() -> None:
    held = {m["no"]: dt.date.fromisoformat(m["date"]) for m in world(SEED).meetings}
    assert list(held) == ["1/2569", "2/2569", "3/2569"]
    assert all(is_working_day(day) and day.year == 2026 for day in held.values())
