"""Put a person in a post, from a day to a day, by an order; and end it."""

import datetime as dt
from dataclasses import asdict, dataclass

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Appointment, Province, table
from workflow.services.record import record
from workflow.states.policy import POSTS, PROVINCIAL
from workflow.states.refusals import NotFound, refuse

SINGLE = frozenset({"pcso"})
"""Posts that one person holds at a time; a stand-in is alone in standing in for any post."""
FOREVER = dt.date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAppointment:
    """A post to be held. moves: what an order of delegation names."""

    post: str
    since: dt.date
    order_no: str
    until: dt.date | None = None
    province_code: str | None = None
    institution_code: str | None = None
    seat: str | None = None
    capacity: str = "own"
    vacant: bool = False
    moves: tuple[str, ...] = ()


@durable
def appoint(person_id: int, new: NewAppointment, at: dt.datetime) -> int:
    """Appoint a person; return the appointment's id. Refused: the post is held in that time."""
    writing()
    appointment_id = write_appointment(person_id, new, at)
    db.session.commit()
    return appointment_id


@durable
def end_appointment(appointment_id: int, last_day: dt.date, at: dt.datetime) -> None:
    """Let an appointment end on a day that is in it. Raises NotFound: none holds on that day."""
    writing()
    holds = sa.or_(Appointment.until.is_(None), Appointment.until >= last_day)
    person_id = db.session.execute(
        sa.update(Appointment)
        .where(Appointment.id == appointment_id, Appointment.since <= last_day, holds)
        .values(until=last_day)
        .returning(Appointment.person_id)
    ).scalar_one_or_none()
    if person_id is None:
        raise NotFound(f"appointment {appointment_id}")
    body = {"appointment": appointment_id, "until": last_day.isoformat()}
    record(person_id, "appointment_ended", at, body)
    db.session.commit()


def write_appointment(person_id: int, new: NewAppointment, at: dt.datetime) -> int:
    """Write an appointment in the caller's transaction; return its id."""
    if not _is_where_it_should_be(new):
        refuse("province_unknown", field="province")
    if (new.post in SINGLE or new.capacity != "own") and _overlaps(new):
        refuse("overlapping_appointment", field="since")
    values = {**asdict(new), "moves": list(new.moves), "person_id": person_id}
    appointment_id: int = db.session.execute(_insert, values).scalar_one()
    body = {
        **values,
        "since": new.since.isoformat(),
        "until": new.until.isoformat() if new.until else None,
    }
    record(person_id, "appointed", at, body)
    return appointment_id


def _is_where_it_should_be(new: NewAppointment) -> bool:
    """Whether a post of a province has one that is there, and no other post has any.

    Locks the province, so that of two who are put in one post at once the second is seen.
    """
    if new.post not in POSTS or (new.post in PROVINCIAL) != (new.province_code is not None):
        return False
    if new.province_code is None:
        return True
    query = sa.select(Province.code).where(Province.code == new.province_code)
    return db.session.execute(query.with_for_update()).one_or_none() is not None


def _overlaps(new: NewAppointment) -> bool:
    """Whether the post, or the seat of a post that has seats, has such a holder in that time."""
    same = sa.select(Appointment.id).where(
        Appointment.post == new.post,
        Appointment.province_code == new.province_code,
        Appointment.seat == new.seat,
        (Appointment.capacity == "own") == (new.capacity == "own"),
        Appointment.since <= (new.until or FOREVER),
        sa.or_(Appointment.until.is_(None), Appointment.until >= new.since),
    )
    return db.session.execute(same.limit(1)).scalar_one_or_none() is not None


_insert = sa.insert(table(Appointment)).returning(Appointment.id)
