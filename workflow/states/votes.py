"""Quorum, majority, recusal, casting vote: numbers in, outcome out.

The committee's rules: the quorum is half of the filled seats that are not recused, rounded up;
the majority is of votes for and against, abstentions leave the base; on a tie the co-chair who
presides casts a second vote. Whoever is recused leaves both the count and the base.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Vote(StrEnum):
    """How a member votes on what is put to the meeting."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Outcome(StrEnum):
    """What came of a vote. NONE: nothing was decided (no quorum, no votes, an unbroken tie)."""

    CARRIED = "carried"
    LOST = "lost"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Sitting:
    """One item of a meeting: who could be there, who is, who may not, who voted how.

    seats: filled seats on the day. casting: the presiding co-chair's second vote, on a tie.
    """

    seats: frozenset[str]
    present: frozenset[str] = frozenset()
    recused: frozenset[str] = frozenset()
    votes: Mapping[str, Vote] = field(default_factory=dict)
    casting: Vote | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """The sum of a sitting, to be shown with the outcome.

    base: seats that count. needed: of them, how many make a quorum. present: how many are there.
    """

    base: int
    needed: int
    present: int
    votes_for: int
    votes_against: int
    abstentions: int
    casting: Vote | None
    outcome: Outcome

    @property
    def quorate(self) -> bool:
        """Whether enough are there to decide."""
        return self.base > 0 and self.present >= self.needed

    @property
    def tied(self) -> bool:
        """Whether as many voted for as against, and somebody did."""
        return self.votes_for == self.votes_against > 0

    @property
    def cast(self) -> int:
        """Votes that make the majority's base."""
        return self.votes_for + self.votes_against


def tally(sitting: Sitting) -> Tally:
    """Count a sitting. Votes of who is absent, recused or holds no filled seat do not count."""
    counted = sitting.seats - sitting.recused
    here = counted & sitting.present
    valid = [vote for seat, vote in sitting.votes.items() if seat in here]
    counts = {kind: valid.count(kind) for kind in Vote}
    needed = (len(counted) + 1) // 2
    summed = Tally(
        base=len(counted),
        needed=needed,
        present=len(here),
        votes_for=counts[Vote.FOR],
        votes_against=counts[Vote.AGAINST],
        abstentions=counts[Vote.ABSTAIN],
        casting=None,
        outcome=Outcome.NONE,
    )
    return _decided(summed, sitting.casting)


def _decided(summed: Tally, casting: Vote | None) -> Tally:
    """The same tally with its outcome; a casting vote counts on a tie alone."""
    if not summed.quorate or not summed.cast:
        return summed
    if summed.tied:
        if casting not in (Vote.FOR, Vote.AGAINST):
            return summed
        outcome = Outcome.CARRIED if casting is Vote.FOR else Outcome.LOST
        return _with(summed, outcome, casting)
    won = summed.votes_for > summed.votes_against
    return _with(summed, Outcome.CARRIED if won else Outcome.LOST, None)


def _with(summed: Tally, outcome: Outcome, casting: Vote | None) -> Tally:
    return dataclasses.replace(summed, outcome=outcome, casting=casting)
