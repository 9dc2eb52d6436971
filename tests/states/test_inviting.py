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
from workflow.states.refusals import Kind, Reason

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
    ("days", "said"),
    [
        (-1, Reason("invite_past", field="until")),
        (LONGEST_DAYS + 1, Reason("invite_far", field="until", values={"most": 90})),
    ],
)
def test_a_day_that_cannot_be_is_said_at_its_field(days: int, said: Reason) -> None:
    assert against_until(TODAY + dt.timedelta(days=days), TODAY) == [said]


def test_what_changed_closes_the_page_and_who_asks_closes_it_otherwise() -> None:
    stage = case.procedure().stage["withdrawn"]
    facts = case.facts("withdrawn", acts=())
    ended = Reason("comments_closed", Kind.STALE, values={"stage": stage.title})
    reasons = against_inviting(case.procedure(), case.person("auditor"), facts)
    unsent, nobody = Reason("invite_unsubmitted", Kind.STALE), Reason("may_not_invite", Kind.PERSON)
    assert reasons == [ended, unsent, nobody]


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
