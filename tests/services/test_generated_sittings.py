"""Generated meetings through the services: counted and refused as the plain model says."""

import random

import pytest

from tests.conftest import TODAY
from tests.services.acting import actor, codes
from tests.services.sitting import (
    CHAIR,
    PRESIDING,
    SECRETARY,
    TIED,
    certificate,
    certify,
    opened,
    record,
    recorded,
)
from tests.states.plain_meeting import PlainMeeting, any_meeting
from workflow.queries.item_page import item_page
from workflow.services.certify_item import certify_item
from workflow.states.resolutions import sums
from workflow.states.votes import Vote

pytestmark = pytest.mark.both

SITTINGS = 40
ENDS = {"carried": "approved", "lost": "rejected"}


def seat(name: str) -> str:
    """A seat of the demo for one of the model."""
    return name.replace("A-", "MHESI-").replace("B-", "MOI-")


def generated(chance: random.Random) -> PlainMeeting:
    """A meeting whose seats are all filled, one of them tied, and in which only voters vote."""
    meeting = any_meeting(chance)
    meeting.filled = {f"{side}-{n}" for side in "AB" for n in range(1, 7)}
    meeting.out |= {"A-6"}
    voters = meeting.voters()
    meeting.votes = {name: vote for name, vote in meeting.votes.items() if name in voters}
    numbers, there = meeting.numbers(), seat_of_chair(meeting)
    if not there or numbers["for"] != numbers["against"] or numbers["for"] == 0:
        meeting.casting = None
    return meeting


def seat_of_chair(meeting: PlainMeeting) -> bool:
    """Whether the presiding co-chair is there and takes part."""
    return "B-1" in meeting.voters()


def enter(meeting: PlainMeeting) -> None:
    """Record a meeting as the secretariat would."""
    declared = {seat(name): "แจ้งส่วนได้เสีย" for name in meeting.out if seat(name) != TIED}
    what = recorded(
        {seat(name): Vote(vote) for name, vote in meeting.votes.items()},
        present=frozenset(seat(name) for name in meeting.came),
        declared=declared,
        casting=Vote(meeting.casting) if meeting.casting else None,
    )
    record(what)


def test_forty_sittings_are_counted_and_refused_as_the_model_says() -> None:
    opened()
    chance, last = random.Random(4), None
    for _ in range(SITTINGS):
        meeting = generated(chance)
        enter(meeting)
        page = item_page(2, 1, actor(SECRETARY), TODAY)
        assert sums(page.summed) == meeting.numbers(), meeting
        assert page.summed.outcome == meeting.result(), meeting
        decides = meeting.result() != "none" and seat_of_chair(meeting)
        if decides:
            last = meeting
        else:
            assert codes(certify_item, certificate(), actor(CHAIR), TODAY), meeting
    assert last is not None
    enter(last)
    assert certify(f"chair.{PRESIDING}").stage == ENDS[last.result()]
