"""Sitting in the committee in a test: straight at the services, as secretariat and co-chairs do."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import ROI_ET, actor, operation, row
from workflow.extensions import db
from workflow.models import Entry, Item, Meeting
from workflow.services.certify_item import CertificateAsked, certify_item
from workflow.services.make_meeting import NewMeeting, make_meeting
from workflow.services.move_plan import Moved
from workflow.services.open_meeting import open_meeting
from workflow.services.record_item import NewRecord, record_item
from workflow.services.set_agenda import NewAgenda, set_agenda
from workflow.services.write_meeting import MeetingAsked
from workflow.states.resolutions import Recorded
from workflow.states.votes import Vote

HELD, CALLED = 1, 2
"""Meetings of the demo: 4/2569, closed, and 5/2569, announced with Roi Et on its agenda."""
SECRETARY, CHAIR, OTHER = "secretariat.1", "chair.MOI-1", "chair.MHESI-1"
PRESIDING = "MOI-1"
TIED = "MHESI-6"
"""The seat with a tie to Roi Et."""
SEATS = [f"{ministry}-{n}" for ministry in ("MHESI", "MOI") for n in range(1, 7)]
FREE = [seat for seat in SEATS if seat != TIED]
TEXT = "ที่ประชุมพิจารณาแล้ว มีมติอนุมัติ"
REASON = "โครงการซ้ำซ้อนกับแผนปฏิบัติราชการของจังหวัดที่ได้รับจัดสรรงบประมาณแล้วทั้งหมด"


def meeting(meeting_id: int = CALLED) -> Any:
    """A meeting's row as it now stands."""
    db.session.rollback()
    query = sa.select(*Meeting.__table__.columns).where(Meeting.id == meeting_id)
    return db.session.execute(query).one()


def item(meeting_id: int = CALLED, n: int = 1) -> Any:
    """An item's row as it now stands."""
    db.session.rollback()
    query = sa.select(*Item.__table__.columns)
    return db.session.execute(query.where(Item.meeting_id == meeting_id, Item.n == n)).one()


def seen(meeting_id: int = CALLED, **changed: Any) -> MeetingAsked:
    """A meeting as somebody sees it who acts on it."""
    values = {"version": meeting(meeting_id).version, "operation_id": operation()}
    return MeetingAsked(meeting_id=meeting_id, **{**values, **changed})


def new_meeting(**changed: Any) -> NewMeeting:
    """A meeting that may be made."""
    values: dict[str, Any] = {
        "number": 6,
        "held_on": dt.date(2026, 12, 17),
        "time": "09:30",
        "place_th": "ห้องประชุมสาธิต 3",
        "place_en": "",
        "operation_id": operation(),
    }
    return NewMeeting(**{**values, **changed})


def make(**changed: Any) -> int:
    """Make a meeting as the secretariat does."""
    return make_meeting(new_meeting(**changed), actor(SECRETARY), TODAY)


def arrange(plans: Iterable[int], meeting_id: int = CALLED) -> None:
    """Set an agenda as the secretariat does."""
    wanted = NewAgenda(
        meeting_id=meeting_id, version=meeting(meeting_id).version, plans=tuple(plans)
    )
    set_agenda(wanted, actor(SECRETARY), TODAY)


def opened(presiding: str = PRESIDING, meeting_id: int = CALLED) -> int:
    """Open a meeting as the secretariat does; return its id."""
    open_meeting(seen(meeting_id), presiding, actor(SECRETARY), TODAY)
    return meeting_id


def votes(yes: int = 8, no: int = 0, none: int = 0) -> dict[str, Vote]:
    """Votes of the first free seats from the presiding one on."""
    kinds = [Vote.FOR] * yes + [Vote.AGAINST] * no + [Vote.ABSTAIN] * none
    order = [PRESIDING, *(seat for seat in FREE if seat != PRESIDING)]
    return dict(zip(order, kinds, strict=False))


def recorded(given: dict[str, Vote] | None = None, **changed: Any) -> Recorded:
    """What is recorded when those who vote are those who are there."""
    voted = votes() if given is None else given
    values: dict[str, Any] = {"motion": "approve", "present": frozenset(voted), "votes": voted}
    return Recorded(**{**values, **changed})


def new_record(what: Recorded | None = None, **changed: Any) -> NewRecord:
    """A record as somebody enters it who sees the item as it now is."""
    values = {"meeting_id": CALLED, "n": 1, **changed}
    version = values.pop("version", None) or item(values["meeting_id"], values["n"]).version
    return NewRecord(version=version, recorded=what or recorded(), **values)


def record(what: Recorded | None = None, **changed: Any) -> int:
    """Record an item as the secretariat does."""
    return record_item(new_record(what, **changed), actor(SECRETARY), TODAY)


def certificate(plan_id: int = ROI_ET, **changed: Any) -> CertificateAsked:
    """A certificate as somebody asks for it who sees everything as it now is."""
    where = {"meeting_id": changed.pop("meeting_id", CALLED), "n": changed.pop("n", 1)}
    plan = row(plan_id)
    values: dict[str, Any] = {
        "item_version": item(**where).version,
        "version": plan.version,
        "digest": plan.digest,
        "operation_id": operation(),
        "resolution": TEXT,
        "reason": REASON,
    }
    return CertificateAsked(**where, **{**values, **changed})


def certify(username: str = CHAIR, **changed: Any) -> Moved:
    """Certify as a co-chair does, freshly signed in."""
    return certify_item(certificate(**changed), actor(username), TODAY)


def entries(meeting_id: int = CALLED) -> list[Any]:
    """Entries of a meeting's chain, in order."""
    query = sa.select(*Entry.__table__.columns).where(Entry.subject == f"meeting:{meeting_id}")
    return list(db.session.execute(query.order_by(Entry.n)))
