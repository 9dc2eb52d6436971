"""What pages tell of meetings, each in a fixed number of statements."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import TODAY
from tests.services.acting import CHIANG_MAI, NAKHON, ROI_ET, act, actor, statements
from tests.services.sitting import (
    CALLED,
    CHAIR,
    FREE,
    HELD,
    OTHER,
    SECRETARY,
    TIED,
    certify,
    opened,
    record,
    recorded,
)
from workflow.extensions import db
from workflow.queries.item_page import ItemPage, item_page, leads_to
from workflow.queries.meeting_page import meeting_page
from workflow.queries.meetings import (
    agendas_of,
    item_ties,
    meetings,
    meetings_box,
    next_number,
    waiting,
)
from workflow.queries.plan_page import plan_page
from workflow.states.refusals import NotFound
from workflow.states.votes import Vote


def page(username: str = SECRETARY, meeting_id: int = CALLED, n: int = 1) -> ItemPage:
    return item_page(meeting_id, n, actor(username), TODAY)


def test_meetings_are_listed_newest_first() -> None:
    assert [(row.no, row.items, row.undecided) for row in meetings()] == [
        ("5/2569", 1, 1),
        ("4/2569", 1, 0),
    ]
    assert (next_number(2569), next_number(2570)) == (6, 1)


def test_what_waits_is_what_is_on_no_agenda() -> None:
    assert waiting() == ()
    act("pcso.80", NAKHON, "endorse")
    assert [(plan.plan_id, plan.province.en) for plan in waiting()] == [
        (NAKHON, "Nakhon Si Thammarat")
    ]
    opened()
    record(recorded(motion="defer"))
    certify()
    assert [plan.plan_id for plan in waiting()] == [ROI_ET, NAKHON]


def test_a_chair_finds_what_awaits_their_certificate() -> None:
    opened()
    assert meetings_box(actor(CHAIR)).to_certify == ()
    record()
    (found,) = meetings_box(actor(CHAIR)).to_certify
    assert (found.no, found.item, found.province.en) == ("5/2569", "5.1", "Roi Et")
    assert meetings_box(actor(OTHER)).to_certify == ()
    certify()
    assert meetings_box(actor(CHAIR)).to_certify == ()


def test_the_other_chair_finds_it_where_the_named_one_takes_no_part() -> None:
    opened()
    others = {seat: Vote.FOR for seat in FREE if seat != "MOI-1"}
    record(recorded(others, declared={"MOI-1": "เหตุ"}))
    assert len(meetings_box(actor(OTHER)).to_certify) == 1


def test_each_finds_of_meetings_what_concerns_them() -> None:
    act("pcso.80", NAKHON, "endorse")
    box = meetings_box(actor(SECRETARY))
    assert ([plan.plan_id for plan in box.waiting], box.next and box.next.no) == (
        [NAKHON],
        "5/2569",
    )
    assert meetings_box(actor("member.MHESI-2")).waiting == ()
    assert meetings_box(actor("drafter.75")).next is None


def test_a_plan_says_on_which_agendas_it_is() -> None:
    (found,) = agendas_of(CHIANG_MAI, actor(SECRETARY))
    assert (found.no, found.item, found.ended) == ("4/2569", "5.1", "certified")
    assert plan_page(CHIANG_MAI, actor(SECRETARY), TODAY).agendas == (found,)
    assert agendas_of(CHIANG_MAI, actor("drafter.50")) == ()


def test_seats_with_a_tie_are_known_before_anything_is_recorded() -> None:
    assert item_ties(CALLED, ROI_ET) == {TIED}


def test_a_meeting_s_page_tells_what_was_said_of_each_plan() -> None:
    found = meeting_page(CALLED, actor(SECRETARY))
    (item,) = found.items
    assert [said.post for said in item.said] == ["clinic_rep", "pcso"]
    assert (item.warnings, item.no, item.stage.code) == (3, "5.1", "committee_approval")
    assert (item.outcome, item.struck_at, len(found.chairs)) == (None, None, 2)
    assert (found.presiding, len(found.undecided)) == (None, 1)


def test_a_held_meeting_tells_its_outcome_and_who_presided() -> None:
    found = meeting_page(HELD, actor("auditor.1"))
    assert found.presiding is not None
    assert (found.presiding.code, found.runs, found.undecided) == ("MHESI-1", False, ())
    assert found.items[0].outcome is not None


@pytest.mark.parametrize(("meeting_id", "n"), [(99, 1), (CALLED, 2)])
def test_what_is_not_there_is_not_found(meeting_id: int, n: int) -> None:
    with pytest.raises(NotFound):
        page(meeting_id=meeting_id, n=n)


def test_an_item_tells_the_quorum_before_anybody_came() -> None:
    found = page()
    assert (found.recorded, found.summed.base, found.summed.needed) == (False, 11, 6)
    assert [move.name for move in found.motions][0] == "approve"
    assert (found.move, found.to, found.is_open, found.motion) == (None, None, False, None)


def test_an_item_tells_what_follows_from_its_votes() -> None:
    opened()
    record()
    found = page(CHAIR)
    assert found.move is not None
    assert (found.move.name, found.against, found.code) == ("approve", (), 200)
    assert (found.to and found.to.code, found.presiding and found.presiding.code) == (
        "approved",
        "MOI-1",
    )
    other = page(OTHER)
    assert ([reason.code for reason in other.against], other.code) == (["not_presiding"], 403)


def test_a_certified_item_tells_what_was_resolved() -> None:
    found = page(CHAIR, HELD)
    assert (found.move and found.move.name, found.summed.votes_for, found.code) == (
        "approve",
        9,
        409,
    )


def test_it_is_told_in_advance_what_follows() -> None:
    found = page()
    titles = {m.name: leads_to(found.case.procedure, m) for m in found.motions}
    carried, lost = titles["approve"]
    assert carried
    assert lost
    assert (carried.en, lost.en) == ("Resolve to approve", "Resolve not to approve")
    assert titles["defer"][1] is None


@pytest.mark.parametrize(
    ("ask", "most"),
    [
        (meetings, 1),
        (waiting, 1),
        (lambda: meetings_box(actor(CHAIR)), 2),
        (lambda: meeting_page(CALLED, actor(SECRETARY)), 4),
        (page, 10),
    ],
)
def test_a_page_takes_a_fixed_number_of_statements(ask: Callable[[], Any], most: int) -> None:
    ask()
    db.session.rollback()
    sent = statements(ask)
    for_the_person = 2 * sum("username_key" in one for one in sent)
    assert len(sent) - for_the_person <= most, sent
