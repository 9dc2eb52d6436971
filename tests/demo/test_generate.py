"""Generated plans: valid on their days, the same for the same seed, with every fate on stage."""

import datetime as dt
from collections import Counter
from typing import Any

import pytest

from tests.conftest import TODAY
from tests.demo.judging import ROUNDS, judged, moves, sent_texts, world
from workflow.canonical import digest
from workflow.demo.generate import SEED, generate
from workflow.demo.setting import clinics, topics
from workflow.outline.material import material_changes
from workflow.states.clock import is_working_day

pytestmark = pytest.mark.untraced
"""It makes the demo again and again."""

SEEDS = pytest.mark.parametrize("seed", [SEED, 7, 11])


def plans(seed: int) -> list[Any]:
    return world(seed).plans


def days(plan: Any) -> list[dt.date]:
    return [dt.date.fromisoformat(act["date"]) for act in plan["history"]]


@SEEDS
def test_no_text_that_is_sent_has_an_error(seed: int) -> None:
    wrong = [
        (plan["key"], found.code, found.place)
        for plan in plans(seed)
        for act, text in sent_texts(plan)
        for found in judged(plan, act, text).errors
    ]
    assert wrong == []


@SEEDS
def test_just_the_warnings_that_come_are_acknowledged(seed: int) -> None:
    for plan in plans(seed):
        for act, text in sent_texts(plan):
            acknowledged = sorted(act["warnings_acknowledged"])
            assert acknowledged == sorted(judged(plan, act, text).codes), plan["key"]


@SEEDS
def test_corrections_are_never_another_plan(seed: int) -> None:
    for plan in plans(seed):
        texts = [text for _, text in sent_texts(plan)]
        for before, after in zip(texts, texts[1:], strict=False):
            assert before != after
            assert material_changes(before, after) == []


@SEEDS
def test_what_is_sent_last_is_the_text_that_is_kept(seed: int) -> None:
    for plan in plans(seed):
        texts = [text for _, text in sent_texts(plan)]
        assert not texts or texts[-1] == plan["sections"], plan["key"]


def test_the_same_seed_gives_the_same_world() -> None:
    again = generate(SEED)
    assert (again.plans, again.meetings) == (world(SEED).plans, world(SEED).meetings)


def test_another_seed_gives_other_texts() -> None:
    texts = [{digest(plan["sections"]) for plan in plans(seed)} for seed in (SEED, 7)]
    assert texts[0].isdisjoint(texts[1])
    assert len(texts[0]) == len(plans(SEED))


@SEEDS
def test_every_fate_is_there(seed: int) -> None:
    assert Counter(plan["stage"] for plan in plans(seed)) == {
        "approved": 21,
        "clinic_review": 10,
        "committee_approval": 6,
        "declined": 1,
        "draft": 10,
        "pcso_endorsement": 7,
        "rejected": 1,
        "returned": 4,
        "withdrawn": 1,
    }


@SEEDS
def test_one_plan_was_returned_twice(seed: int) -> None:
    returns = Counter(sum(m.endswith("_return") for m in moves(plan)) for plan in plans(seed))
    assert returns[2] == 1


@SEEDS
def test_two_came_late(seed: int) -> None:
    late = [p for p in plans(seed) for act, text in sent_texts(p) if _past(act, text)]
    assert len(late) == 2
    assert all("round_late" in p["history"][1]["warnings_acknowledged"] for p in late)


@SEEDS
def test_somebody_stands_in_and_somebody_takes_care(seed: int) -> None:
    acting = [p for p in plans(seed) for act in p["history"] if act["capacity"] == "acting"]
    cared = [p for p in plans(seed) if clinics()[p["province"]]["province"] != p["province"]]
    assert [plan["province"] for plan in acting] == ["31"]
    assert Counter(plan["stage"] for plan in cared) == Counter(
        ["pcso_endorsement", "clinic_review", "draft"]
    )


@SEEDS
def test_no_province_has_two_plans_in_a_round(seed: int) -> None:
    keys = [plan["key"] for plan in plans(seed)]
    assert len(set(keys)) == len(keys)
    assert len({plan["province"] for plan in plans(seed)}) > 50


@SEEDS
def test_people_act_on_working_days_one_after_another(seed: int) -> None:
    for plan in plans(seed):
        opens = dt.date.fromisoformat(ROUNDS[plan["sections"]["general"]["round"]]["opens"])
        assert days(plan)[0] >= opens
        assert days(plan)[-1] < TODAY.date()
        assert all(map(is_working_day, days(plan)))
        assert sorted(set(days(plan))) == days(plan), plan["key"]


def test_no_placeholder_is_left() -> None:
    texts = [text for plan in plans(SEED) for text in _texts(plan["sections"])]
    assert [text for text in texts if "{" in text] == []


def test_contacts_are_nobody() -> None:
    for plan in plans(SEED):
        general = plan["sections"]["general"]
        assert general["contact_email"].endswith("@clinic.example")
        assert "สาธิต" in general["contact_name"]


def test_every_topic_is_taken_up() -> None:
    issues = {issue["objective"] for plan in plans(SEED) for issue in _issues(plan)}
    starts = {topic["objective"].partition("{")[0] for topic in topics().values()}
    assert all(any(issue.startswith(start) for issue in issues) for start in starts)


def _issues(plan: Any) -> list[Any]:
    return list(plan["sections"].get("issues", {"issues": []})["issues"])


def _past(act: Any, text: Any) -> bool:
    closes: str = ROUNDS[text["general"]["round"]]["closes"]
    return bool(act["move"] == "submit" and act["date"] > closes)


def _texts(data: Any) -> list[str]:
    if isinstance(data, str):
        return [data]
    parts = list(data.values()) if isinstance(data, dict) else data
    return [t for part in parts for t in _texts(part)] if isinstance(parts, list) else []
