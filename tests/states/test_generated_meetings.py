"""Two thousand generated meetings: the product counts as the plain model does."""

import random
from collections import Counter

from tests.states.plain_meeting import PlainMeeting, any_meeting
from workflow.states.resolutions import sums
from workflow.states.votes import Sitting, Vote, tally

MEETINGS = 2_000


def sitting(meeting: PlainMeeting) -> Sitting:
    return Sitting(
        seats=frozenset(meeting.filled),
        present=frozenset(meeting.came),
        recused=frozenset(meeting.out),
        votes={seat: Vote(vote) for seat, vote in meeting.votes.items()},
        casting=Vote(meeting.casting) if meeting.casting else None,
    )


def test_two_thousand_meetings_are_counted_as_the_plain_model_counts_them() -> None:
    chance, seen = random.Random(2569), Counter[str]()
    for number in range(MEETINGS):
        meeting = any_meeting(chance)
        summed = tally(sitting(meeting))
        assert sums(summed) == meeting.numbers(), (number, meeting)
        assert summed.outcome == meeting.result(), (number, meeting)
        seen[meeting.result()] += 1
        seen["by casting vote"] += summed.casting is not None
        seen["below quorum"] += not summed.quorate
    assert min(seen[kind] for kind in ("carried", "lost", "none", "by casting vote")) > 50
    assert seen["below quorum"] > 50
