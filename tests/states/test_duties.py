"""Separation of duties, by person: authors do not decide, nobody decides at two stages, nobody
sits at both desks of a plan."""

import pytest

from tests.states import case
from tests.states.table import TABLE
from workflow.states.facts import Acted, Holding, ResolutionFacts
from workflow.states.guards import against
from workflow.states.machine import reasons_against
from workflow.states.policy import capacities, desk_conflict

SENT = Acted(case.ME, "drafter", "submit", "draft", "clinic_review")
RETURNED = Acted(case.ME, "clinic_rep", "clinic_return", "clinic_review", "returned")
RECOMMENDED = Acted(case.ME, "clinic_rep", "recommend", "clinic_review", "pcso_endorsement")
ENDORSED = Acted(case.ME, "pcso", "endorse", "pcso_endorsement", "committee_approval")
ORDERED = Acted(case.ME, "pcso", "pcso_return", "pcso_endorsement", "returned")
SCREENED = Acted(case.ME, "secretariat", "secretariat_return", "committee_approval", "returned")
OTHERS = Acted(9, "clinic_rep", "recommend", "clinic_review", "pcso_endorsement")
BY_SYSTEM = Acted(None, "system", "conditions_lapse", "conditional", "returned")
DECISIONS = [name for name, row in TABLE.items() if row.decides and row.by in case.PROVINCIAL]
BOTH = ("drafter", "clinic_rep")


def against_me(name: str, *acts: Acted, author: bool = False, posts: tuple[str, ...] = ()) -> str:
    """Why I, in the move's post and others, may not make it after some acts."""
    row = TABLE[name]
    authors = frozenset({case.ME}) if author else frozenset()
    facts = case.facts(row.source[0], name, acts=acts, authors=authors)
    me = case.person(*(posts or (row.by,)))
    return " ".join(case.codes(reasons_against(case.procedure(), case.move(name), me, facts)))


@pytest.mark.parametrize("name", DECISIONS)
def test_an_author_decides_nothing(name: str) -> None:
    assert against_me(name) == ""
    assert against_me(name, author=True) == "author_decides"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("submit", ""),
        ("resubmit", ""),
        ("withdraw", ""),
        ("clinic_return", "both_desks"),
        ("pcso_return", ""),
        ("secretariat_return", ""),
        ("confirm_conditions", ""),
    ],
)
def test_what_decides_nothing_an_author_may_do_from_the_drafters_side(
    name: str, reason: str
) -> None:
    assert against_me(name, author=True) == reason


@pytest.mark.parametrize(
    ("name", "acts", "reason"),
    [
        ("clinic_return", (SENT,), "both_desks"),
        ("recommend", (SENT,), "both_desks"),
        ("endorse", (SENT,), ""),
        ("submit", (RETURNED,), "both_desks"),
        ("resubmit", (RETURNED,), "both_desks"),
        ("withdraw", (RECOMMENDED,), "both_desks"),
        ("clinic_return", (RETURNED,), ""),
        ("recommend", (RETURNED,), ""),
        ("resubmit", (SENT,), ""),
        ("submit", (OTHERS,), ""),
    ],
)
def test_nobody_drafts_and_reviews_one_plan(
    name: str, acts: tuple[Acted, ...], reason: str
) -> None:
    assert against_me(name, *acts) == reason
    assert against_me(name, *acts, posts=BOTH + ("pcso",)) == reason


@pytest.mark.parametrize(
    ("name", "acts", "reason"),
    [
        ("endorse", (RECOMMENDED,), "decided_before"),
        ("decline", (RECOMMENDED,), "decided_before"),
        ("recommend", (ENDORSED,), "decided_before"),
        ("endorse", (OTHERS,), ""),
        ("endorse", (BY_SYSTEM,), ""),
        ("endorse", (RETURNED,), ""),
        ("recommend", (ORDERED, SCREENED), ""),
        ("pcso_return", (RECOMMENDED,), ""),
        ("pcso_withdraw", (RECOMMENDED, ENDORSED), ""),
    ],
)
def test_nobody_decides_at_two_stages(name: str, acts: tuple[Acted, ...], reason: str) -> None:
    assert against_me(name, *acts) == reason


@pytest.mark.parametrize(
    ("name", "acts"), [("recommend", (RECOMMENDED, ORDERED)), ("endorse", (ENDORSED, SCREENED))]
)
def test_after_a_return_who_decided_may_decide_again_at_the_same_stage(
    name: str, acts: tuple[Acted, ...]
) -> None:
    assert against_me(name, *acts) == ""


@pytest.mark.parametrize(("post", "act"), [("drafter", RETURNED), ("clinic_rep", SENT)])
def test_who_acted_at_one_desk_may_not_sit_down_at_the_other(post: str, act: Acted) -> None:
    facts = case.facts(acts=(act,))
    assert desk_conflict(post, case.ME, facts)
    assert not desk_conflict(act.post, case.ME, facts)
    assert not desk_conflict("pcso", case.ME, facts)
    assert not desk_conflict(post, 9, facts)


def test_an_author_may_go_on_drafting() -> None:
    facts = case.facts(authors=frozenset({case.ME}))
    assert not desk_conflict("drafter", case.ME, facts)
    assert desk_conflict("clinic_rep", case.ME, facts)


def test_who_recalls_a_plan_does_so_from_the_desk_it_was_sent_from() -> None:
    me = case.person("clinic_rep", "drafter")
    assert [h.post for h in capacities(case.move("recall"), me, case.PROVINCE)] == ["drafter"]


def test_who_recommended_before_can_still_review_when_the_plan_is_sent_anew() -> None:
    facts = case.facts(acts=(RECOMMENDED,), holders={"clinic_rep": frozenset({case.ME})})
    assert against(case.move("submit"), facts, case.procedure(), None) == []


@pytest.mark.parametrize("fresh", [True, False])
@pytest.mark.parametrize("name", TABLE)
def test_only_what_binds_a_person_needs_a_fresh_sign_in(name: str, fresh: bool) -> None:
    needs = name in ("endorse", "decline") or TABLE[name].by == "resolution"
    me, facts = case.person(fresh=fresh), case.facts(TABLE[name].source[0], name)
    of_move = (case.procedure(), case.move(name), me, facts)
    assert ("not_fresh" in case.codes(reasons_against(*of_move, TABLE[name].given))) is (
        needs and not fresh
    )
    assert "not_fresh" not in case.codes(reasons_against(*of_move))


def test_the_strongest_capacity_is_the_one_acted_in() -> None:
    ways = [
        case.holding("pcso", capacity="delegated", moves=("decline",), order_no="4"),
        case.holding("pcso", capacity="acting", order_no="3"),
        case.holding("pcso", capacity="acting", vacant=True, order_no="2"),
        case.holding("pcso", order_no="1"),
        case.holding("pcso", capacity="delegated", moves=("endorse",), order_no="5"),
    ]
    fits = capacities(case.move("decline"), case.person(*ways), case.PROVINCE)
    assert [way.order_no for way in fits] == ["1", "2", "3", "4"]


def test_a_delegate_does_not_decline_for_a_vacant_post() -> None:
    order = Holding("pcso", case.PROVINCE, capacity="delegated", vacant=True, moves=("decline",))
    facts = case.facts("pcso_endorsement", resolution=ResolutionFacts("decline", quorate=True))
    reasons = reasons_against(case.procedure(), case.move("decline"), case.person(order), facts)
    assert case.codes(reasons) == ["own_or_vacant"]


@pytest.mark.parametrize(
    ("post", "seat", "names", "reason"),
    [
        ("chair", "C1", "approve", ""),
        ("chair", "C2", "approve", "not_presiding"),
        ("chair", None, "approve", "not_presiding"),
        ("member", "C1", "approve", "not_your_post"),
        ("chair", "C1", "reject", "by_resolution nothing_carried"),
    ],
)
def test_who_presided_certifies_just_what_was_resolved(
    post: str, seat: str | None, names: str, reason: str
) -> None:
    resolution = ResolutionFacts(names, quorate=True, seat="C1")
    facts = case.facts("committee_approval", resolution=resolution)
    me = case.person(case.holding(post, seat=seat))
    found = reasons_against(case.procedure(), case.move("approve"), me, facts)
    assert " ".join(case.codes(found)) == reason


@pytest.mark.parametrize("acts", [(RECOMMENDED,), (ENDORSED,)])
def test_who_decided_on_a_plan_before_does_not_certify_its_approval(acts: tuple[Acted]) -> None:
    resolution = ResolutionFacts("approve", quorate=True)
    facts = case.facts("committee_approval", resolution=resolution, acts=acts)
    found = reasons_against(case.procedure(), case.move("approve"), case.person("chair"), facts)
    assert case.codes(found) == ["decided_before"]
