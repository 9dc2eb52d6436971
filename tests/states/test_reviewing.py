"""What may be said of a plan beside the moves, by whom and where."""

from dataclasses import replace

import pytest

from tests.states import case
from workflow.states.asks import LONGEST_POINT, MOST_POINTS
from workflow.states.facts import Facts, Person, PointFacts
from workflow.states.policy import CO_DRAFTER, POSTS
from workflow.states.refusals import Kind, Reason
from workflow.states.reviewing import (
    COMMENTERS,
    against_comment,
    against_number,
    against_review,
    against_text,
    commenting,
    reviewing,
)

REVIEWERS = {
    "clinic_review": "clinic_rep",
    "pcso_endorsement": "pcso",
    "committee_approval": "secretariat",
}
FINAL = ["declined", "rejected", "withdrawn", "superseded"]


def review(person: Person, facts: Facts) -> list[str]:
    return case.codes(against_review(case.procedure(), person, facts))


@pytest.mark.parametrize("post", POSTS)
@pytest.mark.parametrize("stage", [stage.code for stage in case.procedure().stages])
def test_points_belong_to_whoever_could_send_the_plan_back(stage: str, post: str) -> None:
    expected = ["no_review_here"] if stage not in REVIEWERS else ["not_your_post"]
    found = review(case.person(post), case.facts(stage))
    assert found == ([] if REVIEWERS.get(stage) == post else expected)


def test_a_reviewer_of_another_province_makes_none() -> None:
    elsewhere = case.person(case.holding("clinic_rep", province=case.ELSEWHERE))
    assert review(elsewhere, case.facts("clinic_review")) == ["not_your_post"]


def test_an_author_does_not_review() -> None:
    facts = case.facts("clinic_review", authors=frozenset({case.ME}))
    assert review(case.person("clinic_rep"), facts) == ["both_desks"]


def test_a_delegate_reviews_only_where_the_order_names_the_return() -> None:
    facts = case.facts("clinic_review")
    delegate = case.holding("clinic_rep", capacity="delegated")
    named = replace(delegate, moves=("clinic_return",))
    assert review(case.person(delegate), facts) == ["order_does_not_name"]
    assert review(case.person(named), facts) == []
    assert reviewing(case.procedure(), case.person(named), facts) == [named]


@pytest.mark.parametrize("post", POSTS)
def test_those_who_work_on_a_plan_comment(post: str) -> None:
    found = against_comment(case.procedure(), case.person(post), case.facts("clinic_review"))
    assert case.codes(found) == ([] if post in COMMENTERS else ["may_not_comment"])


@pytest.mark.parametrize("post", POSTS)
@pytest.mark.parametrize("stage", [stage.code for stage in case.procedure().stages])
def test_a_co_drafter_comments_until_the_end_and_settles_nothing(stage: str, post: str) -> None:
    facts, elsewhere = case.facts(stage, co_drafts=True), case.person("auditor")
    ended = ["comments_closed"] if case.procedure().stage[stage].final else []
    for person in (case.person(), case.person(post), elsewhere):
        assert case.codes(against_comment(case.procedure(), person, facts)) == ended
    assert review(case.person(), facts) != []


def test_a_post_speaks_before_an_invitation_does() -> None:
    invited = case.facts(co_drafts=True)
    assert [h.post for h in commenting(case.person("pcso"), invited)] == ["pcso"]
    assert [h.post for h in commenting(case.person("auditor"), invited)] == [CO_DRAFTER]
    assert commenting(case.person(), invited)[0].capacity == "own"


@pytest.mark.parametrize("stage", FINAL)
def test_nothing_is_added_to_a_plan_that_has_ended(stage: str) -> None:
    found = against_comment(case.procedure(), case.person("auditor"), case.facts(stage))
    assert case.codes(found) == ["comments_closed", "may_not_comment"]


def test_one_comments_in_the_strongest_capacity() -> None:
    acting = case.holding("pcso", capacity="acting")
    held = commenting(case.person(acting, "drafter"), case.facts())
    assert [holding.post for holding in held] == ["drafter", "pcso"]


@pytest.mark.parametrize(
    ("text", "codes", "optional_codes"),
    [
        ("", ["ask_empty"], []),
        (" \n", ["ask_empty"], []),
        ("ก", [], []),
        ("ก" * LONGEST_POINT, [], []),
        ("ก" * (LONGEST_POINT + 1), ["ask_long"], ["ask_long"]),
    ],
)
def test_words_are_needed_and_have_an_end(
    text: str, codes: list[str], optional_codes: list[str]
) -> None:
    assert case.codes(against_text(text)) == codes
    assert case.codes(against_text(text, optional=True)) == optional_codes


def test_where_nothing_is_said_the_stage_is_named_and_whose_it_is_not_is_about_them() -> None:
    nobody, rules = case.person("auditor"), case.procedure()
    draft, ended = rules.stage["draft"], rules.stage["withdrawn"]
    here = Reason("no_review_here", Kind.STALE, values={"stage": draft.title})
    closed = Reason("comments_closed", Kind.STALE, values={"stage": ended.title})
    assert against_review(rules, nobody, case.facts("draft")) == [here]
    reasons = against_comment(rules, nobody, case.facts("withdrawn"))
    assert reasons == [closed, Reason("may_not_comment", Kind.PERSON)]


def test_what_is_wrong_with_words_is_said_at_their_field() -> None:
    long = Reason("ask_long", field="comment", values={"most": LONGEST_POINT})
    assert against_text("") == [Reason("ask_empty", field="comment")]
    assert against_text("ก" * (LONGEST_POINT + 1)) == [long]


def test_so_many_points_are_said_with_their_number() -> None:
    points = tuple(PointFacts(n, True, False, ticked=False) for n in range(MOST_POINTS + 1))
    many = Reason("points_too_many", field="points", values={"most": MOST_POINTS})
    assert against_number(case.facts(points=points)) == [many]


def test_so_many_open_points_are_enough() -> None:
    points = tuple(PointFacts(n, True, False, ticked=False) for n in range(MOST_POINTS))
    assert case.codes(against_number(case.facts(points=points))) == ["points_too_many"]
    one_settled = (replace(points[0], ticked=True), *points[1:])
    assert against_number(case.facts(points=one_settled)) == []
