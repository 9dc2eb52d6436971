"""What comes of an attempt, on both databases: sent, tried again, given up, replayed."""

import datetime as dt

import pytest

from tests.conftest import TODAY
from tests.jobs.owing import LATER, MINUTE, ids, row, states
from workflow.models import Outbox
from workflow.services.claim_owed import Claim, claim_owed
from workflow.services.replay_messages import replay_messages
from workflow.services.settle_message import TRIES, Failure, settle_message, wait

pytestmark = pytest.mark.both
REFUSED = Failure("refused")


def given_up(message_id: int) -> None:
    """Let a message die."""
    settle_message(claim_owed(Outbox, [message_id], TODAY)[0], TODAY, Failure("gone", final=True))


def test_what_went_is_sent() -> None:
    (claim,) = claim_owed(Outbox, ids()[:1], TODAY)
    assert settle_message(claim, LATER)
    settled = row(claim.id)
    assert (settled.state, settled.sent_at) == ("sent", LATER)
    assert (settled.lease_until, settled.last_error) == (None, None)


def test_what_failed_is_owed_again_in_a_minute() -> None:
    (claim,) = claim_owed(Outbox, ids()[:1], TODAY)
    settle_message(claim, TODAY, REFUSED)
    settled = row(claim.id)
    assert (settled.state, settled.next_at) == ("owed", TODAY + MINUTE)
    assert (settled.last_error, settled.sent_at) == ("refused", None)


def test_waits_double_up_to_half_an_hour() -> None:
    minutes = [wait(attempt) / MINUTE for attempt in range(1, 8)]
    assert minutes == [1, 2, 4, 8, 16, 30, 30]


def test_tries_go_on_for_four_hours() -> None:
    first, *_ = ids()
    at = TODAY
    while claims := claim_owed(Outbox, [first], at):
        settle_message(claims[0], at, REFUSED)
        at = max(at, row(first).next_at)
    assert (row(first).state, row(first).attempts) == ("dead", TRIES)
    assert at - TODAY >= dt.timedelta(hours=4)


def test_a_final_failure_is_given_up_at_once() -> None:
    first, *_ = ids()
    given_up(first)
    assert (row(first).state, row(first).last_error) == ("dead", "gone")


def test_a_reason_is_short_and_plain() -> None:
    (claim,) = claim_owed(Outbox, ids()[:1], TODAY)
    settle_message(claim, TODAY, Failure("a\r\nb\x1b[31m" + "ก" * 400))
    reason = row(claim.id).last_error
    assert reason.startswith("a  b [31mก")
    assert len(reason) == 300


def test_whose_lease_another_has_taken_settles_nothing() -> None:
    (old,) = claim_owed(Outbox, ids()[:1], TODAY)
    claim_owed(Outbox, [old.id], LATER)
    assert not settle_message(old, LATER, REFUSED)
    assert row(old.id).state == "leased"


def test_nobody_settles_what_is_settled() -> None:
    (claim,) = claim_owed(Outbox, ids()[:1], TODAY)
    settle_message(claim, TODAY)
    assert not settle_message(claim, LATER, REFUSED)
    assert row(claim.id).state == "sent"


def test_replayed_messages_have_all_their_tries_again() -> None:
    first, *_ = ids()
    given_up(first)
    assert replay_messages([first], LATER) == [first]
    replayed = row(first)
    assert (replayed.state, replayed.attempts, replayed.next_at) == ("owed", 0, LATER)
    assert claim_owed(Outbox, [first], LATER) == [Claim(first, 1)]


def test_only_the_dead_are_replayed() -> None:
    first, second, third, *_ = ids()
    given_up(first)
    settle_message(claim_owed(Outbox, [second], TODAY)[0], TODAY)
    assert replay_messages([first, second, third], LATER) == [first]
    assert states([first, second, third]) == ["owed", "sent", "owed"]


def test_without_ids_every_dead_message_is_replayed() -> None:
    given_up(ids()[0])
    given_up(ids()[1])
    assert replay_messages([], LATER) == ids()[:2]
