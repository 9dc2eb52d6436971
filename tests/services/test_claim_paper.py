"""Who claims a paper makes it; how it is held back; what becomes of an attempt."""

import datetime as dt

import pytest

from tests.conftest import TODAY
from tests.services.ordering import change, order, paper
from workflow.models import Paper
from workflow.queries.papers import due_papers
from workflow.services.claim_owed import LEASE, Claim, claim_owed
from workflow.services.hold_owed import hold_owed
from workflow.services.settle_paper import TRIES, Made, settle_paper

pytestmark = pytest.mark.both

SECOND = dt.timedelta(seconds=1)
MADE = Made(digest="a" * 64, bytes=48_000, pages=1)


def claimed(attempt: int = 1) -> Claim:
    """A paper in its how manieth attempt."""
    paper_id = order()
    change(paper_id, attempts=attempt - 1)
    (claim,) = claim_owed(Paper, [paper_id], TODAY)
    assert claim is not None
    return claim


def test_one_gets_it_and_nobody_else() -> None:
    claim = claimed()
    assert claim == Claim(claim.id, 1)
    assert paper(claim.id).state == "making"
    assert claim_owed(Paper, [claim.id], TODAY) == []


def test_when_its_worker_is_gone_the_next_one_gets_it() -> None:
    claim = claimed()
    later = TODAY + LEASE + SECOND
    assert due_papers(later, 9) == [claim.id]
    assert claim_owed(Paper, [claim.id], later) == [Claim(claim.id, 2)]


def test_what_waits_for_its_next_try_is_left_alone() -> None:
    paper_id = order()
    change(paper_id, next_at=TODAY + dt.timedelta(minutes=5))
    assert claim_owed(Paper, [paper_id], TODAY) == []
    assert due_papers(TODAY, 9) == []


@pytest.mark.parametrize("state", ["made", "failed"])
def test_what_is_done_with_is_left_alone(state: str) -> None:
    paper_id = order()
    change(paper_id, state=state, digest="a" * 64)
    assert claim_owed(Paper, [paper_id], TODAY) == []
    assert due_papers(TODAY, 9) == []


def test_what_is_under_way_is_held_back_and_can_still_be_claimed() -> None:
    paper_id = order()
    hold_owed(Paper, [paper_id], TODAY)
    assert due_papers(TODAY, 9) == []
    assert claim_owed(Paper, [paper_id], TODAY) != []


def test_holding_brings_nothing_forward() -> None:
    paper_id, later = order(), TODAY + dt.timedelta(hours=1)
    change(paper_id, next_at=later)
    hold_owed(Paper, [paper_id], TODAY)
    assert paper(paper_id).next_at == later


def test_a_made_paper_has_its_file() -> None:
    claim = claimed()
    assert settle_paper(claim, TODAY, MADE)
    row = paper(claim.id)
    assert (row.state, row.lease_until, row.made_at) == ("made", None, TODAY)
    assert (row.digest, row.bytes, row.pages) == (MADE.digest, 48_000, 1)


@pytest.mark.parametrize(("attempt", "seconds"), [(1, 5), (2, 10), (3, 20)])
def test_what_goes_wrong_is_tried_again_later_and_later(attempt: int, seconds: int) -> None:
    claim = claimed(attempt)
    settle_paper(claim, TODAY, "no\x00space")
    row = paper(claim.id)
    assert (row.state, row.next_at) == ("ordered", TODAY + seconds * SECOND)
    assert row.last_error == "no space"


def test_after_the_last_try_it_is_given_up() -> None:
    claim = claimed(TRIES)
    settle_paper(claim, TODAY, "x" * 1000)
    assert paper(claim.id).state == "failed"
    assert len(paper(claim.id).last_error) == 300


def test_who_was_overtaken_settles_nothing() -> None:
    late = claimed()
    claim_owed(Paper, [late.id], TODAY + LEASE + SECOND)
    assert not settle_paper(late, TODAY, MADE)
    assert paper(late.id).state == "making"
