"""A certificate against a late vote, and many certificates at once: exactly one outcome."""

import os

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.faults.plans import plan_to_endorse
from tests.faults.racing import EVERYONE, Outcome, Racers, Start
from tests.services.acting import act, actor, count, row
from tests.services.sitting import (
    CHAIR,
    SECRETARY,
    arrange,
    certificate,
    entries,
    item,
    make,
    new_record,
    opened,
    record,
    recorded,
    seen,
    votes,
)
from tests.services.test_count_plan import counted, there
from workflow.extensions import db, ledger_keys
from workflow.facts.committee import kept_of
from workflow.ledger.verify import verify
from workflow.models import Outbox
from workflow.queries.chains import (
    chained,
    heads,
    meeting_versions,
    plan_versions,
    strayed_plans,
    strayed_records,
)
from workflow.services.announce_meeting import announce_meeting
from workflow.states.votes import Vote

pytestmark = [pytest.mark.faults, pytest.mark.both]

ROUNDS = 200 if os.environ.get("FAULTS") == "full" else 10
AGAINST = recorded(votes(2, 9))
"""The late votes: with them the plan would be rejected."""


def test_a_late_vote_comes_before_the_certificate_or_not_at_all(racers: Racers) -> None:
    winners = set()
    for number in range(ROUNDS):
        plan, held = _recorded_item(number)
        certifies = Start(CHAIR, certificate(plan, meeting_id=held))
        late = Start(SECRETARY, new_record(AGAINST, meeting_id=held))
        outcomes = racers.race(_mixed(certifies, late, number))
        won = [outcome for outcome in outcomes if outcome.code == 200]
        assert {type(outcome.start.what) for outcome in won} == {type(won[0].start.what)}
        assert {outcome.code for outcome in outcomes} == {200, 409}
        if won[0].start.username == CHAIR:
            _is_certified_once(plan, held, won)
        else:
            _is_recorded(plan, held)
        winners.add(won[0].start.username)
    _everything_is_in_order()
    assert winners <= {CHAIR, SECRETARY}


def test_of_many_certificates_at_once_one_is_given(racers: Racers) -> None:
    for number in range(ROUNDS):
        plan, held = _recorded_item(number)
        asked = [certificate(plan, meeting_id=held) for _ in range(EVERYONE)]
        outcomes = racers.race([Start(CHAIR, one) for one in asked])
        assert sorted(outcome.code for outcome in outcomes) == [200] + [409] * 7
        _is_certified_once(plan, held, [one for one in outcomes if one.code == 200])
    _everything_is_in_order()


def _recorded_item(number: int) -> tuple[int, int]:
    """A plan on the agenda of an open meeting of its own, with votes in its favour."""
    plan = plan_to_endorse(number)
    act("pcso.80", plan, "endorse")
    held = make(number=number + 10)
    arrange([plan], held)
    announce_meeting(seen(held), actor(SECRETARY), TODAY)
    opened(meeting_id=held)
    record(recorded(votes(8)), meeting_id=held)
    return plan, held


def _mixed(certifies: Start, late: Start, number: int) -> list[Start]:
    """Four who send the one certificate and four who send the one late record, in turn."""
    pair = [certifies, late] if number % 2 else [late, certifies]
    return pair * (EVERYONE // 2)


def _is_certified_once(plan: int, held: int, won: list[Outcome]) -> None:
    """One certificate, of the votes as they were; everybody is told once."""
    assert len({outcome.entry_id for outcome in won}) == 1
    assert [outcome.again for outcome in won].count(False) == 1
    assert (row(plan).stage, item(held).outcome) == ("approved", "approve")
    assert [entry.act for entry in entries(held)].count("certify") == 1
    assert list(kept_of(item(held)).recorded.votes.values()).count(Vote.FOR) == 8
    kinds = sa.select(Outbox.kind).where(Outbox.entry_id == won[0].entry_id)
    told = list(db.session.scalars(kinds))
    assert set(told) == {"approve"}
    assert count(Outbox, Outbox.plan_id == plan, Outbox.kind == "approve") == len(told)


def _is_recorded(plan: int, held: int) -> None:
    """The late votes stand, and nothing is certified."""
    assert (row(plan).stage, item(held).ended) == ("committee_approval", None)
    assert kept_of(item(held)).recorded == AGAINST
    assert [entry.act for entry in entries(held)].count("certify") == 0


def _everything_is_in_order() -> None:
    """The ledger verifies, rows say what it says, and counters count what is there."""
    db.session.rollback()
    ends: dict[str, tuple[int, str]] = {}
    assert list(verify(ledger_keys().chain, chained(), ends)) == []
    assert ends == heads()
    versions = plan_versions() | meeting_versions()
    assert {subject: ends[subject][0] for subject in versions} == versions
    assert (strayed_plans(), strayed_records()) == ([], [])
    assert counted() == there()
