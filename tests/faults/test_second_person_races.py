"""A second person's answer against a move at the same instant: one wins, nothing is done twice."""

import pytest

from tests.conftest import TODAY
from tests.faults.plans import plan_to_endorse
from tests.faults.racing import Outcome, Racers, Start
from tests.services.acting import RETURNED, act, actor, acts, asked, operation, row
from tests.services.papering import SECRETARY, paper
from workflow.services.answer_paper import CONFIRMED, PaperAnswer
from workflow.services.answer_undo import UndoAnswer
from workflow.services.ask_undo import UndoAsked, ask_undo
from workflow.services.enter_paper import enter_paper
from workflow.states.facts import Given

pytestmark = [pytest.mark.faults, pytest.mark.both]

ROUNDS = 3


def codes(outcomes: list[Outcome], kind: type) -> set[int]:
    """What was answered to those who did one kind of thing."""
    return {outcome.code for outcome in outcomes if isinstance(outcome.start.what, kind)}


def test_a_consent_and_a_move_at_once(racers: Racers) -> None:
    for number in range(ROUNDS):
        plan = plan_to_endorse(number)
        act("pcso.80", plan, "endorse")
        wish = UndoAsked(plan_id=plan, n=4, reason="กดผิด", operation_id=operation())
        ask_undo(wish, actor("pcso.80"), TODAY)
        consent = Start(SECRETARY, UndoAnswer(plan_id=plan, n=4, consents=True))
        moves = [Start(SECRETARY, asked(plan, "secretariat_return", RETURNED)) for _ in range(4)]
        outcomes = racers.race([consent, *moves, consent, consent, consent])
        undone = acts(plan)[4:] == ["undo"]
        assert codes(outcomes, UndoAnswer) == ({200} if undone else {409})
        assert [o.code for o in outcomes].count(200) == (4 if undone else 1)
        assert row(plan).stage == ("pcso_endorsement" if undone else "returned")


def test_a_confirmed_paper_and_a_move_at_once(racers: Racers) -> None:
    for number in range(ROUNDS):
        plan = plan_to_endorse(number)
        enter_paper(paper(plan_id=plan), actor(SECRETARY), TODAY)
        checked = Start("office.80", PaperAnswer(plan_id=plan, no=1, answer=CONFIRMED))
        order = Given(order="ให้แก้ไข")
        moves = [Start("pcso.80", asked(plan, "pcso_return", order)) for _ in range(4)]
        outcomes = racers.race([checked, *moves, checked, checked, checked])
        confirmed = acts(plan)[3:] == ["endorse"]
        assert codes(outcomes, PaperAnswer) == ({200} if confirmed else {409})
        assert row(plan).version == 4
