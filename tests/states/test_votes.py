"""Quorum, majority, recusal and casting vote, by numbers."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.thai.patience import PATIENT
from workflow.states.votes import Outcome, Sitting, Tally, Vote, tally

SEATS = tuple(f"m{n}" for n in range(12))
KINDS = {"+": Vote.FOR, "-": Vote.AGAINST, "0": Vote.ABSTAIN}
MEMBERS = st.frozensets(st.sampled_from(SEATS))
VOTES = st.dictionaries(st.sampled_from(SEATS), st.sampled_from(Vote))
CASTING = st.none() | st.sampled_from(Vote)


def counted(votes: str, seats: int, *, recused: int = 0, casting: Vote | None = None) -> Tally:
    """A sitting in which the first members are there, each with a vote: + - 0, "." for none; the
    last ones are recused."""
    given = {SEATS[n]: KINDS[sign] for n, sign in enumerate(votes) if sign != "."}
    return tally(
        Sitting(
            seats=frozenset(SEATS[:seats]),
            present=frozenset(SEATS[: len(votes)]),
            recused=frozenset(SEATS[seats - recused : seats]),
            votes=given,
            casting=casting,
        )
    )


@pytest.mark.parametrize(
    ("seats", "recused", "needed"),
    [(12, 0, 6), (11, 0, 6), (12, 1, 6), (12, 2, 5), (3, 0, 2), (2, 0, 1), (1, 0, 1), (1, 1, 0)],
)
def test_a_quorum_is_half_of_the_seats_that_count_rounded_up(
    seats: int, recused: int, needed: int
) -> None:
    summed = counted("", seats, recused=recused)
    assert (summed.base, summed.needed) == (seats - recused, needed)


@pytest.mark.parametrize(
    ("present", "seats", "recused", "quorate"),
    [(5, 10, 0, True), (4, 10, 0, False), (4, 10, 2, True), (0, 0, 0, False), (0, 2, 2, False)],
)
def test_a_meeting_is_quorate_or_decides_nothing(
    present: int, seats: int, recused: int, quorate: bool
) -> None:
    summed = counted("+" * present, seats, recused=recused)
    assert summed.quorate is quorate
    assert summed.outcome is (Outcome.CARRIED if quorate else Outcome.NONE)


@pytest.mark.parametrize(
    ("votes", "outcome"),
    [
        ("++-", Outcome.CARRIED),
        ("+--", Outcome.LOST),
        ("+00", Outcome.CARRIED),
        ("-00", Outcome.LOST),
        ("+..", Outcome.CARRIED),
        ("000", Outcome.NONE),
        ("...", Outcome.NONE),
        ("+-0", Outcome.NONE),
    ],
)
def test_the_majority_is_of_votes_for_and_against(votes: str, outcome: Outcome) -> None:
    assert counted(votes, 4).outcome is outcome


@pytest.mark.parametrize(
    ("votes", "casting", "outcome", "used"),
    [
        ("+-", Vote.FOR, Outcome.CARRIED, Vote.FOR),
        ("+-", Vote.AGAINST, Outcome.LOST, Vote.AGAINST),
        ("+-", Vote.ABSTAIN, Outcome.NONE, None),
        ("+-", None, Outcome.NONE, None),
        ("++-", Vote.AGAINST, Outcome.CARRIED, None),
        ("--+", Vote.FOR, Outcome.LOST, None),
        ("00", Vote.FOR, Outcome.NONE, None),
    ],
)
def test_a_casting_vote_counts_on_a_tie_alone(
    votes: str, casting: Vote | None, outcome: Outcome, used: Vote | None
) -> None:
    summed = counted(votes, 4, casting=casting)
    assert (summed.outcome, summed.casting) == (outcome, used)


def test_the_sum_is_shown_with_the_outcome() -> None:
    assert counted("++-0.", 8, recused=1) == Tally(
        base=7,
        needed=4,
        present=5,
        votes_for=2,
        votes_against=1,
        abstentions=1,
        casting=None,
        outcome=Outcome.CARRIED,
    )


@pytest.mark.parametrize(
    ("votes", "tied", "cast"), [("+-0", True, 2), ("00", False, 0), ("++-", False, 3)]
)
def test_a_tie_has_votes_on_both_sides(votes: str, tied: bool, cast: int) -> None:
    summed = counted(votes, 4)
    assert (summed.tied, summed.cast) == (tied, cast)


def test_only_who_is_there_and_may_vote_is_counted() -> None:
    here, absent, recused, stranger = SEATS[:4]
    sitting = Sitting(
        seats=frozenset({here, absent, recused}),
        present=frozenset({here, recused, stranger}),
        recused=frozenset({recused}),
        votes=dict.fromkeys((absent, recused, stranger), Vote.AGAINST) | {here: Vote.FOR},
    )
    summed = tally(sitting)
    assert (summed.base, summed.present) == (2, 1)
    assert (summed.votes_for, summed.votes_against) == (1, 0)


@PATIENT
@given(MEMBERS, MEMBERS, MEMBERS, VOTES, CASTING)
def test_a_recused_member_might_as_well_have_no_seat(
    seats: frozenset[str],
    present: frozenset[str],
    recused: frozenset[str],
    votes: dict[str, Vote],
    casting: Vote | None,
) -> None:
    sitting = Sitting(seats, present, recused, votes, casting)
    assert tally(sitting) == tally(replace(sitting, seats=seats - recused, recused=frozenset()))


@PATIENT
@given(MEMBERS, MEMBERS, VOTES, st.sampled_from(SEATS), CASTING)
def test_a_vote_more_in_favour_never_turns_yes_into_no(
    seats: frozenset[str],
    present: frozenset[str],
    votes: dict[str, Vote],
    member: str,
    casting: Vote | None,
) -> None:
    before = tally(Sitting(seats, present, votes=votes, casting=casting))
    after = tally(Sitting(seats, present, votes={**votes, member: Vote.FOR}, casting=casting))
    assert before.outcome is not Outcome.CARRIED or after.outcome is Outcome.CARRIED
