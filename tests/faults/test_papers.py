"""Papers survive SIGKILL of their worker: each is made, whole, and never half a file is kept."""

import datetime as dt
import hashlib
import sys
from typing import Any

import pytest
import sqlalchemy as sa

from tests.faults.campaign import Campaign
from tests.faults.processes import FULL, wait_until
from tests.services.acting import actor
from workflow.extensions import blobs, db
from workflow.models import Paper
from workflow.models.paper import EDITIONS, KINDS
from workflow.services.order_paper import Wanted, order_paper

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, and needs PDEATHSIG"),
    *([pytest.mark.both] if FULL else []),
]
KILLS = 12 if FULL else 2
MADE_S = 120
"""Seconds after the last kill in which every paper must be made: a lease has to run out first."""
ORDERS = [
    Wanted(plan_id=plan, revision=1, kind=kind, edition=edition)
    for edition in EDITIONS
    for plan in range(1, 6)
    for kind in KINDS
]


def order(campaign: Campaign, wanted: Wanted) -> None:
    """Order a paper now."""
    with campaign.app.app_context():
        order_paper(wanted, actor("secretariat.1"), dt.datetime.now(dt.UTC))


def papers(campaign: Campaign) -> list[Any]:
    """Every paper as it now stands."""
    with campaign.app.app_context():
        columns = (Paper.id, Paper.state, Paper.attempts, Paper.digest, Paper.bytes)
        return list(db.session.execute(sa.select(*columns).order_by(Paper.id)))


def in_the_making(campaign: Campaign) -> list[int]:
    """Papers that a worker has just now."""
    return [row.id for row in papers(campaign) if row.state == "making"]


def test_a_worker_killed_in_the_midst_costs_time_and_no_paper(campaign: Campaign) -> None:
    deserted: set[int] = set()
    for at in range(0, 3 * KILLS, 3):
        for wanted in ORDERS[at : at + 3]:
            order(campaign, wanted)
        wait_until(lambda: not deserted.issuperset(in_the_making(campaign)), 60, campaign.said)
        deserted.update(in_the_making(campaign))
        campaign.product.kill("worker")
        campaign.product.be_whole()
    wait_until(lambda: {r.state for r in papers(campaign)} == {"made"}, MADE_S, campaign.said)
    assert any(row.attempts > 1 for row in papers(campaign))
    _are_whole(campaign)


def test_when_valkey_forgets_everything_papers_are_made_all_the_same(campaign: Campaign) -> None:
    for wanted in ORDERS[-3:]:
        order(campaign, wanted)
        campaign.product.kill("valkey")
    wait_until(lambda: {r.state for r in papers(campaign)} == {"made"}, MADE_S, campaign.said)
    _are_whole(campaign)


def _are_whole(campaign: Campaign) -> None:
    with campaign.app.app_context():
        for row in papers(campaign):
            content = blobs().get(row.digest)
            assert (len(content), hashlib.sha256(content).hexdigest()) == (row.bytes, row.digest)
            assert content.rstrip().endswith(b"%%EOF")
