"""Make a meeting of the joint committee: its number, day, time and place."""

import datetime as dt
import re
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from workflow.extensions import db, durable, writing
from workflow.models import Meeting, table
from workflow.services.write_meeting import MeetingAct, operation_of, secretary, write_meeting
from workflow.states.facts import Person
from workflow.states.refusals import Reason, Refused
from workflow.thai.dates import buddhist_year, local_day
from workflow.thai.text import length

MOST = 999
LONGEST_PLACE = 200
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMeeting:
    """A meeting to be made. time: hours and minutes in Bangkok, 09:30."""

    number: int
    held_on: dt.date
    time: str
    place_th: str
    place_en: str
    operation_id: str


@durable
def make_meeting(new: NewMeeting, person: Person, at: dt.datetime) -> int:
    """Make a meeting; return its id. Refused: its number is taken, or something is missing."""
    writing()
    holding = secretary(person)
    given = {**asdict(new), "held_on": new.held_on.isoformat()}
    operation, known = operation_of(given.pop("operation_id"), person, "make", given)
    if known is not None:
        db.session.rollback()
        return int(known.subject.partition(":")[2])
    if reasons := _against(new, at):
        raise Refused(reasons)
    try:
        meeting = db.session.execute(_insert, _row(new)).one()
    except IntegrityError as taken:
        raise Refused([_taken(new)]) from taken
    body = {"time": new.time, "place": new.place_th}
    write_meeting(
        MeetingAct(
            meeting=meeting,
            act="make",
            at=at,
            person=person,
            holding=holding,
            body=body,
            operation=operation,
        )
    )
    db.session.commit()
    return int(meeting.id)


def _against(new: NewMeeting, at: dt.datetime) -> list[Reason]:
    reasons = []
    if not 0 < new.number <= MOST:
        reasons.append(Reason("not_a_number", field="number"))
    elif db.session.execute(_same, _called(new)).scalar_one_or_none():
        reasons.append(_taken(new))
    if new.held_on < local_day(at):
        reasons.append(Reason("meeting_past", field="held_on"))
    if not _TIME.fullmatch(new.time):
        reasons.append(Reason("not_a_time", field="time"))
    if not length(new.place_th):
        reasons.append(Reason("ask_empty", field="place_th"))
    for name in ("place_th", "place_en"):
        if len(getattr(new, name)) > LONGEST_PLACE:
            reasons.append(Reason("ask_long", field=name, values={"most": LONGEST_PLACE}))
    return reasons


def _taken(new: NewMeeting) -> Reason:
    no = f"{new.number}/{buddhist_year(new.held_on)}"
    return Reason("meeting_exists", field="number", values={"no": no})


def _called(new: NewMeeting) -> dict[str, int]:
    return {"number": new.number, "year": buddhist_year(new.held_on)}


def _row(new: NewMeeting) -> dict[str, Any]:
    return {
        **_called(new),
        "held_on": new.held_on,
        "time": new.time,
        "place_th": new.place_th,
        "place_en": new.place_en or new.place_th,
        "stage": "planned",
        "version": 0,
    }


_insert = sa.insert(table(Meeting)).returning(*Meeting.__table__.columns)
_same = sa.select(Meeting.id).where(
    Meeting.number == sa.bindparam("number"), Meeting.year == sa.bindparam("year")
)
