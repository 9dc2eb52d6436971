"""Who invites agencies to comment, to which plans, and until when."""

import datetime as dt

import pytest

from tests.states import case
from workflow.states.facts import Acted
from workflow.states.inviting import (
    INVITERS,
    LONGEST_DAYS,
    against_ending,
    against_inviting,
    against_until,
    inviting,
)
from workflow.states.policy import POSTS

TODAY = dt.date(2026, 11, 24)
SENT = (Acted(99, "drafter", "submit", "draft", "clinic_review"),)


def against(post: str, stage: str = "clinic_review", acts: tuple[Acted, ...] = SENT) -> list[str]:
    facts = case.facts(stage, acts=acts)
    return case.codes(against_inviting(case.procedure(), case.person(post), facts))


@pytest.mark.parametrize("post", POSTS)
def test_those_who_consider_a_plan_invite_and_no_one_else(post: str) -> None:
    assert against(post) == ([] if post in INVITERS else ["may_not_invite"])
    ending = against_ending(case.person(post), case.facts())
    assert case.codes(ending) == ([] if post in INVITERS else ["may_not_invite"])


def test_nobody_invites_from_another_province() -> None:
    elsewhere = case.person(case.holding("pcso", province=case.ELSEWHERE))
    assert case.codes(against_ending(elsewhere, case.facts())) == ["may_not_invite"]


def test_a_plan_that_was_never_sent_is_shown_to_nobody_outside() -> None:
    assert against("secretariat", "draft", ()) == ["invite_unsubmitted"]


def test_nor_is_one_that_has_ended() -> None:
    assert against("secretariat", "withdrawn") == ["comments_closed"]


def test_one_invites_in_the_strongest_capacity() -> None:
    acting = case.holding("pcso", capacity="acting")
    held = inviting(case.person(acting, "secretariat"), case.facts())
    assert [holding.post for holding in held] == ["secretariat", "pcso"]


@pytest.mark.parametrize(
    ("days", "codes"),
    [
        (-1, ["invite_past"]),
        (0, []),
        (LONGEST_DAYS, []),
        (LONGEST_DAYS + 1, ["invite_far"]),
    ],
)
def test_the_last_day_is_neither_past_nor_far(days: int, codes: list[str]) -> None:
    assert case.codes(against_until(TODAY + dt.timedelta(days=days), TODAY)) == codes
