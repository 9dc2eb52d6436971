"""Lock a meeting, and append what is done about it to its own chain. The caller commits."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol

import sqlalchemy as sa

from workflow.extensions import db, ledger_keys
from workflow.facts.subjects import meeting_subject
from workflow.ledger import chain
from workflow.ledger.keys import KEY_ID
from workflow.models import Entry, Item, Meeting, table
from workflow.services.append_entry import Act, append_entry
from workflow.states import policy
from workflow.states.facts import Holding, Person
from workflow.states.refusals import Kind, NotFound, Reason, Refused
from workflow.states.resolutions import against_stage

_OPERATION_ID = re.compile(r"[0-9A-Za-z_-]{16,64}")

Operation = tuple[str, str]
"""Id of an operation and its fingerprint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingAsked:
    """What somebody saw of a meeting when asking for something: its version. operation_id: made
    when the form was rendered; the same again is answered as before."""

    meeting_id: int
    version: int
    operation_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingAct:
    """What is done about a meeting. stage: where it then stands. changes: other columns of its row.
    record: digest of an item's record. content: digest of the plan's text."""

    meeting: Any
    act: str
    at: dt.datetime
    person: Person
    holding: Holding
    body: Mapping[str, Any]
    stage: str | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    operation: Operation | None = None
    record: str | None = None
    content: str | None = None


def meeting_no(meeting: Any) -> str:
    """How a meeting is called: 5/2569."""
    return f"{meeting.number}/{meeting.year}"


def item_no(item: Any) -> str:
    """Its number on the agenda: 5.1."""
    return f"{item.heading}.{item.n}"


def secretary(person: Person) -> Holding:
    """The post in which somebody runs meetings. Refused: they hold none that does."""
    posts = policy.ACTIONS["meeting.run"].posts or ()
    found = [holding for holding in person.holdings if holding.post in posts]
    if not found:
        raise Refused([Reason("not_yours", Kind.PERSON)])
    return found[0]


def lock_meeting(meeting_id: int) -> Any:
    """A meeting's row, locked: the first in the order of locks. Raises NotFound."""
    query = sa.select(*Meeting.__table__.columns).where(Meeting.id == meeting_id)
    row = db.session.execute(query.with_for_update()).one_or_none()
    if row is None:
        raise NotFound(f"meeting {meeting_id}")
    return row


def lock_item(meeting_id: int, n: int) -> Any:
    """An item's row, locked behind its meeting's. Raises NotFound."""
    query = sa.select(*Item.__table__.columns).where(Item.meeting_id == meeting_id, Item.n == n)
    row = db.session.execute(query.with_for_update()).one_or_none()
    if row is None:
        raise NotFound(f"meeting {meeting_id} item {n}")
    return row


def lock_items(meeting_id: int) -> list[Any]:
    """Every item of a meeting in its order, locked behind the meeting."""
    query = sa.select(*Item.__table__.columns).where(Item.meeting_id == meeting_id)
    return list(db.session.execute(query.order_by(Item.heading, Item.n).with_for_update()))


def operation_of(
    operation_id: str, person: Person, act: str, given: Mapping[str, Any]
) -> tuple[Operation, Any]:
    """An operation's id with its fingerprint, and the entry that it already made, or None. Refused:
    it has no proper id, or it was used for something else."""
    if not _OPERATION_ID.fullmatch(operation_id):
        raise Refused([Reason("operation_missing")])
    values = {"person": person.ref, "act": act, "given": dict(given)}
    mark = chain.fingerprint(ledger_keys().chain[KEY_ID], values)
    query = sa.select(Entry.subject, Entry.fingerprint).where(Entry.operation_id == operation_id)
    known = db.session.execute(query).one_or_none()
    if known is not None and known.fingerprint != mark:
        raise Refused([Reason("operation_reused")])
    return (operation_id, mark), known


class Asks(Protocol):
    """Something that is asked for about a meeting, by an operation of its own."""

    @property
    def meeting_id(self) -> int:
        """The meeting."""
        ...

    @property
    def operation_id(self) -> str:
        """Made when the form was rendered."""
        ...


@dataclass(frozen=True, slots=True)
class Begun:
    """An act of whoever runs a meeting, begun under the meeting's lock."""

    meeting: Any
    name: str
    person: Person
    holding: Holding
    operation: Operation

    def against(self, stages: tuple[str, ...], version: int | None = None) -> list[Reason]:
        """Why the act cannot be: the meeting stands at none of these stages, or, where a version
        of it was seen, has changed since."""
        reasons = against_stage(self.meeting.stage, stages)
        if version not in (None, self.meeting.version):
            reasons.append(Reason("stale_meeting", Kind.STALE))
        return reasons

    def write(
        self,
        at: dt.datetime,
        body: Mapping[str, Any],
        stage: str | None = None,
        changes: Mapping[str, Any] = MappingProxyType({}),
    ) -> int:
        """Write the act; return the entry's id. stage, changes: as of `MeetingAct`."""
        act = MeetingAct(
            meeting=self.meeting,
            act=self.name,
            at=at,
            person=self.person,
            holding=self.holding,
            body=body,
            stage=stage,
            changes=changes,
            operation=self.operation,
        )
        return write_meeting(act)


def begin_act(asked: Asks, person: Person, name: str, given: Mapping[str, Any]) -> Begun | None:
    """Lock a meeting for an act; None when this very operation was carried out before: then there
    is nothing to do. Refused: the person runs no meetings. Raises NotFound."""
    holding = secretary(person)
    meeting = lock_meeting(asked.meeting_id)
    values = {"meeting": meeting.id, **given}
    operation, known = operation_of(asked.operation_id, person, name, values)
    if known is not None:
        db.session.rollback()
        return None
    return Begun(meeting, name, person, holding, operation)


def write_meeting(act: MeetingAct) -> int:
    """Write where a meeting stands and append the act; return the entry's id. The caller holds the
    meeting's lock."""
    meeting = act.meeting
    stage = act.stage or meeting.stage
    values = {**act.changes, "stage": stage, "version": meeting.version + 1}
    db.session.execute(sa.update(table(Meeting)).where(Meeting.id == meeting.id).values(**values))
    subject = meeting_subject(meeting.id)
    last = db.session.execute(_last, {"subject": subject}).one_or_none()
    entry = Act(
        subject=subject,
        at=act.at,
        actor=act.person.ref,
        holding=act.holding,
        act=act.act,
        stage_from=meeting.stage if last else None,
        stage_to=stage,
        version=meeting.version + 1,
        content_digest=act.content,
        case_digest=act.record,
        operation_id=act.operation[0] if act.operation else None,
        fingerprint=act.operation[1] if act.operation else None,
    )
    said = {"meeting": meeting_no(meeting), "due": meeting.held_on.isoformat(), **act.body}
    return append_entry(entry, (last.n, last.hash) if last else (0, chain.START), said)


_last = (
    sa.select(Entry.n, Entry.hash)
    .where(Entry.subject == sa.bindparam("subject"))
    .order_by(Entry.n.desc())
    .limit(1)
)
