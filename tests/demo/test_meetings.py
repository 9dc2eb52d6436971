"""Other meetings in the demo's form: a rejection, a return with what follows, a postponement."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from tests.services.acting import NAKHON, ROI_ET, act, acts, row
from tests.services.sitting import FREE, arrange, item, meeting
from workflow.demo.meetings import replay_meetings

WORDS = "ที่ประชุมพิจารณาแล้ว มีมติ"
REASON = "โครงการซ้ำซ้อนกับแผนปฏิบัติราชการของจังหวัดที่ได้รับจัดสรรงบประมาณแล้วทั้งหมด"
WITHDRAW = {
    "move": "withdraw",
    "role": "drafter",
    "capacity": "own",
    "date": "2026-11-27",
    "reason": "จัดทำใหม่",
}


@pytest.fixture(autouse=True)
def inside(app: Flask) -> Iterator[None]:
    """The demo world, with Nakhon Si Thammarat and Roi Et before the committee, on no agenda."""
    with app.app_context():
        act("pcso.80", NAKHON, "endorse")
        arrange([])
        yield


def voted(plan: str, outcome: str | None, vote: str, **more: Any) -> dict[str, Any]:
    """An item on which everybody who is there votes alike."""
    votes = dict.fromkeys(FREE[:8], vote)
    return {"plan": plan, "recused": [], "votes": votes, "outcome": outcome, **more}


def held(*items: dict[str, Any], status: str = "closed") -> dict[str, Any]:
    """A meeting of two days later."""
    return {
        "no": "7/2569",
        "date": "2026-11-26",
        "time": "09:30",
        "place_th": "ห้องประชุม",
        "place_en": "Room",
        "status": status,
        "notified": "2026-11-25",
        "presiding": "MHESI-1",
        "attendance": {"present": FREE[:8]},
        "items": list(items),
    }


def plans(*acts_of_nakhon: dict[str, Any]) -> dict[str, Any]:
    """Histories, as far as a meeting reads them."""
    return {
        "nakhon": {"province": "80", "history": list(acts_of_nakhon)},
        "roi-et": {"province": "45", "history": []},
    }


def resolved(**more: Any) -> dict[str, Any]:
    """What a history says of a resolution."""
    return {"resolution": {"meeting": "7/2569", "text": WORDS}, **more}


IDS = {"nakhon": NAKHON, "roi-et": ROI_ET}


def test_a_lost_motion_rejects_and_what_has_no_outcome_is_postponed() -> None:
    items = voted("nakhon", "reject", "against"), voted("roi-et", None, "for", note="รอข้อมูล")
    replay_meetings([held(*items)], plans(resolved(reason=REASON)), IDS)
    assert (row(NAKHON).stage, row(ROI_ET).stage) == ("rejected", "committee_approval")
    assert (item(3, 1).motion, item(3, 2).ended, item(3, 2).note) == (
        "approve",
        "postponed",
        "รอข้อมูล",
    )
    assert meeting(3).stage == "closed"


def test_what_people_did_after_a_resolution_comes_after_it() -> None:
    returned = voted("nakhon", "committee_return", "for", back_to="clinic_review")
    replay_meetings([held(returned)], plans(resolved(), WITHDRAW), IDS)
    assert acts(NAKHON)[-2:] == ["committee_return", "withdraw"]


def test_a_tie_is_decided_and_an_interest_declared_as_the_data_say() -> None:
    tied = voted("nakhon", "approve", "for", casting="for")
    tied["votes"].update(dict.fromkeys(FREE[4:8], "against"))
    tied["recused"] = [FREE[8]]
    replay_meetings([held(tied)], plans(resolved()), IDS)
    assert (row(NAKHON).stage, item(3).casting) == ("approved", "for")


def test_a_meeting_may_be_left_planned() -> None:
    replay_meetings([held(voted("nakhon", None, "for"), status="planned")], plans(), IDS)
    assert meeting(3).stage == "planned"


def test_a_chair_who_is_nobody_stops_the_replay() -> None:
    wrong = held(voted("nakhon", "approve", "for", certified_by="X-1"))
    with pytest.raises(LookupError, match=r"nobody is chair\.X-1"):
        replay_meetings([wrong], plans(resolved()), IDS)
