"""A meeting's page: its agenda with what was said of each plan, and who is expected."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.around import province_of
from workflow.facts.committee import Seated, day_of, seats_on
from workflow.facts.published import procedure_of
from workflow.facts.record import in_force
from workflow.facts.subjects import subject_of
from workflow.models import Entry, EntryBody, Meeting
from workflow.queries.meetings import agenda_of
from workflow.states import policy
from workflow.states.facts import Person
from workflow.states.policy import CHAIR
from workflow.states.refusals import NotFound
from workflow.thai.words import Words


@dataclass(frozen=True, slots=True)
class Head:
    """A meeting as every page about it shows it."""

    row: Any

    @property
    def id(self) -> int:
        """Its id."""
        return int(self.row.id)

    @property
    def no(self) -> str:
        """How it is called: 5/2569."""
        return f"{self.row.number}/{self.row.year}"

    @property
    def place(self) -> Words:
        """Where it is held."""
        return Words(self.row.place_th, self.row.place_en)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said of a plan on its way here."""

    at: dt.datetime
    post: str
    text: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A plan on the agenda. said: opinions of those who sent it on. warnings: how many stood when
    it was last submitted. here: whether it still waits for the committee."""

    row: Any
    said: tuple[Said, ...]
    warnings: int

    @property
    def no(self) -> str:
        """Its number on the agenda: 5.1."""
        return f"{self.row.heading}.{self.row.n}"

    @property
    def province(self) -> Words:
        """Name of the plan's province."""
        return province_of(self.row)

    @property
    def stage(self) -> Any:
        """Where the plan now is."""
        return procedure_of(self.row.procedure_id).stage[self.row.stage]

    @property
    def struck_at(self) -> Any:
        """Where the plan was when the item was struck."""
        return procedure_of(self.row.procedure_id).stage.get(self.row.note)

    @property
    def outcome(self) -> Words | None:
        """What was resolved."""
        move = procedure_of(self.row.procedure_id).move.get(self.row.outcome or "")
        return move.title if move else None


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A meeting with its agenda and the committee on its day."""

    head: Head
    items: tuple[ItemRow, ...]
    seats: tuple[Seated, ...]
    runs: bool
    certifies: bool
    """Whether the person who looks runs meetings, and whether they hold a co-chair's seat."""

    @property
    def chairs(self) -> tuple[Seated, ...]:
        """Co-chairs' seats that have a holder."""
        return tuple(seat for seat in self.seats if seat.post == CHAIR and seat.holders)

    @property
    def presiding(self) -> Seated | None:
        """Who was named to preside."""
        return next((s for s in self.seats if s.code == self.head.row.presiding), None)

    @property
    def undecided(self) -> tuple[ItemRow, ...]:
        """Items that have not ended."""
        return tuple(item for item in self.items if item.row.ended is None)


def head_of(meeting_id: int) -> Head:
    """A meeting. Raises NotFound."""
    query = sa.select(*Meeting.__table__.columns).where(Meeting.id == meeting_id)
    row = db.session.execute(query).one_or_none()
    if row is None:
        raise NotFound(f"meeting {meeting_id}")
    return Head(row)


def meeting_page(meeting_id: int, person: Person) -> MeetingPage:
    """Load a meeting's page: four queries. Raises NotFound."""
    head = head_of(meeting_id)
    rows = agenda_of(meeting_id)
    said = _entries_of([row.plan_id for row in rows])
    items = tuple(_item(row, said.get(subject_of(row.plan_id), ())) for row in rows)
    runs, certifies = (policy.may_open(name, person) for name in ("meeting.run", "item.certify"))
    return MeetingPage(head, items, seats_on(day_of(head.row)), runs, certifies)


def _item(row: Any, entries: Sequence[Any]) -> ItemRow:
    said, warnings = [], 0
    for entry in in_force(entries):
        given = json.loads(entry.text).get("given", {})
        warnings = len(given.get("warnings", ())) if _freezes(row, entry.act) else warnings
        if text := given.get("opinion"):
            said.append(Said(entry.at, entry.post, text))
    return ItemRow(row, tuple(said), warnings)


def _freezes(row: Any, act: str) -> bool:
    move = procedure_of(row.procedure_id).move.get(act)
    return move is not None and move.freezes


def _entries_of(plans: Sequence[int]) -> Mapping[str, Sequence[Any]]:
    """What was given with each act on the plans, oldest first: one query."""
    found: dict[str, list[Any]] = {}
    if plans:
        subjects = [subject_of(plan) for plan in plans]
        for row in db.session.execute(_said, {"subjects": subjects}):
            found.setdefault(row.subject, []).append(row)
    return found


_said = (
    sa.select(Entry.subject, Entry.act, Entry.post, Entry.at, EntryBody.text)
    .join(EntryBody, EntryBody.entry_id == Entry.id)
    .where(Entry.subject.in_(sa.bindparam("subjects", expanding=True)))
    .order_by(Entry.subject, Entry.n)
)
