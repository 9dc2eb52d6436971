"""Who sits on the joint committee on a day, what ties them to a plan, and what was recorded of an
item. Each a fixed number of queries.

A seat has a tie to a plan by itself, by a post that its holder has in the plan's province or in the
institution that acts for it, or because its holder wrote of the plan.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import (
    Appointment,
    Attendance,
    Author,
    Ballot,
    Person,
    Recusal,
    Seat,
)
from workflow.models import Representation as Representing
from workflow.states import resolutions
from workflow.states.facts import Person as Actor
from workflow.states.policy import CHAIR
from workflow.states.procedure import Procedure
from workflow.states.refusals import Kind, Reason
from workflow.states.resolutions import Recorded, Roster
from workflow.states.votes import Tally, Vote
from workflow.thai.dates import local_day
from workflow.thai.words import Words


@dataclass(frozen=True, slots=True)
class SeatHolder:
    """Who sits on a seat, in their own right or for its holder."""

    person_id: int
    name: Words
    capacity: str


@dataclass(frozen=True, slots=True)
class Seated:
    """A seat and who holds it on a day; nobody when it is vacant."""

    code: str
    ministry: str
    post: str
    title: Words
    provinces: frozenset[str]
    institutions: frozenset[str]
    holders: tuple[SeatHolder, ...]

    @property
    def names(self) -> Words:
        """Names of its holders."""
        return Words(
            ", ".join(one.name.th for one in self.holders),
            ", ".join(one.name.en for one in self.holders),
        )


@dataclass(frozen=True, slots=True)
class OnAgenda:
    """The plan of an item, as far as ties to it go."""

    id: int
    province: str
    institution: str | None


def day_of(meeting: Any) -> dt.date:
    """The day on which a meeting was opened, else the day it is called for."""
    held_on: dt.date = meeting.held_on
    return local_day(meeting.opened_at) if meeting.opened_at else held_on


def seats_on(day: dt.date) -> tuple[Seated, ...]:
    """Every seat in its order, with who holds it on a day."""
    rows: dict[str, list[Any]] = {}
    for row in db.session.execute(_seats, {"day": day}):
        rows.setdefault(row.code, []).append(row)
    return tuple(_seated(theirs) for theirs in rows.values())


def roster_from(seats: Sequence[Seated], meeting: Any, plan: OnAgenda) -> Roster:
    """Who may take part in the item of a plan: one query."""
    filled = [seat for seat in seats if seat.holders]
    values = {
        "people": sorted({one.person_id for seat in filled for one in seat.holders}),
        "plan": plan.id,
        "province": plan.province,
        "institution": plan.institution or "",
        "day": day_of(meeting),
    }
    theirs = set(db.session.scalars(_tied_people, values))
    return Roster(
        filled=frozenset(seat.code for seat in filled),
        tied=frozenset(
            seat.code
            for seat in filled
            if plan.province in seat.provinces
            or plan.institution in seat.institutions
            or theirs.intersection(one.person_id for one in seat.holders)
        ),
        chairs=frozenset(seat.code for seat in seats if seat.post == CHAIR),
        presiding=meeting.presiding,
    )


def roster_of(meeting: Any, plan: Any) -> Roster:
    """The same, for a plan's row: three queries."""
    day = day_of(meeting)
    where = {"province": plan.province_code, "day": day}
    institution = db.session.execute(_institution, where).scalar_one_or_none()
    place = OnAgenda(plan.id, plan.province_code, institution)
    return roster_from(seats_on(day), meeting, place)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the tables say of an item: the seats that were filled and tied when it was recorded, and
    what was recorded."""

    filled: frozenset[str]
    tied: frozenset[str]
    recorded: Recorded

    def fits(self, roster: Roster) -> bool:
        """Whether the committee is still the one for which it was recorded."""
        return (self.filled, self.tied) == (roster.filled, roster.tied)


def kept_of(item: Any) -> Kept:
    """What was recorded of an item: one query."""
    rows = db.session.execute(_kept, {"item": item.id}).all()
    of = {kind: {row.seat: row for row in rows if row.kind == kind} for kind in "arv"}
    recorded = Recorded(
        motion=item.motion,
        present=frozenset(seat for seat, row in of["a"].items() if row.yes),
        votes={seat: Vote(row.words) for seat, row in of["v"].items()},
        declared={seat: row.words for seat, row in of["r"].items() if not row.yes},
        casting=Vote(item.casting) if item.casting else None,
        back_to=item.back_to,
        resolution=item.resolution,
        reason=item.reason,
    )
    tied = frozenset(seat for seat, row in of["r"].items() if row.yes)
    return Kept(frozenset(of["a"]), tied, recorded)


@dataclass(frozen=True, slots=True)
class Sat:
    """An item with all that its resolution follows from. now: who may take part in it today."""

    meeting: Any
    item: Any
    procedure: Procedure
    kept: Kept
    now: Roster

    @property
    def roster(self) -> Roster:
        """Who could take part in it: as it was recorded, else as it is now."""
        if not self.kept.filled:
            return self.now
        return replace(self.now, filled=self.kept.filled, tied=self.kept.tied)

    @property
    def summed(self) -> Tally:
        """The sum of what was recorded."""
        return resolutions.counted(self.roster, self.kept.recorded)

    @property
    def seat(self) -> str | None:
        """Seat of who presides over it and certifies."""
        return resolutions.presides(self.roster, self.kept.recorded)

    @property
    def move(self) -> str | None:
        """What the votes resolve; once certified, what was."""
        if self.item.outcome:
            return str(self.item.outcome)
        return resolutions.follows(self.procedure, self.kept.recorded.motion, self.summed.outcome)

    def against(self) -> list[Reason]:
        """Every reason why its resolution cannot be certified, by whomever."""
        reasons = resolutions.against_stage(self.meeting.stage, ("in_session",))
        reasons += resolutions.against_ended(self.item.ended)
        if self.kept.filled and not self.item.ended and not self.kept.fits(self.now):
            reasons.append(Reason("roster_changed", Kind.STALE))
        return reasons + resolutions.against_decision(self.roster, self.kept.recorded, self.move)

    def against_person(self, person: Actor) -> list[Reason]:
        """Why somebody does not certify it, where nothing follows that could be asked about."""
        seats = {held.seat for held in person.holdings if held.post == CHAIR}
        return [] if self.seat in seats else [Reason("not_presiding", Kind.PERSON)]


def _seated(rows: list[Any]) -> Seated:
    first = rows[0]
    return Seated(
        code=first.code,
        ministry=first.ministry,
        post=first.post,
        title=Words(first.title_th, first.title_en),
        provinces=frozenset(first.provinces),
        institutions=frozenset(first.institutions),
        holders=tuple(
            SeatHolder(row.person_id, Words(row.name_th, row.name_en or row.name_th), row.capacity)
            for row in rows
            if row.person_id is not None
        ),
    )


_day = sa.bindparam("day", type_=sa.Date)
_in_force = sa.and_(
    Appointment.since <= _day, sa.or_(Appointment.until.is_(None), Appointment.until >= _day)
)
_living = sa.and_(Person.id == Appointment.person_id, Person.disabled_at.is_(None))
_seats = (
    sa.select(
        Seat.code,
        Seat.ministry,
        Seat.post,
        Seat.title_th,
        Seat.title_en,
        Seat.provinces,
        Seat.institutions,
        Person.id.label("person_id"),
        Person.name_th,
        Person.name_en,
        Appointment.capacity,
    )
    .outerjoin(
        sa.join(Appointment, Person, _living),
        sa.and_(Appointment.seat == Seat.code, Appointment.post == Seat.post, _in_force),
    )
    .order_by(Seat.n, Seat.code, Appointment.capacity.desc(), Appointment.id)
)
_institution = (
    sa.select(Representing.institution_code)
    .where(
        Representing.province_code == sa.bindparam("province"),
        Representing.since <= _day,
        sa.or_(Representing.until.is_(None), Representing.until >= _day),
    )
    .order_by(Representing.status)
    .limit(1)
)
_people: sa.BindParameter[Any] = sa.bindparam("people", expanding=True)
_tied_people = sa.union(
    sa.select(Appointment.person_id).where(
        Appointment.person_id.in_(_people),
        _in_force,
        sa.or_(
            Appointment.province_code == sa.bindparam("province"),
            Appointment.institution_code == sa.bindparam("institution"),
        ),
    ),
    sa.select(Author.person_id).where(
        Author.person_id.in_(_people), Author.plan_id == sa.bindparam("plan")
    ),
)
_item: sa.BindParameter[Any] = sa.bindparam("item")
_kept = sa.union_all(
    sa.select(
        sa.literal("a").label("kind"),
        Attendance.seat,
        Attendance.present.label("yes"),
        sa.literal("").label("words"),
    ).where(Attendance.item_id == _item),
    sa.select(sa.literal("r"), Recusal.seat, Recusal.tied, Recusal.reason).where(
        Recusal.item_id == _item
    ),
    sa.select(sa.literal("v"), Ballot.seat, sa.true(), Ballot.vote).where(Ballot.item_id == _item),
)
