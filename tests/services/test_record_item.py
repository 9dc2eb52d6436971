"""Recording an item: whole, again and again, until it has ended."""

import datetime as dt
from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import ROI_ET, actor, also, by_hand, codes, count, end, refusal
from tests.services.sitting import (
    CHAIR,
    FREE,
    HELD,
    SEATS,
    SECRETARY,
    TIED,
    certify,
    item,
    new_record,
    opened,
    record,
    recorded,
    votes,
)
from workflow.facts.committee import Kept, kept_of
from workflow.models import Attendance, Author, Ballot, Recusal
from workflow.services.record_item import record_item
from workflow.states.resolutions import Recorded
from workflow.states.votes import Vote

pytestmark = pytest.mark.both


def refused(what: Recorded) -> list[str]:
    return codes(record_item, new_record(what), actor(SECRETARY), TODAY)


def test_what_is_recorded_stands_in_the_tables() -> None:
    opened()
    what = recorded(votes(5, 2, 1), declared={"MOI-6": "เป็นที่ปรึกษา"}, resolution="ร่าง")
    assert record(what) == 2
    kept = kept_of(item())
    assert kept == Kept(frozenset(SEATS), frozenset({TIED}), what)


def test_the_same_again_is_harmless_and_another_replaces_it() -> None:
    opened()
    first = new_record()
    for _ in range(2):
        assert record_item(first, actor(SECRETARY), TODAY) == 2
    assert record(recorded(votes(3, 4))) == 3
    assert count(Ballot, Ballot.item_id == item().id) == 7
    assert count(Attendance, Attendance.item_id == item().id) == 12
    assert count(Recusal, Recusal.item_id == item().id) == 1


def test_a_record_made_on_what_is_no_longer_so_is_refused() -> None:
    opened()
    record()
    late = new_record(recorded(votes(1)), version=1)
    answer = refusal(record_item, late, actor(SECRETARY), TODAY)
    assert (answer.code, answer.reasons[0].code) == (409, "stale_item")


@pytest.mark.parametrize(
    ("seat", "changes", "reason"),
    [
        ("X-1", {}, ["seat_not_filled"]),
        (TIED, {"present": frozenset(SEATS)}, ["vote_of_recused"]),
        ("MOI-6", {"present": frozenset({"MOI-1"})}, ["vote_of_absent"]),
        ("MOI-6", {"declared": {"MOI-6": "เหตุ"}}, ["vote_of_recused"]),
    ],
)
def test_only_who_is_there_and_takes_part_votes(
    seat: str, changes: dict[str, object], reason: list[str]
) -> None:
    opened()
    what = recorded({seat: Vote.FOR})
    assert refused(replace(what, **changes)) == reason  # type: ignore[arg-type]  # by name


def test_a_seat_whose_holder_left_does_not_vote() -> None:
    end("member.MOI-2")
    opened()
    assert refused(recorded({"MOI-2": Vote.FOR})) == ["seat_not_filled"]


def test_a_holder_with_a_post_in_the_province_takes_no_part() -> None:
    also("member.MOI-2", "provincial_office", "45")
    opened()
    assert refused(recorded({"MOI-2": Vote.FOR})) == ["vote_of_recused"]


def test_a_holder_who_wrote_of_the_plan_takes_no_part() -> None:
    wrote = {"plan_id": ROI_ET, "person_id": actor("member.MOI-2").id}
    by_hand(sa.insert(Author).values(**wrote))
    opened()
    assert refused(recorded({"MOI-2": Vote.FOR})) == ["vote_of_recused"]


def test_a_holder_of_the_clinic_that_acts_for_the_province_takes_no_part() -> None:
    also("member.MOI-2", "clinic_rep", "46", institution_code="INST-45")
    opened()
    assert refused(recorded({"MOI-2": Vote.FOR})) == ["vote_of_recused"]


def test_nothing_is_recorded_before_a_meeting_opens_nor_after_it_closed() -> None:
    assert refused(recorded()) == ["meeting_notified"]
    closed = new_record(recorded(votes(1)), meeting_id=HELD)
    found = codes(record_item, closed, actor(SECRETARY), TODAY)
    assert found == ["meeting_closed", "item_certified"]


def test_a_late_vote_after_the_certificate_is_refused() -> None:
    opened()
    record()
    certify()
    late = new_record(recorded(dict.fromkeys(FREE, Vote.AGAINST)))
    assert codes(record_item, late, actor(SECRETARY), TODAY) == ["item_certified"]
    assert count(Ballot, Ballot.item_id == item().id, Ballot.vote == "against") == 0


def test_who_certifies_does_not_record() -> None:
    opened()
    assert refusal(record_item, new_record(), actor(CHAIR), TODAY).code == 403


def test_who_sits_on_the_day_the_meeting_opened_counts() -> None:
    opened()
    record()
    later = TODAY + dt.timedelta(days=400)
    assert record_item(new_record(recorded(votes(4))), actor(SECRETARY), later) == 3
    assert count(Attendance, Attendance.item_id == item().id) == 12
