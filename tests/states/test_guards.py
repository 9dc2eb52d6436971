"""Each guard by itself: when it lets a move pass, when it does not, and what it then says."""

import datetime as dt
from typing import Any, NamedTuple

import pytest

from tests.states import case
from tests.states.table import ALL_CHECKED, TABLE
from workflow.states.facts import (
    Acted,
    Given,
    NewPoint,
    PointFacts,
    Reply,
    ResolutionFacts,
    RoundFacts,
)
from workflow.states.guards import GUARDS, against
from workflow.states.machine import reasons_against
from workflow.states.refusals import Reason, Refused

FAULT = Reason("no_title", field="general.title_th")
WARNED = (Reason("w1"), Reason("w2"), Reason("w2"))
BEFORE, AFTER = case.TODAY - dt.timedelta(days=1), case.TODAY + dt.timedelta(days=1)
REVIEWED = Acted(case.REVIEWER, "clinic_rep", "recommend", "clinic_review", "pcso_endorsement")
ENDORSED = Acted(case.REVIEWER, "pcso", "endorse", "pcso_endorsement", "committee_approval")
BLOCKING, ADVISORY = PointFacts(1, True, False, False), PointFacts(2, False, False, False)
TICKED, ANSWERED = PointFacts(3, True, False, True), PointFacts(4, True, True, False)
OTHER = PointFacts(5, True, False, False)
REPLY = Reply(1, "fixed", "แก้แล้ว")


class Case(NamedTuple):
    """A guard, what is so, what is given; what it says: code, field, values; nothing: it passes."""

    guard: str
    changes: dict[str, Any]
    given: Given = Given()
    says: tuple[str, str | None, dict[str, object]] | None = None
    move: str = "submit"


def lasts(opens: dt.date, closes: dt.date, *, late: bool = False) -> dict[str, Any]:
    return {"round": RoundFacts(opens, closes, late)}


def reviewers(*people: int, **more: Any) -> dict[str, Any]:
    return {"holders": {"clinic_rep": frozenset(people)}, **more}


CASES = [
    Case("outline_complete", {}),
    Case("outline_complete", {"errors": (FAULT,)}, says=("no_title", "general.title_th", {})),
    Case("warnings_acknowledged", {}),
    Case("warnings_acknowledged", {"warnings": WARNED}, Given(warnings=frozenset({"w1", "w2"}))),
    Case(
        "warnings_acknowledged",
        {"warnings": WARNED},
        Given(warnings=frozenset({"w1", "w9"})),
        ("warnings_open", "warnings", {"n": 1}),
    ),
    Case("round_open", {"round": None}),
    Case("round_open", lasts(case.TODAY, case.TODAY)),
    Case("round_open", lasts(AFTER, AFTER), says=("round_not_open", None, {"day": AFTER})),
    Case("round_open", lasts(BEFORE, BEFORE), says=("round_closed", None, {"day": BEFORE})),
    Case("round_open", lasts(BEFORE, BEFORE, late=True)),
    Case("round_open", {**lasts(BEFORE, BEFORE), "amends": True}),
    Case("represented", {}),
    Case("represented", {"represented": False}, says=("not_represented", None, {})),
    Case("has_reviewer", reviewers(case.AUTHOR, 5)),
    Case("has_reviewer", reviewers(), says=("no_reviewer", None, {})),
    Case("has_reviewer", {"holders": {"pcso": {5}}}, says=("no_reviewer", None, {})),
    Case("has_reviewer", reviewers(returned_by=None), says=("no_reviewer", None, {})),
    Case("has_reviewer", reviewers(case.AUTHOR), says=("only_authors_review", None, {})),
    Case("has_reviewer", reviewers(case.REVIEWER, acts=(REVIEWED,))),
    Case(
        "has_reviewer",
        reviewers(case.REVIEWER, acts=(ENDORSED,)),
        says=("only_authors_review", None, {}),
    ),
    Case("has_reviewer", reviewers(5, delegates={"clinic_rep": {5: {"recommend"}}})),
    Case("has_reviewer", reviewers(5, 6, delegates={"clinic_rep": {5: {"clinic_return"}}})),
    Case(
        "has_reviewer",
        reviewers(5, delegates={"clinic_rep": {5: {"clinic_return"}}}),
        says=("no_reviewer", None, {}),
    ),
    Case(
        "has_reviewer",
        reviewers(case.AUTHOR, 5, delegates={"clinic_rep": {5: {"clinic_return"}}}),
        says=("only_authors_review", None, {}),
    ),
    Case(
        "has_reviewer",
        reviewers(returned_by="pcso_endorsement"),
        move="resubmit",
        says=("no_reviewer", None, {}),
    ),
    Case("has_reviewer", reviewers(case.REVIEWER), move="resubmit"),
    Case("has_reviewer", {"returned_by": None}, move="resubmit"),
    Case("nothing_written", {}),
    Case("nothing_written", {"written_since_submit": True}, says=("review_begun", None, {})),
    Case("has_open_point", {"points": (ADVISORY,)}),
    Case("has_open_point", {"points": (TICKED,)}, says=("no_point", "points", {})),
    Case("has_open_point", {}, Given(points=(NewPoint("needs", "needs", "?"),))),
    Case("points_ticked", {"points": (ADVISORY, TICKED)}),
    Case("points_ticked", {"points": (BLOCKING, OTHER)}, Given(ticks=frozenset({1, 5}))),
    Case(
        "points_ticked",
        {"points": (BLOCKING, ADVISORY, TICKED, ANSWERED, OTHER)},
        Given(ticks=frozenset({4})),
        ("points_open", "ticks", {"points": "1, 5"}),
    ),
    Case("points_answered", {"points": (ADVISORY, TICKED, ANSWERED)}),
    Case("points_answered", {"points": (BLOCKING,)}, Given(replies=(REPLY,))),
    Case(
        "points_answered",
        {"points": (BLOCKING, ADVISORY, TICKED, ANSWERED, OTHER)},
        Given(replies=(REPLY,)),
        ("points_unanswered", "replies", {"points": "5"}),
    ),
    Case("checklist_complete", {}, Given(checklist=ALL_CHECKED)),
    Case(
        "checklist_complete",
        {},
        Given(checklist=ALL_CHECKED[2:]),
        ("checklist_open", "checklist", {"n": 2}),
    ),
    Case("material", {"material": True}),
    Case("material", {}, says=("change_not_material", None, {})),
    Case("not_material", {}),
    Case("not_material", {"material": True}, says=("change_material", None, {})),
    Case("agenda_not_opened", {}),
    Case("agenda_not_opened", {"agenda_opened": True}, says=("agenda_opened", None, {})),
    Case("meeting_not_opened", {}),
    Case("meeting_not_opened", {"agenda_opened": True}, says=("agenda_opened", None, {})),
    Case("quorum", {"resolution": ResolutionFacts("defer", quorate=True)}),
    Case("quorum", {"resolution": None}, says=("no_quorum", None, {})),
    Case(
        "quorum",
        {"resolution": ResolutionFacts("approve", quorate=False)},
        says=("no_quorum", None, {}),
    ),
    Case("carried", {"resolution": ResolutionFacts("submit", quorate=True)}),
    Case("carried", {"resolution": None}, says=("nothing_carried", None, {})),
    Case(
        "carried",
        {"resolution": ResolutionFacts("reject", quorate=True)},
        says=("nothing_carried", None, {}),
    ),
    Case("conditions_closed", {}),
    Case("conditions_closed", {"open_conditions": 2}, says=("conditions_open", None, {"n": 2})),
    Case("conditions_overdue", {}),
    Case(
        "conditions_overdue",
        {"conditions_overdue": False},
        says=("conditions_not_overdue", None, {}),
    ),
    Case("amendment_fits", {}),
    Case(
        "amendment_fits",
        {"misfits": (FAULT,)},
        says=("no_title", "general.title_th", {}),
    ),
    Case("amendment_approved", {}),
    Case("amendment_approved", {"amendment_approved": False}, says=("no_amendment", None, {})),
    Case("not_author", {"authors": frozenset({case.ME})}),
    Case("own_or_vacant", {}),
]
JUDGED_AT_POST = {
    "warnings_acknowledged": "warnings",
    "has_open_point": "points",
    "points_ticked": "ticks",
    "points_answered": "replies",
    "checklist_complete": "checklist",
}


@pytest.mark.parametrize("one", CASES, ids=lambda one: str(one.guard))
def test_a_guard_says_what_is_missing_and_nothing_else(one: Case) -> None:
    facts = case.facts("draft", **one.changes)
    judge = GUARDS[one.guard].judge
    reasons = judge(case.move(one.move), facts, one.given, case.procedure())
    said = [(reason.code, reason.field, dict(reason.values)) for reason in reasons]
    assert said == ([one.says] if one.says else [])


def test_every_guard_is_tried_both_ways() -> None:
    fires = {one.guard for one in CASES if one.says}
    assert {one.guard for one in CASES if not one.says} == set(GUARDS)
    assert set(GUARDS) - fires == {"not_author", "own_or_vacant"}


def test_the_guards_about_what_a_move_carries_are_known() -> None:
    assert {name: guard.asks for name, guard in GUARDS.items() if guard.asks} == JUDGED_AT_POST


@pytest.mark.parametrize(
    ("name", "changes", "code"),
    [
        ("submit", {"warnings": WARNED}, "warnings_open"),
        ("clinic_return", {}, "no_point"),
        ("recommend", {"points": (BLOCKING,)}, "points_open"),
        ("recommend", {}, "checklist_open"),
        ("resubmit", {"points": (BLOCKING,)}, "points_unanswered"),
    ],
)
def test_what_a_move_carries_is_judged_only_when_it_is_made(
    name: str, changes: dict[str, Any], code: str
) -> None:
    facts = case.facts(TABLE[name].source[0], name, **changes)
    asked = against(case.move(name), facts, case.procedure(), None)
    made = against(case.move(name), facts, case.procedure(), Given())
    assert code not in case.codes(asked)
    assert code in case.codes(made)


def test_all_guards_of_a_move_speak() -> None:
    facts = case.facts("draft", errors=(FAULT,), round=None, represented=False, holders={})
    found = against(case.move("submit"), facts, case.procedure(), None)
    assert case.codes(found) == ["no_title", "not_represented", "no_reviewer"]


@pytest.mark.parametrize(
    ("stage", "post", "code"),
    [
        ("draft", "auditor", 409),
        ("pcso_endorsement", "auditor", 403),
        ("pcso_endorsement", "pcso", 422),
    ],
)
def test_the_first_kind_of_reason_is_the_answers_code(stage: str, post: str, code: int) -> None:
    reasons = reasons_against(
        case.procedure(), case.move("decline"), case.person(post), case.facts(stage), Given()
    )
    assert Refused(reasons).code == code


def test_reasons_of_every_kind_are_collected_in_the_order_of_judgement() -> None:
    facts = case.facts("draft", errors=(FAULT,), authors=frozenset({case.ME}))
    somebody = case.person("auditor", fresh=False)
    reasons = reasons_against(
        case.procedure(), case.move("decline"), somebody, facts, Given(note="?")
    )
    refused = Refused(reversed(reasons))
    assert [reason.kind for reason in refused.reasons] == [409, 403, 403, 403, 422, 422]
    assert set(case.codes(refused.reasons)) == {
        "wrong_stage",
        "not_your_post",
        "author_decides",
        "not_fresh",
        "not_asked",
        "ask_empty",
    }
