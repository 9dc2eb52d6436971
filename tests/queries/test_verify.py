"""What the public learns of a paper."""

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import (
    NAKHON,
    NAN,
    RECOMMENDED,
    SAMUT_SONGKHRAM,
    act,
    answers,
    by_hand,
    row,
)
from tests.services.ordering import ENDORSED, change, order, paper
from workflow.models import Plan
from workflow.queries.verify import SUPERSEDED, VALID, WITHDRAWN, verified
from workflow.services.order_paper import Wanted
from workflow.states.refusals import NotFound


def made(wanted: Wanted = ENDORSED) -> str:
    """Code of a paper that is made."""
    paper_id = order(wanted)
    change(paper_id, state="made", digest="a" * 64, made_at=TODAY)
    return str(paper(paper_id).code)


def of(plan_id: int) -> Wanted:
    """A paper of the first text of a plan."""
    return Wanted(plan_id=plan_id, revision=1, kind="plan", edition="th")


def test_an_endorsed_paper_is_valid_and_says_so() -> None:
    found = verified(made())
    assert (found.status, found.revision, found.digest) == (VALID, 2, "a" * 64)
    assert found.decision is not None
    assert found.decision.move.name == "approve"
    assert found.text_digest == row(1).digest


def test_a_decision_that_came_after_the_paper_is_told() -> None:
    code = made(of(NAKHON))
    act("pcso.80", NAKHON, "endorse")
    found = verified(code)
    assert found.decision is not None
    assert found.decision.move.name == "endorse"


def test_a_later_text_takes_the_place_of_an_earlier_one() -> None:
    code = made(of(NAN))
    assert verified(code).status == VALID
    act("drafter.55", NAN, "resubmit", answers(NAN))
    found = verified(code)
    assert found.status == SUPERSEDED
    assert found.decision is not None
    assert found.decision.move.name == "recommend"


def test_a_withdrawn_plan_withdraws_its_papers() -> None:
    code = made(of(SAMUT_SONGKHRAM))
    assert verified(code).decision is None
    act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    by_hand(sa.update(Plan).where(Plan.id == SAMUT_SONGKHRAM).values(stage="withdrawn"))
    assert verified(code).status == WITHDRAWN


def test_a_plan_that_another_replaced_is_superseded() -> None:
    code = made()
    by_hand(sa.update(Plan).where(Plan.id == 1).values(stage="superseded"))
    assert verified(code).status == SUPERSEDED


@pytest.mark.parametrize("state", ["ordered", "making", "failed"])
def test_a_paper_that_is_not_made_is_not_there(state: str) -> None:
    paper_id = order()
    change(paper_id, state=state)
    with pytest.raises(NotFound):
        verified(paper(paper_id).code)


def test_a_code_of_nothing_is_not_there() -> None:
    with pytest.raises(NotFound):
        verified("A" * 26)
