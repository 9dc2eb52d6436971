"""Who enters and who checks a decision taken on paper: every post, without a database."""

import datetime as dt

import pytest

from tests.states import case
from workflow.states import policy
from workflow.states.facts import Holding
from workflow.states.papering import (
    against_checking,
    against_decider,
    against_document,
    against_entering,
    entering,
    of_decider,
    on_paper,
)
from workflow.states.procedure import Move
from workflow.states.refusals import Kind, Reason

ON_PAPER = {
    *("clinic_return", "recommend", "pcso_return", "endorse", "decline", "secretariat_return"),
}
ENTERS = {"pcso": {"secretariat", "clinic_rep"}}
CHECKS = {"pcso": {"secretariat", "provincial_office"}}
ONLY = {"secretariat"}
DECIDER, ENTERER = 21, 22
DAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize("move", case.procedure().moves, ids=lambda move: str(move.name))
def test_decisions_and_returns_of_a_person_are_taken_on_paper(move: Move) -> None:
    assert on_paper(move) is (move.name in ON_PAPER)
    reasons = case.codes(against_entering(move, case.person("secretariat"), case.facts()))
    assert reasons == ([] if move.name in ON_PAPER else ["paper_not_this"])


@pytest.mark.parametrize("post", policy.POSTS)
@pytest.mark.parametrize("name", sorted(ON_PAPER))
def test_who_enters_and_who_checks(name: str, post: str) -> None:
    move, me, facts = case.move(name), case.person(post), case.facts()
    enters = case.codes(against_entering(move, me, facts))
    checks = case.codes(against_checking(move, DECIDER, ENTERER, me, facts))
    assert (not enters) is (post in ENTERS.get(move.posts[0], ONLY))
    assert (not checks) is (post in CHECKS.get(move.posts[0], ONLY))


def test_the_decider_checks_and_the_enterer_does_not() -> None:
    move, facts = case.move("endorse"), case.facts()
    assert against_checking(move, case.ME, ENTERER, case.person("pcso"), facts) == []
    mine = against_checking(move, DECIDER, case.ME, case.person("secretariat"), facts)
    assert case.codes(mine) == ["paper_yours"]


def test_a_clinic_enters_what_its_pcso_signed_and_never_checks_it() -> None:
    clinic, facts = case.person("clinic_rep"), case.facts()
    assert against_entering(case.move("endorse"), clinic, facts) == []
    second = against_checking(case.move("endorse"), DECIDER, ENTERER, clinic, facts)
    assert case.codes(second) == ["paper_not_checker"]


def test_an_author_may_carry_a_return_but_no_decision() -> None:
    facts = case.facts(authors=frozenset({case.ME}))
    me = case.person("clinic_rep")
    assert case.codes(against_entering(case.move("endorse"), me, facts)) == ["paper_author"]
    assert against_entering(case.move("pcso_return"), me, facts) == []


@pytest.mark.parametrize(
    ("capacity", "expected"), [("own", []), ("acting", []), ("delegated", ["paper_decider"])]
)
def test_a_decider_held_the_post_or_acted_for_it(capacity: str, expected: list[str]) -> None:
    held = Holding("pcso", case.PROVINCE, capacity=capacity, moves=("endorse",))
    reasons = against_decider(case.move("endorse"), case.person(held), case.facts())
    assert case.codes(reasons) == expected


@pytest.mark.parametrize(
    ("number", "on", "expected"),
    [
        ("1/2569", DAY, []),
        ("1/2569", DAY - dt.timedelta(days=3), []),
        ("1/2569", DAY - dt.timedelta(days=4), ["paper_too_early"]),
        ("1/2569", DAY + dt.timedelta(days=1), ["paper_future"]),
        ("", None, ["ask_empty", "ask_empty"]),
        ("1" * 121, DAY, ["ask_long"]),
    ],
)
def test_a_document_has_a_number_and_a_day_that_can_be(
    number: str, on: dt.date | None, expected: list[str]
) -> None:
    came = DAY - dt.timedelta(days=3)
    assert case.codes(against_document(number, on, came, DAY)) == expected


def test_what_keeps_the_decider_from_it_is_said_of_the_decider() -> None:
    stale, theirs = Reason("stale", Kind.STALE), Reason("author_decides", Kind.PERSON)
    assert case.codes(of_decider([theirs, stale])) == ["stale", "paper_decider_may_not"]
    assert of_decider([stale]) == [stale]


def test_who_may_not_enter_or_check_hears_who_may() -> None:
    endorse, drafter, facts = case.move("endorse"), case.person("drafter"), case.facts()
    enters = {"post": policy.any_of(["secretariat", "clinic_rep"])}
    checks = {"post": policy.any_of(["secretariat", "provincial_office"])}
    assert against_entering(endorse, drafter, facts) == [
        Reason("paper_not_enterer", Kind.PERSON, values=enters)
    ]
    assert against_checking(endorse, DECIDER, ENTERER, drafter, facts) == [
        Reason("paper_not_checker", Kind.PERSON, values=checks)
    ]


def test_a_decider_without_the_post_is_said_beside_the_decider() -> None:
    reasons = against_decider(case.move("endorse"), case.person("drafter"), case.facts())
    values = {"post": policy.any_of(["pcso"])}
    assert reasons == [Reason("paper_decider", field="decider", values=values)]


def test_it_is_entered_from_the_post_in_this_province_alone() -> None:
    here, there = Holding("clinic_rep", case.PROVINCE), Holding("clinic_rep", case.ELSEWHERE)
    assert entering(case.move("endorse"), case.person(there, here), case.facts()) == [here]
    assert against_entering(case.move("endorse"), case.person(there), case.facts())


def test_an_author_checks_a_return_but_no_decision() -> None:
    facts, me = case.facts(authors=frozenset({case.ME})), case.person("secretariat")
    decision = against_checking(case.move("endorse"), DECIDER, ENTERER, me, facts)
    assert decision == [Reason("paper_author", Kind.PERSON)]
    assert against_checking(case.move("pcso_return"), DECIDER, ENTERER, me, facts) == []


def test_what_is_wrong_with_a_document_stands_beside_its_field() -> None:
    came = DAY - dt.timedelta(days=3)
    assert against_document("", None, came, DAY) == [
        Reason("ask_empty", field="number"),
        Reason("ask_empty", field="decided_on"),
    ]
    assert against_document("1" * 121, DAY + dt.timedelta(days=1), came, DAY) == [
        Reason("ask_long", field="number", values={"most": 120}),
        Reason("paper_future", field="decided_on"),
    ]
    early = against_document("1" * 120, came - dt.timedelta(days=1), came, DAY)
    assert early == [Reason("paper_too_early", field="decided_on", values={"day": came})]


def test_the_decider_s_reason_stands_beside_the_decider() -> None:
    found = of_decider([Reason("author_decides", Kind.PERSON)])
    assert found == [Reason("paper_decider_may_not", field="decider")]
