"""Entering and answering paper decisions in a test, straight at the services."""

import datetime as dt
from typing import Any

from tests.conftest import TODAY
from tests.files import PDF
from tests.services.acting import NAKHON, actor, operation, person_id, row
from workflow.services.answer_paper import CONFIRMED, PaperAnswer, answer_paper
from workflow.services.enter_paper import NewPaper, enter_paper
from workflow.states.facts import Given

SECRETARY, DECIDER = "secretariat.1", "pcso.80"
DAY = dt.date(2026, 11, 24)
LATER = TODAY + dt.timedelta(minutes=5)


def paper(move: str = "endorse", plan_id: int = NAKHON, **changed: Any) -> NewPaper:
    """A PCSO's endorsement on paper, as whoever sees the plan as it is would enter it."""
    plan = row(plan_id)
    plain = {
        "version": plan.version,
        "digest": plan.digest,
        "given": Given(),
        "decider": person_id(DECIDER),
        "decided_on": DAY,
        "number": "นศ 0017/1234",
        "scan_name": "หนังสือเห็นชอบ.pdf",
        "scan": PDF,
        "operation_id": operation(),
    }
    return NewPaper(plan_id=plan_id, move=move, **{**plain, **changed})


def enter(username: str = SECRETARY, move: str = "endorse", **changed: Any) -> int:
    """Enter it; its number."""
    return enter_paper(paper(move, **changed), actor(username), TODAY)


def answered(username: str, answer: str = CONFIRMED, no: int = 1, **changed: Any) -> None:
    """Answer for it."""
    said = PaperAnswer(plan_id=NAKHON, no=no, answer=answer, **changed)
    answer_paper(said, actor(username, LATER), LATER)
