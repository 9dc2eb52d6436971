"""What a meeting puts to the vote, what may be recorded of an item, and what follows from it.

A motion is a move of the plan's procedure that is made by resolution. Carried, the plan makes that
move; lost, nothing is decided and another motion may be put, but for the motions in `LOST`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workflow.canonical import digest
from workflow.states.asks import LONGEST_TEXT
from workflow.states.procedure import RESOLUTION, Move, Procedure
from workflow.states.refusals import Kind, Reason
from workflow.states.votes import Outcome, Sitting, Tally, Vote, tally
from workflow.thai.text import length

LOST = {"approve": "reject"}
"""What a lost motion resolves."""
LONGEST_DECLARATION = 300
_STANDS = {
    "planned": "meeting_planned",
    "notified": "meeting_notified",
    "in_session": "meeting_in_session",
    "closed": "meeting_closed",
}
_ENDED = {"certified": "item_certified", "struck": "item_struck", "postponed": "item_postponed"}
_LATER = frozenset({"conditions"})
"""Asks that no motion can answer yet."""


@dataclass(frozen=True, slots=True)
class Roster:
    """Who sits on the committee for an item on the day of its meeting, by codes of seats.

    filled: seats with a holder. tied: of them, those with a tie to the plan. chairs: those of the
    co-chairs. presiding: the one named when the meeting opened.
    """

    filled: frozenset[str]
    tied: frozenset[str]
    chairs: frozenset[str]
    presiding: str | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is entered of an item. declared: seat -> why its holder takes no part. resolution,
    reason: drafts of the words that the presiding co-chair certifies."""

    motion: str | None = None
    present: frozenset[str] = frozenset()
    votes: Mapping[str, Vote] = field(default_factory=dict)
    declared: Mapping[str, str] = field(default_factory=dict)
    casting: Vote | None = None
    back_to: str | None = None
    resolution: str = ""
    reason: str = ""


def motions(procedure: Procedure, stage: str) -> tuple[Move, ...]:
    """Moves that a meeting may put to the vote on a plan at a stage, in the procedure's order."""
    return tuple(
        move
        for move in procedure.moves_from(stage)
        if move.by == (RESOLUTION,) and not any(ask.name in _LATER for ask in move.asks)
    )


def follows(procedure: Procedure, motion: str | None, outcome: Outcome) -> str | None:
    """The move that a motion's outcome resolves; None when nothing is decided."""
    if motion is None or outcome is Outcome.NONE:
        return None
    named = motion if outcome is Outcome.CARRIED else LOST.get(motion)
    return named if named in procedure.move else None


def sitting(roster: Roster, recorded: Recorded) -> Sitting:
    """An item as its votes are counted."""
    return Sitting(
        seats=roster.filled,
        present=recorded.present,
        recused=roster.tied.union(recorded.declared),
        votes=recorded.votes,
        casting=recorded.casting,
    )


def counted(roster: Roster, recorded: Recorded) -> Tally:
    """The sum of an item."""
    return tally(sitting(roster, recorded))


def presides(roster: Roster, recorded: Recorded) -> str | None:
    """Seat of who presides over an item: the co-chair named for the meeting; where that one takes
    no part in the item, the other."""
    recused = roster.tied.union(recorded.declared)
    if roster.presiding not in recused:
        return roster.presiding
    others = sorted((roster.chairs & roster.filled) - recused)
    return others[0] if others else None


def against_record(
    procedure: Procedure, stage: str, roster: Roster, recorded: Recorded
) -> list[Reason]:
    """Every reason why something cannot be recorded of an item."""
    reasons = _against_people(roster, recorded)
    if recorded.motion is not None:
        known = {move.name: move for move in motions(procedure, stage)}
        if recorded.motion not in known:
            reasons.append(Reason("motion_unknown", field="motion"))
        elif known[recorded.motion].asks_for("back_to") and (
            recorded.back_to not in procedure.returning
        ):
            reasons.append(Reason("back_to_unknown", field="back_to"))
    for name in ("resolution", "reason"):
        if length(getattr(recorded, name)) > LONGEST_TEXT:
            reasons.append(Reason("ask_long", field=name, values={"most": LONGEST_TEXT}))
    return reasons + _against_casting(roster, recorded)


def _against_people(roster: Roster, recorded: Recorded) -> list[Reason]:
    recused = roster.tied.union(recorded.declared)
    named = recorded.present | recorded.votes.keys() | recorded.declared.keys()
    voters = recorded.votes.keys() & roster.filled
    reasons = [_of_seat("seat_not_filled", code) for code in sorted(named - roster.filled)]
    reasons += [_of_seat("vote_of_recused", code) for code in sorted(voters & recused)]
    absent = voters - recused - recorded.present
    reasons += [_of_seat("vote_of_absent", code) for code in sorted(absent)]
    for code, why in sorted(recorded.declared.items()):
        if not length(why):
            reasons.append(_of_seat("declaration_empty", code, f"why-{code}"))
        elif length(why) > LONGEST_DECLARATION:
            values = {"most": LONGEST_DECLARATION}
            reasons.append(Reason("ask_long", field=f"why-{code}", values=values))
    return reasons


def _against_casting(roster: Roster, recorded: Recorded) -> list[Reason]:
    if recorded.casting is None:
        return []
    reasons = []
    if not counted(roster, recorded).tied:
        reasons.append(Reason("casting_without_tie", field="casting"))
    if recorded.casting is Vote.ABSTAIN:
        reasons.append(Reason("casting_abstains", field="casting"))
    if presides(roster, recorded) not in recorded.present:
        reasons.append(Reason("presiding_absent", field="casting"))
    return reasons


def against_decision(roster: Roster, recorded: Recorded, move: str | None) -> list[Reason]:
    """Every reason why an item decides nothing yet. move: what follows from its votes."""
    summed, chair = counted(roster, recorded), presides(roster, recorded)
    reasons = []
    if recorded.motion is None:
        reasons.append(Reason("motion_missing"))
    if chair is None:
        reasons.append(Reason("nobody_presides"))
    elif chair not in recorded.present:
        reasons.append(Reason("presiding_absent"))
    if not summed.quorate:
        reasons.append(Reason("below_quorum", values=sums(summed)))
    elif not summed.cast:
        reasons.append(Reason("no_votes"))
    elif summed.outcome is Outcome.NONE:
        reasons.append(Reason("tie_unbroken", values=sums(summed)))
    elif recorded.motion is not None and move is None:
        reasons.append(Reason("motion_lost", values=sums(summed)))
    return reasons


def sums(summed: Tally) -> dict[str, int]:
    """A tally's numbers, as they are said and kept."""
    return {
        "base": summed.base,
        "needed": summed.needed,
        "present": summed.present,
        "for": summed.votes_for,
        "against": summed.votes_against,
        "abstain": summed.abstentions,
    }


def record_digest(roster: Roster, recorded: Recorded) -> str:
    """Digest of who was there, who took no part, what was put and how each voted: what a
    certificate is bound to. It can be made again from the tables."""
    return digest(
        {
            "filled": sorted(roster.filled),
            "present": sorted(recorded.present),
            "tied": sorted(roster.tied),
            "declared": dict(recorded.declared),
            "votes": {seat: str(vote) for seat, vote in recorded.votes.items()},
            "motion": recorded.motion,
            "casting": str(recorded.casting) if recorded.casting else None,
        }
    )


def against_stage(stage: str, wanted: Iterable[str]) -> list[Reason]:
    """Why a meeting at a stage does not allow what is done at others."""
    return [] if stage in wanted else [Reason(_STANDS[stage], Kind.STALE)]


def against_ended(ended: str | None) -> list[Reason]:
    """Why nothing can be done to an item that has ended, and how."""
    return [Reason(_ENDED[ended], Kind.STALE)] if ended else []


def _of_seat(code: str, seat: str, field: str | None = None) -> Reason:
    return Reason(code, field=field or f"seat-{seat}", values={"seat": seat})
