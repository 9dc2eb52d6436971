"""The certificate: meeting, item and plan in one transaction, on both databases."""

import json
from typing import Any

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import (
    NAKHON,
    RETURNED,
    ROI_ET,
    act,
    actor,
    acts,
    answers,
    by_hand,
    count,
    row,
    statements,
)
from tests.services.sitting import (
    CALLED,
    CHAIR,
    FREE,
    HELD,
    REASON,
    SECRETARY,
    TEXT,
    arrange,
    certificate,
    certify,
    entries,
    item,
    make,
    opened,
    record,
    recorded,
    votes,
)
from tests.services.test_count_plan import counted, there
from workflow.extensions import db
from workflow.models import Entry, EntryBody, Outbox
from workflow.queries.chains import strayed_plans, strayed_records
from workflow.services.certify_item import certify_item
from workflow.states.votes import Vote

pytestmark = pytest.mark.both


def said(entry_id: int) -> Any:
    """What an entry says."""
    query = sa.select(EntryBody.text).where(EntryBody.entry_id == entry_id)
    return json.loads(db.session.execute(query).scalar_one())


@pytest.mark.parametrize(
    ("motion", "given", "stage", "outcome"),
    [
        ("approve", votes(8), "approved", "approve"),
        ("approve", votes(2, 6), "rejected", "reject"),
        ("reject", votes(8), "rejected", "reject"),
        ("defer", votes(8), "committee_approval", "defer"),
        ("committee_return", votes(8), "returned", "committee_return"),
    ],
)
def test_a_resolution_moves_the_plan(
    motion: str, given: dict[str, Vote], stage: str, outcome: str
) -> None:
    opened()
    back_to = "pcso_endorsement" if motion == "committee_return" else None
    record(recorded(given, motion=motion, back_to=back_to))
    assert certify().stage == stage
    assert (row(ROI_ET).stage, row(ROI_ET).returned_by) == (stage, back_to)
    assert (item().ended, item().outcome, row(ROI_ET).in_session) == ("certified", outcome, False)
    assert counted() == there()


def test_the_plan_s_entry_says_meeting_and_sum_and_who_presided() -> None:
    opened()
    record(recorded(votes(6, 1, 1)))
    moved = certify()
    entry = db.session.get(Entry, moved.entry_id)
    body = said(moved.entry_id)
    assert entry is not None
    assert (entry.act, entry.post, entry.actor) == ("approve", "chair", actor(CHAIR).ref)
    assert (body["meeting"], body["item"], body["given"]["resolution"]) == ("5/2569", "5.1", TEXT)
    kept = {name: body["resolution"][name] for name in ("for", "against", "abstain", "base")}
    assert kept == {"for": 6, "against": 1, "abstain": 1, "base": 11}
    assert body["resolution"]["presiding"] == "MOI-1"


def test_the_meeting_s_entry_binds_the_record_and_the_text() -> None:
    opened()
    record()
    digest = row(ROI_ET).digest
    certify()
    entry = entries()[-1]
    assert (entry.act, entry.content_digest, item().certificate) == ("certify", digest, entry.n)
    assert entry.case_digest == said(entry.id)["resolution"]["record"]
    assert (strayed_records(), strayed_plans()) == ([], [])


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ballot SET vote = 'against' WHERE seat = 'MOI-1'",
        "DELETE FROM ballot WHERE seat = 'MOI-1'",
        "UPDATE attendance SET present = NOT present WHERE seat = 'MOI-4'",
        "UPDATE recusal SET tied = NOT tied",
        "UPDATE item SET motion = 'defer' WHERE meeting_id = 2",
        "UPDATE item SET certificate = 3 WHERE meeting_id = 2",
    ],
)
def test_a_record_that_was_changed_afterwards_is_found(change: str) -> None:
    opened()
    record(recorded(votes(11)))
    certify()
    by_hand(sa.text(change))
    found = {(subject, no) for subject, _, no in strayed_records()}
    assert (f"meeting:{CALLED}", "5.1") in found


def test_everyone_concerned_is_told_by_the_move() -> None:
    opened()
    record()
    moved = certify()
    kinds = sa.select(Outbox.kind).where(Outbox.entry_id == moved.entry_id).distinct()
    assert list(db.session.scalars(kinds)) == ["approve"]
    assert count(Outbox, Outbox.entry_id == moved.entry_id) > 5


def test_the_same_certificate_again_is_answered_as_before() -> None:
    opened()
    record()
    request = certificate()
    first = certify_item(request, actor(CHAIR), TODAY)
    again = certify_item(request, actor(CHAIR), TODAY)
    assert (again.entry_id, again.again) == (first.entry_id, True)
    assert [entry.act for entry in entries()].count("certify") == 1


def test_the_casting_vote_decides_a_tie() -> None:
    opened()
    record(recorded(votes(4, 4), casting=Vote.AGAINST))
    moved = certify()
    assert (moved.stage, said(moved.entry_id)["resolution"]["casting"]) == ("rejected", "against")


def test_an_approval_keeps_no_reasons() -> None:
    opened()
    record()
    assert "reason" not in said(certify().entry_id)["given"]


def test_a_deferred_plan_goes_on_to_another_meeting() -> None:
    opened()
    record(recorded(motion="defer"))
    certify()
    other = make()
    arrange([ROI_ET], other)
    assert acts(ROI_ET)[-1] == "defer"
    assert (item(other).plan_id, item(HELD).outcome) == (ROI_ET, "approve")


def test_a_plan_returned_by_the_committee_comes_back_to_where_it_said() -> None:
    opened()
    record(recorded(motion="committee_return", back_to="pcso_endorsement"))
    certify()
    assert act("drafter.45", ROI_ET, "resubmit", answers(ROI_ET)).stage == "pcso_endorsement"


def test_a_returned_plan_may_come_back_to_the_same_agenda_until_it_opens() -> None:
    act(SECRETARY, ROI_ET, "secretariat_return", RETURNED)
    act("drafter.45", ROI_ET, "resubmit", answers(ROI_ET))
    opened()
    record()
    assert certify().stage == "approved"


def test_several_items_are_certified_one_by_one() -> None:
    act("pcso.80", NAKHON, "endorse")
    arrange([ROI_ET, NAKHON])
    opened()
    record()
    record(recorded(dict.fromkeys(FREE, Vote.AGAINST)), n=2)
    certify()
    assert certify(plan_id=NAKHON, n=2).stage == "rejected"
    assert [entry.act for entry in entries()][-2:] == ["certify", "certify"]
    assert strayed_records() == []


def test_a_certificate_takes_at_most_twentysix_statements_and_one_commit() -> None:
    opened()
    record()
    request, person = certificate(), actor(CHAIR)
    sent = statements(lambda: certify_item(request, person, TODAY))
    assert sent.count("COMMIT") == 1
    assert len(sent) - 1 <= 26, sent


def test_reasons_are_kept_with_the_item() -> None:
    opened()
    record(recorded(votes(2, 6)))
    certify()
    assert (item().reason, item().resolution, item().certified_at) == (REASON, TEXT, TODAY)
