"""Who has a message, on both databases: one at a time, and nobody for ever."""

import datetime as dt
import threading

import pytest
from flask import Flask

from tests.conftest import TODAY
from tests.jobs.owing import LATER, MINUTE, change, ids, row
from workflow.extensions import db
from workflow.models import Outbox
from workflow.services.claim_owed import Claim, claim_owed
from workflow.services.extend_leases import extend_leases
from workflow.services.hold_owed import hold_owed
from workflow.services.settle_message import Failure, settle_message

pytestmark = pytest.mark.both
SECOND = dt.timedelta(seconds=1)


def test_what_is_claimed_is_leased_for_thirty_seconds() -> None:
    first, *_ = ids()
    assert claim_owed(Outbox, [first], TODAY) == [Claim(first, 1)]
    claimed = row(first)
    assert (claimed.state, claimed.attempts) == ("leased", 1)
    assert claimed.lease_until == TODAY + 30 * SECOND


def test_claims_come_in_the_order_asked_for() -> None:
    backwards = ids()[::-1]
    assert [claim.id for claim in claim_owed(Outbox, backwards, TODAY)] == backwards


def test_what_is_claimed_is_not_claimed_again() -> None:
    claim_owed(Outbox, ids(), TODAY)
    assert claim_owed(Outbox, ids(), TODAY) == []


def test_a_lease_that_ran_out_hands_the_message_to_another() -> None:
    first, *_ = ids()
    claim_owed(Outbox, [first], TODAY)
    assert claim_owed(Outbox, [first], TODAY + 30 * SECOND) == []
    assert claim_owed(Outbox, [first], LATER) == [Claim(first, 2)]


@pytest.mark.parametrize("state", ["sent", "dead"])
def test_what_is_done_with_is_not_claimed(state: str) -> None:
    first, *_ = ids()
    change(first, state=state)
    assert claim_owed(Outbox, [first], TODAY) == []


def test_an_old_job_does_not_hurry_a_message_that_waits_for_its_next_try() -> None:
    first, *_ = ids()
    (claim,) = claim_owed(Outbox, [first], TODAY)
    settle_message(claim, TODAY, Failure("refused"))
    assert claim_owed(Outbox, [first], TODAY + SECOND) == []
    assert claim_owed(Outbox, [first], TODAY + MINUTE) == [Claim(first, 2)]


def test_what_the_relay_held_back_can_be_claimed() -> None:
    first, *_ = ids()
    hold_owed(Outbox, [first], TODAY)
    assert row(first).next_at == TODAY + 30 * SECOND
    assert claim_owed(Outbox, [first], TODAY) == [Claim(first, 1)]


def test_holding_back_never_brings_a_next_try_forward() -> None:
    first, *_ = ids()
    change(first, next_at=TODAY + 5 * MINUTE)
    hold_owed(Outbox, [first], TODAY)
    assert row(first).next_at == TODAY + 5 * MINUTE


def test_nothing_to_claim_is_no_error() -> None:
    assert claim_owed(Outbox, [], TODAY) == []


def test_a_lease_is_lengthened_while_it_is_ours() -> None:
    claims = claim_owed(Outbox, ids()[:3], TODAY)
    assert extend_leases(claims, TODAY + 20 * SECOND) == claims
    assert claim_owed(Outbox, ids()[:3], LATER) == []


def test_what_another_took_is_not_ours_to_lengthen() -> None:
    first, second, *_ = ids()
    old = claim_owed(Outbox, [first, second], TODAY)
    claim_owed(Outbox, [first], LATER)
    assert extend_leases(old, LATER) == [Claim(second, 1)]
    assert row(first).attempts == 2


def test_eight_at_once_have_each_message_once(app: Flask) -> None:
    asked, found, start = ids(), [], threading.Barrier(8)
    db.session.remove()

    def claim() -> None:
        with app.app_context():
            start.wait()
            found.extend(claim_owed(Outbox, asked, TODAY))

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claim.id for claim in found) == asked
