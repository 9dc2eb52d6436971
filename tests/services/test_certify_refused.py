"""What is not certified, by whom, and why: every refusal leaves plan and meeting as they were."""

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import (
    RECOMMENDED,
    ROI_ET,
    SAMUT_SONGKHRAM,
    actor,
    also,
    asked,
    by_hand,
    codes,
    end,
    person_id,
    refusal,
    row,
)
from tests.services.sitting import (
    CHAIR,
    FREE,
    OTHER,
    SECRETARY,
    TEXT,
    certificate,
    certify,
    meeting,
    opened,
    record,
    recorded,
    votes,
)
from workflow.extensions import db
from workflow.models import Author, Entry
from workflow.services.certify_item import certify_item
from workflow.services.decide import decide
from workflow.states.facts import Given
from workflow.states.refusals import NotFound
from workflow.states.votes import Vote

pytestmark = pytest.mark.both


def refused(username: str = CHAIR, **changed: Any) -> list[str]:
    """Why a certificate is refused; the plan stays where it is."""
    before = (row(ROI_ET).version, meeting().version)
    found = codes(certify_item, certificate(**changed), actor(username), TODAY)
    assert (row(ROI_ET).version, meeting().version) == before
    return found


def test_another_certificate_of_the_same_item_is_refused() -> None:
    opened()
    record()
    certify()
    assert refused()[:2] == ["item_certified", "wrong_stage"]


def test_an_operation_certifies_nothing_else() -> None:
    opened()
    record()
    known = asked(SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    decide(known, actor("clinic.75"), TODAY)
    assert refused(operation_id=known.operation_id) == ["operation_reused"]
    assert refused(operation_id="x") == ["operation_missing"]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"item_version": 1}, "stale_item"),
        ({"version": 3}, "stale"),
        ({"digest": "0" * 64}, "stale"),
    ],
)
def test_what_the_chair_saw_is_what_is_certified(changed: dict[str, Any], reason: str) -> None:
    opened()
    record()
    answer = refusal(certify_item, certificate(**changed), actor(CHAIR), TODAY)
    assert (answer.code, [found.code for found in answer.reasons]) == (409, [reason])


@pytest.mark.parametrize(
    ("username", "reason"),
    [
        (OTHER, "not_presiding"),
        (SECRETARY, "not_your_post"),
        ("member.MOI-2", "not_your_post"),
        ("pcso.80", None),
    ],
)
def test_only_who_presides_certifies(username: str, reason: str | None) -> None:
    opened()
    record()
    if reason is None:
        with pytest.raises(NotFound):
            certify(username)
        return
    assert refused(username) == [reason]


def test_a_certificate_needs_a_fresh_sign_in() -> None:
    opened()
    record()
    stale = replace(actor(CHAIR), fresh=False)
    assert codes(certify_item, certificate(), stale, TODAY) == ["not_fresh"]


@pytest.mark.parametrize(
    ("what", "reasons"),
    [
        (recorded(votes(5)), ["below_quorum"]),
        (recorded({s: Vote.FOR for s in FREE if s != "MOI-1"}), ["presiding_absent"]),
        (recorded(votes(4, 4)), ["tie_unbroken"]),
        (recorded(votes(0, 0, 8)), ["no_votes"]),
        (recorded(votes(2, 6), motion="defer"), ["motion_lost"]),
        (recorded(motion=None), ["motion_missing"]),
    ],
)
def test_what_decides_nothing_is_not_certified(what: Any, reasons: list[str]) -> None:
    opened()
    record(what)
    assert refused() == reasons
    assert refused(OTHER) == ["not_presiding", *reasons]


def test_who_may_not_certify_has_it_in_their_own_record() -> None:
    opened()
    record()
    refused(OTHER)
    query = sa.select(Entry.act).where(Entry.subject == f"account:{actor(OTHER).ref}")
    assert db.session.scalars(query.order_by(Entry.n.desc())).first() == "refused"


def test_nothing_is_certified_that_was_not_recorded_or_not_opened() -> None:
    assert "meeting_notified" in refused()
    opened()
    assert refused() == ["motion_missing", "presiding_absent", "below_quorum"]


@pytest.mark.parametrize(("words", "reason"), [(" ", "ask_empty"), ("สั้น", "ask_short")])
def test_a_rejection_needs_its_reasons(words: str, reason: str) -> None:
    opened()
    record(recorded(votes(2, 6)))
    assert refused(reason=words) == [reason]
    assert refused(resolution="") == ["ask_empty"]


def test_the_committee_must_be_the_one_it_was_recorded_for() -> None:
    opened()
    record()
    also("member.MOI-2", "provincial_office", "45")
    assert refused() == ["roster_changed"]
    end_of_seat = recorded({s: Vote.FOR for s in FREE if s not in ("MOI-2",)})
    record(end_of_seat)
    assert certify().stage == "approved"


def test_a_seat_that_fell_vacant_asks_for_a_new_record() -> None:
    opened()
    record()
    end("member.MOI-6")
    assert refused() == ["roster_changed"]


def test_where_the_named_chair_takes_no_part_the_other_presides() -> None:
    opened()
    given = {seat: Vote.FOR for seat in FREE if seat != "MOI-1"}
    record(recorded(given, declared={"MOI-1": "เป็นที่ปรึกษาโครงการ"}))
    assert refused(CHAIR) == ["not_presiding"]
    assert certify(OTHER).stage == "approved"


def test_an_author_does_not_certify() -> None:
    opened()
    record()
    by_hand(sa.insert(Author).values(plan_id=ROI_ET, person_id=person_id(CHAIR)))
    found = refused()
    assert found == ["roster_changed", "author_decides"]


def test_no_form_gives_a_resolution() -> None:
    opened()
    record()
    request = asked(ROI_ET, "approve", Given(resolution=TEXT))
    assert codes(decide, request, actor(CHAIR), TODAY)[0] == "by_resolution"
