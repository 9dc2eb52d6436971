"""A plan's chain of entries, with who acted: one query."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.subjects import subject_of
from workflow.models import Entry, EntryBody, Person, table
from workflow.states import clock
from workflow.states.amending import AMENDMENT_KIND
from workflow.states.facts import Acted
from workflow.states.migrating import MIGRATE, acting_names
from workflow.states.procedure import Procedure
from workflow.states.undoing import UNDO
from workflow.thai.dates import local_day
from workflow.thai.words import Words


class _Act(Protocol):
    @property
    def act(self) -> str: ...


A = TypeVar("A", bound=_Act)


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One act on a plan as its page tells it."""

    id: int
    n: int
    at: dt.datetime
    act: str
    actor_id: int | None
    actor: Words
    post: str
    capacity: str
    order_no: str
    stage_from: str | None
    stage_to: str | None
    operation_id: str | None
    fingerprint: str | None
    content_digest: str | None
    hash: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Visit:
    """A stay of the plan at a stage. by: the entry that brought it there; left: that took it."""

    stage: str
    by: EntryRow
    left: EntryRow | None


def entries_of_plan(plan_id: int) -> tuple[EntryRow, ...]:
    """Every entry of a plan, oldest first."""
    rows = db.session.execute(_entries, {"subject": subject_of(plan_id)}).all()
    return tuple(
        EntryRow(
            id=row.id,
            n=row.n,
            at=row.at,
            act=row.act,
            actor_id=row.actor_id,
            actor=Words(row.name_th or "", row.name_en or row.name_th or ""),
            post=row.post,
            capacity=row.capacity,
            order_no=row.order_no,
            stage_from=row.stage_from,
            stage_to=row.stage_to,
            operation_id=row.operation_id,
            fingerprint=row.fingerprint,
            content_digest=row.content_digest,
            hash=row.hash,
            body=json.loads(row.text or b"{}"),
        )
        for row in rows
    )


def in_force(entries: Sequence[A]) -> tuple[A, ...]:
    """The acts that stand: without those that were undone, and without their undoing, which always
    follows at once."""
    kept: list[A] = []
    for entry in entries:
        if entry.act == UNDO:
            kept.pop()
        else:
            kept.append(entry)
    return tuple(kept)


def acts_of(entries: tuple[EntryRow, ...]) -> tuple[Acted, ...]:
    """The entries as the rules see them."""
    standing = {entry.n for entry in in_force(entries)}
    return tuple(
        Acted(e.actor_id, e.post, e.act, e.stage_from or "", e.stage_to or "", e.n in standing)
        for e in entries
    )


def visits(entries: tuple[EntryRow, ...]) -> tuple[Visit, ...]:
    """The plan's stays, oldest first; what was undone is none."""
    standing = in_force(entries)
    arrivals = [e for e in standing if e.stage_to is not None and e.stage_to != e.stage_from]
    leavings = [*arrivals[1:], None]
    return tuple(
        Visit(by.stage_to or "", by, left) for by, left in zip(arrivals, leavings, strict=True)
    )


def until_next_text(
    procedure: Procedure, entries: tuple[EntryRow, ...], revision: int
) -> tuple[EntryRow, ...]:
    """The entries as long as a revision was the plan's newest text: all that a paper of it can
    tell, and no later decision changes for an earlier text."""
    frozen, kept = 0, []
    for entry in entries:
        move = procedure.move.get(entry.act)
        frozen += bool(move and move.freezes)
        if frozen > revision:
            break
        kept.append(entry)
    return tuple(kept)


def amendment_then(
    procedure: Procedure, entries: tuple[EntryRow, ...], revision: int, now: str | None
) -> str | None:
    """Of what kind an amendment was when a text of it was frozen, if it is of kind `now` since;
    None when it is no amendment."""
    frozen = [e.n for e in entries if e.act in procedure.move and procedure.move[e.act].freezes]
    changes = [e for e in entries if e.act == AMENDMENT_KIND and e.n > frozen[revision - 1]]
    return changes[0].body["from"] if changes else now


def names_that(kind: str, procedure: Procedure, entries: tuple[EntryRow, ...]) -> frozenset[str]:
    """Names of acts of a kind (`states.migrating.acting_names`): of the plan's procedure, and of
    those under which the plan was before."""
    before = [name for e in entries if e.act == MIGRATE for name in e.body.get(kind, ())]
    return frozenset([*acting_names(procedure)[kind], *before])


def returned_revision(procedure: Procedure, entries: tuple[EntryRow, ...]) -> int | None:
    """Number of the text that was last returned; None when none ever was."""
    returning = names_that("returns", procedure, entries)
    standing = in_force(entries)
    found = [entry.body.get("revision") for entry in standing if entry.act in returning]
    return found[-1] if found else None


def last_return(procedure: Procedure, entries: tuple[EntryRow, ...]) -> dt.datetime | None:
    """When the plan was last returned; None when it never was."""
    returning = names_that("returns", procedure, entries)
    standing = reversed(in_force(entries))
    return next((entry.at for entry in standing if entry.act in returning), None)


def used_days(procedure: Procedure, entries: tuple[EntryRow, ...], stage: str) -> int:
    """Working days that a stage has used before: in its stays since the plan last came to it by
    another way than back from a return."""
    used, resuming = 0, names_that("resumes", procedure, entries)
    for visit in visits(entries):
        if visit.stage != stage:
            continue
        if visit.by.act not in resuming:
            used = 0
        if visit.left is not None:
            used += clock.working_days(local_day(visit.by.at), local_day(visit.left.at))
    return used


_entry, _person, _body = table(Entry).c, table(Person).c, table(EntryBody).c
_entries = (
    sa.select(
        _entry.id,
        _entry.n,
        _entry.at,
        _entry.act,
        _person.id.label("actor_id"),
        _person.name_th,
        _person.name_en,
        _entry.post,
        _entry.capacity,
        _entry.order_no,
        _entry.stage_from,
        _entry.stage_to,
        _entry.operation_id,
        _entry.fingerprint,
        _entry.content_digest,
        _entry.hash,
        _body.text,
    )
    .outerjoin_from(table(Entry), table(Person), _person.ref == _entry.actor)
    .outerjoin(table(EntryBody), _body.entry_id == _entry.id)
    .where(_entry.subject == sa.bindparam("subject"))
    .order_by(_entry.n)
)
