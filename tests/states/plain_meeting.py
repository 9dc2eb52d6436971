"""A committee's arithmetic told in plain Python: the tests' own opinion, written from the rules as
the committee has them, with nothing of the product."""

import random
from dataclasses import dataclass

SEATS = [f"A-{n}" for n in range(1, 7)] + [f"B-{n}" for n in range(1, 7)]


@dataclass
class PlainMeeting:
    """One item: who holds a seat, who came, who must or wants to stay out, who voted how."""

    filled: set[str]
    came: set[str]
    out: set[str]
    votes: dict[str, str]
    casting: str | None = None

    def voters(self) -> list[str]:
        """Who may vote: holds a seat, came, and does not stay out."""
        return [seat for seat in SEATS if seat in self.filled & self.came and seat not in self.out]

    def numbers(self) -> dict[str, int]:
        """Everything that is counted."""
        base = 0
        for seat in self.filled:
            if seat not in self.out:
                base += 1
        needed = base // 2 if base % 2 == 0 else base // 2 + 1
        sums = {"for": 0, "against": 0, "abstain": 0}
        for seat in self.voters():
            if seat in self.votes:
                sums[self.votes[seat]] += 1
        return {"base": base, "needed": needed, "present": len(self.voters()), **sums}

    def result(self) -> str:
        """What came of it."""
        n = self.numbers()
        if n["base"] == 0 or n["present"] < n["needed"]:
            return "none"
        if n["for"] > n["against"]:
            return "carried"
        if n["against"] > n["for"]:
            return "lost"
        if n["for"] == 0:
            return "none"
        return {"for": "carried", "against": "lost"}.get(self.casting or "", "none")


def any_meeting(chance: random.Random) -> PlainMeeting:
    """A meeting as chance has it; some of the votes are of those who may not vote."""
    share = chance.choice([0.3, 0.6, 0.9])
    seats = set(SEATS)
    filled = {seat for seat in SEATS if chance.random() < chance.choice([0.7, 1.0])}
    came = {seat for seat in seats if chance.random() < share}
    out = {seat for seat in seats if chance.random() < 0.15}
    kinds = chance.choice([["for", "against"], ["for", "against", "abstain"], ["abstain"]])
    votes = {seat: chance.choice(kinds) for seat in sorted(seats) if chance.random() < 0.9}
    return PlainMeeting(filled, came, out, votes, chance.choice([None, "for", "against"]))
