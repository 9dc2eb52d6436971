"""What a meeting may put to the vote, what may be recorded, and what follows."""

from dataclasses import replace

import pytest

from tests.states import case
from workflow.canonical import digest
from workflow.states.refusals import Kind, Reason
from workflow.states.resolutions import (
    LONGEST_DECLARATION,
    Recorded,
    Roster,
    against_decision,
    against_ended,
    against_record,
    against_stage,
    counted,
    follows,
    motions,
    presides,
    record_digest,
    sums,
)
from workflow.states.votes import Outcome, Vote

FOR, AGAINST, ABSTAIN = Vote.FOR, Vote.AGAINST, Vote.ABSTAIN
FIVE = frozenset({"C1", "C2", "M1", "M2", "M3"})
ROSTER = Roster(filled=FIVE, tied=frozenset(), chairs=frozenset({"C1", "C2"}), presiding="C1")
ALL_FOR = Recorded(motion="approve", present=FIVE, votes=dict.fromkeys(FIVE, FOR))
TIE = {"C1": FOR, "C2": AGAINST, "M1": FOR, "M2": AGAINST}
TIED_VOTE = replace(ALL_FOR, votes=TIE)
STAGE = "committee_approval"


def codes(recorded: Recorded, roster: Roster = ROSTER, stage: str = STAGE) -> list[str]:
    """Why something cannot be recorded."""
    return case.codes(against_record(case.procedure(), stage, roster, recorded))


def undecided(recorded: Recorded, roster: Roster = ROSTER) -> list[str]:
    """Why an item decides nothing."""
    outcome = counted(roster, recorded).outcome
    move = follows(case.procedure(), recorded.motion, outcome)
    return case.codes(against_decision(roster, recorded, move))


def test_what_may_be_put_to_the_vote_is_what_the_procedure_resolves() -> None:
    names = [move.name for move in motions(case.procedure(), STAGE)]
    assert names == ["approve", "committee_return", "defer", "reject"]
    assert motions(case.procedure(), "draft") == ()


@pytest.mark.parametrize(
    ("motion", "outcome", "move"),
    [
        ("approve", Outcome.CARRIED, "approve"),
        ("approve", Outcome.LOST, "reject"),
        ("defer", Outcome.CARRIED, "defer"),
        ("defer", Outcome.LOST, None),
        ("reject", Outcome.CARRIED, "reject"),
        ("reject", Outcome.LOST, None),
        ("committee_return", Outcome.LOST, None),
        ("approve", Outcome.NONE, None),
        (None, Outcome.CARRIED, None),
        ("nothing", Outcome.CARRIED, None),
    ],
)
def test_what_follows_from_a_motion(motion: str | None, outcome: Outcome, move: str | None) -> None:
    assert follows(case.procedure(), motion, outcome) == move


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, []),
        ({"votes": {}}, []),
        ({"motion": None}, []),
        ({"motion": "approve_with_conditions"}, ["motion_unknown"]),
        ({"motion": "submit"}, ["motion_unknown"]),
        ({"motion": "committee_return"}, ["back_to_unknown"]),
        ({"motion": "committee_return", "back_to": "approved"}, ["back_to_unknown"]),
        ({"motion": "committee_return", "back_to": "clinic_review"}, []),
        ({"present": FIVE | {"X"}}, ["seat_not_filled"]),
        ({"votes": {"X": FOR}}, ["seat_not_filled"]),
        ({"present": FIVE - {"M1"}}, ["vote_of_absent"]),
        ({"declared": {"M1": "เป็นญาติ"}}, ["vote_of_recused"]),
        ({"declared": {"M1": " "}, "votes": {}}, ["declaration_empty"]),
        ({"declared": {"M1": "ก" * (LONGEST_DECLARATION + 1)}, "votes": {}}, ["ask_long"]),
        ({"resolution": "ก" * 8001}, ["ask_long"]),
        ({"reason": "ก" * 8001}, ["ask_long"]),
        ({"casting": FOR}, ["casting_without_tie"]),
        ({"votes": TIE, "casting": FOR}, []),
        ({"votes": TIE, "casting": ABSTAIN}, ["casting_abstains"]),
    ],
)
def test_what_may_be_recorded(changes: dict[str, object], reasons: list[str]) -> None:
    assert codes(replace(ALL_FOR, **changes)) == reasons  # type: ignore[arg-type]  # by name


def test_a_casting_vote_is_of_who_presides_and_is_there() -> None:
    votes = {"M1": FOR, "M2": AGAINST}
    absent = replace(TIED_VOTE, present=FIVE - {"C1"}, votes=votes, casting=FOR)
    assert codes(absent) == ["presiding_absent"]


def test_a_tied_seat_does_not_vote() -> None:
    assert codes(ALL_FOR, replace(ROSTER, tied=frozenset({"M2"}))) == ["vote_of_recused"]


def test_all_reasons_are_given_at_once() -> None:
    wrong = replace(ALL_FOR, motion="x", votes={"X": FOR, "M1": FOR}, present=frozenset({"M2"}))
    assert codes(wrong) == ["seat_not_filled", "vote_of_absent", "motion_unknown"]


@pytest.mark.parametrize(
    ("recorded", "reasons"),
    [
        (ALL_FOR, []),
        (replace(ALL_FOR, votes=dict.fromkeys(FIVE, AGAINST)), []),
        (replace(ALL_FOR, motion=None), ["motion_missing"]),
        (replace(ALL_FOR, present=frozenset({"C1", "M1"})), ["below_quorum"]),
        (replace(ALL_FOR, present=FIVE - {"C1"}), ["presiding_absent"]),
        (replace(ALL_FOR, votes=dict.fromkeys(FIVE, ABSTAIN)), ["no_votes"]),
        (TIED_VOTE, ["tie_unbroken"]),
        (replace(TIED_VOTE, casting=FOR), []),
        (replace(ALL_FOR, motion="defer", votes=dict.fromkeys(FIVE, AGAINST)), ["motion_lost"]),
        (Recorded(), ["motion_missing", "presiding_absent", "below_quorum"]),
    ],
)
def test_what_a_meeting_needs_to_decide(recorded: Recorded, reasons: list[str]) -> None:
    assert undecided(recorded) == reasons


def test_below_quorum_the_refusal_says_the_sum() -> None:
    few = replace(ALL_FOR, present=frozenset({"C1", "M1"}))
    (reason,) = against_decision(ROSTER, few, None)
    assert "2 of 5 are present, 3 are needed" in reason.text("en")


@pytest.mark.parametrize(
    ("tied", "declared", "seat"),
    [
        ([], {}, "C1"),
        (["C1"], {}, "C2"),
        ([], {"C1": "เหตุ"}, "C2"),
        (["C1"], {"C2": "เหตุ"}, None),
        (["C2"], {}, "C1"),
    ],
)
def test_the_other_co_chair_presides_where_the_named_one_takes_no_part(
    tied: list[str], declared: dict[str, str], seat: str | None
) -> None:
    roster = replace(ROSTER, tied=frozenset(tied))
    assert presides(roster, Recorded(declared=declared)) == seat


def test_a_vacant_chair_does_not_step_in() -> None:
    roster = replace(ROSTER, tied=frozenset({"C1"}), filled=FIVE - {"C2"})
    assert presides(roster, ALL_FOR) is None
    assert "nobody_presides" in undecided(ALL_FOR, roster)


def test_the_sum_is_kept_by_name() -> None:
    assert sums(counted(ROSTER, TIED_VOTE)) == {
        "base": 5,
        "needed": 3,
        "present": 5,
        "for": 2,
        "against": 2,
        "abstain": 0,
    }


@pytest.mark.parametrize(
    "other",
    [
        replace(ALL_FOR, present=FIVE - {"M1"}),
        replace(ALL_FOR, votes={**ALL_FOR.votes, "M1": AGAINST}),
        replace(ALL_FOR, declared={"M1": "เหตุ"}),
        replace(ALL_FOR, motion="reject"),
        replace(ALL_FOR, casting=FOR),
    ],
)
def test_a_record_has_a_digest_of_its_own(other: Recorded) -> None:
    assert record_digest(ROSTER, other) != record_digest(ROSTER, ALL_FOR)
    assert record_digest(ROSTER, replace(other)) == record_digest(ROSTER, other)


@pytest.mark.parametrize("stage", ["planned", "notified", "in_session", "closed"])
def test_a_meeting_at_another_stage_says_where_it_is(stage: str) -> None:
    assert against_stage(stage, (stage,)) == []
    (reason,) = against_stage(stage, ())
    assert (reason.code, int(reason.kind)) == (f"meeting_{stage}", 409)


@pytest.mark.parametrize("ended", ["certified", "struck", "postponed"])
def test_an_item_that_has_ended_says_how(ended: str) -> None:
    assert case.codes(against_ended(ended)) == [f"item_{ended}"]
    assert against_ended(None) == []


def why(recorded: Recorded) -> list[Reason]:
    """The whole reasons why something cannot be recorded."""
    return against_record(case.procedure(), STAGE, ROSTER, recorded)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"present": FIVE | {"X"}}, "seat_not_filled"),
        ({"present": FIVE - {"X", "M1"}}, "vote_of_absent"),
        ({"declared": {"M1": "เป็นญาติ"}}, "vote_of_recused"),
    ],
)
def test_what_is_wrong_with_a_seat_stands_beside_it(changes: dict[str, object], code: str) -> None:
    seat = "X" if code == "seat_not_filled" else "M1"
    found = why(replace(ALL_FOR, **changes))  # type: ignore[arg-type]  # by name
    assert found == [Reason(code, field=f"seat-{seat}", values={"seat": seat})]


def test_what_is_wrong_with_a_declaration_stands_beside_its_words() -> None:
    both = {"M1": " ", "M2": "ก" * (LONGEST_DECLARATION + 1), "M3": "ก" * LONGEST_DECLARATION}
    assert why(replace(ALL_FOR, votes={}, declared=both)) == [
        Reason("declaration_empty", field="why-M1", values={"seat": "M1"}),
        Reason("ask_long", field="why-M2", values={"most": LONGEST_DECLARATION}),
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"motion": "submit"}, Reason("motion_unknown", field="motion")),
        ({"motion": "committee_return"}, Reason("back_to_unknown", field="back_to")),
        ({"casting": FOR}, Reason("casting_without_tie", field="casting")),
        ({"votes": TIE, "casting": ABSTAIN}, Reason("casting_abstains", field="casting")),
        ({"reason": "ก" * 8001}, Reason("ask_long", field="reason", values={"most": 8000})),
    ],
)
def test_what_is_wrong_with_a_field_stands_beside_it(
    changes: dict[str, object], expected: Reason
) -> None:
    assert why(replace(ALL_FOR, **changes)) == [expected]  # type: ignore[arg-type]  # by name


def test_a_casting_vote_of_who_is_absent_stands_beside_it() -> None:
    votes = {"M1": FOR, "M2": AGAINST}
    absent = replace(ALL_FOR, present=FIVE - {"C1"}, votes=votes, casting=FOR)
    assert why(absent) == [Reason("presiding_absent", field="casting")]


def test_words_may_be_just_as_long_as_is_said() -> None:
    assert why(replace(ALL_FOR, reason="ก" * 8000, resolution="ก" * 8000)) == []


@pytest.mark.parametrize(
    ("recorded", "code"),
    [
        (replace(ALL_FOR, present=frozenset({"C1", "M1"})), "below_quorum"),
        (TIED_VOTE, "tie_unbroken"),
        (replace(ALL_FOR, motion="defer", votes=dict.fromkeys(FIVE, AGAINST)), "motion_lost"),
    ],
)
def test_what_is_undecided_says_the_sums(recorded: Recorded, code: str) -> None:
    summed = sums(counted(ROSTER, recorded))
    assert against_decision(ROSTER, recorded, None) == [Reason(code, values=summed)]


def test_the_first_of_several_chairs_steps_in() -> None:
    roster = replace(ROSTER, chairs=FIVE, tied=frozenset({"C1"}))
    assert presides(roster, ALL_FOR) == "C2"


def test_a_record_can_be_sealed_again_from_what_the_tables_keep() -> None:
    recorded = replace(TIED_VOTE, casting=FOR, declared={"M3": "เหตุ"})
    kept = {
        "filled": sorted(FIVE),
        "present": sorted(FIVE),
        "tied": ["M1"],
        "declared": {"M3": "เหตุ"},
        "votes": {"C1": "for", "C2": "against", "M1": "for", "M2": "against"},
        "motion": "approve",
        "casting": "for",
    }
    roster = replace(ROSTER, tied=frozenset({"M1"}))
    assert record_digest(roster, recorded) == digest(kept)
    uncast = replace(recorded, casting=None)
    assert record_digest(roster, uncast) == digest({**kept, "casting": None})


def test_what_has_ended_is_no_longer_so() -> None:
    assert against_ended("struck") == [Reason("item_struck", Kind.STALE)]
