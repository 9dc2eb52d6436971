"""Who may make which move at which stage: every stage, move, post and way of holding it.

What is expected comes from `table.py`, written by hand; everything else that could stand in the
way is out of it.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.states import case
from tests.states.table import POSTS, STAGES, TABLE
from workflow.states.facts import Person
from workflow.states.machine import open_moves, reasons_against

pytestmark = pytest.mark.untraced
"""It tries every case there is: tracing them takes long."""

HELD: dict[str, dict[str, Any]] = {
    "own": {},
    "another province's": {"province": case.ELSEWHERE},
    "in care": {"care": True},
    "acting": {"capacity": "acting"},
    "acting, vacant": {"capacity": "acting", "vacant": True},
    "order names it": {"capacity": "delegated"},
    "order names another": {"capacity": "delegated", "moves": ("another",)},
}
IN_CARE = ("drafter", "clinic_rep")
DECLINES = ("own", "acting, vacant")
ALWAYS = {"system": "by_system", "submitter": "not_submitter"}
EACH_STAGE = pytest.mark.parametrize("stage", STAGES)
EACH_MOVE = pytest.mark.parametrize("name", TABLE)
Reasons = set[tuple[str, int]]


def principals(name: str) -> Iterator[tuple[str, str, Person]]:
    """Everyone: each post in each way of holding it, and nobody."""
    yield "", "", case.person()
    for post in POSTS:
        for held, changes in HELD.items():
            names_it = {"moves": (name,)} if held == "order names it" else {}
            yield post, held, case.person(case.holding(post, **changes, **names_it))


def is_here(post: str, held: str) -> bool:
    """Whether a post so held concerns the plan's province."""
    return post in IN_CARE if held == "in care" else held != "another province's"


def against(name: str, post: str, held: str) -> str | None:
    """Why somebody may not make a move, by the table; None when they may. What a meeting resolved
    is certified by a co-chair."""
    maker = {"resolution": "chair"}.get(TABLE[name].by, TABLE[name].by)
    if maker in ALWAYS:
        return ALWAYS[maker]
    if post != maker or not is_here(post, held):
        return "not_your_post"
    if held == "order names another":
        return "order_does_not_name"
    return "own_or_vacant" if name == "decline" and held not in DECLINES else None


def expected(stage: str, name: str, post: str, held: str) -> Reasons:
    """Every reason against, with its kind."""
    who = against(name, post, held)
    where = {("wrong_stage", 409)} if stage not in TABLE[name].source else set()
    return where | ({(who, 403)} if who else set())


def found(stage: str, name: str, person: Person) -> Reasons:
    """What the product says."""
    row, facts = TABLE[name], case.facts(stage, name)
    reasons = reasons_against(case.procedure(), case.move(name), person, facts, row.given)
    return {(reason.code, int(reason.kind)) for reason in reasons}


@EACH_MOVE
@EACH_STAGE
def test_a_move_is_refused_just_where_and_to_whom_the_table_says(stage: str, name: str) -> None:
    surprises = [
        (post, held, reasons)
        for post, held, person in principals(name)
        if (reasons := found(stage, name, person)) != expected(stage, name, post, held)
    ]
    assert surprises == []


@EACH_STAGE
def test_the_moves_that_are_open_are_those_of_the_table(stage: str) -> None:
    facts = case.facts(stage, resolution=None)
    for post, held, person in principals("withdraw"):
        offered = [move.name for move in open_moves(case.procedure(), person, facts)]
        assert offered == [name for name in TABLE if is_offered(stage, name, post, held)]


def is_offered(stage: str, name: str, post: str, held: str) -> bool:
    """Whether a move is open on a plan whose change is not material; orders name `withdraw`."""
    if held == "order names it" and name != "withdraw":
        held = "order names another"
    never = name == "resubmit_revised" or TABLE[name].by == "resolution"
    return not never and not expected(stage, name, post, held)


def test_who_sent_the_plan_recalls_it_while_they_draft_for_its_province() -> None:
    for post, held, somebody in principals("recall"):
        person = case.person(*somebody.holdings, id=case.AUTHOR)
        drafts = post == "drafter" and is_here(post, held)
        code = "order_does_not_name" if drafts and held == "order names another" else None
        refused = {(code or "not_your_post", 403)} if code or not drafts else set()
        assert found("clinic_review", "recall", person) == refused, (post, held)


def test_posts_in_one_hand_add_up() -> None:
    elsewhere = case.holding("pcso", province=case.ELSEWHERE)
    both = case.person(elsewhere, case.holding("pcso", capacity="acting"), "auditor")
    assert found("pcso_endorsement", "endorse", both) == set()


def test_the_table_names_every_move_and_stage_of_the_procedure() -> None:
    procedure = case.procedure()
    assert [stage.code for stage in procedure.stages] == list(STAGES)
    assert [move.name for move in procedure.moves] == list(TABLE)
