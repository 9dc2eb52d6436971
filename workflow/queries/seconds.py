"""What waits for a second person: acts that are to be undone, decisions from paper. One query."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.published import procedure_of
from workflow.facts.scope import visible_to
from workflow.models import Author, Entry, PaperDecision, Plan, Province, UndoRequest
from workflow.models import Person as PersonRow
from workflow.states.facts import Acted, Facts, Person
from workflow.states.papering import against_checking
from workflow.states.policy import NEVER_BOTH
from workflow.states.procedure import Move
from workflow.states.undoing import WITHIN, Done, against_second
from workflow.thai.dates import local_day
from workflow.thai.words import Words

UNDOING, PAPER = "undo", "paper"
MOST = 50
"""Matters that are looked at for one person."""


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that waits for a second person. kind: undo or paper. n: its number within the plan.
    act: the move that is to be undone, or made. mine: whether the person may answer."""

    kind: str
    plan_id: int
    n: int
    act: Words
    by: Words
    at: dt.datetime
    title: str
    province: Words
    answer: str | None
    mine: bool


def matters_for(person: Person, at: dt.datetime) -> tuple[Matter, ...]:
    """Everything that a person may answer now, the oldest first."""
    query = _matters(person, at).where(visible_to(person), _all.c.answer.is_(None)).limit(MOST)
    found = [_matter(row, person, at) for row in db.session.execute(query)]
    return tuple(one for one in found if one.mine)


def matters_of(plan_id: int, person: Person, at: dt.datetime) -> tuple[Matter, ...]:
    """What was asked of a second person about the plan as it now stands, answered or not."""
    rows = db.session.execute(_matters(person, at).where(Plan.id == plan_id))
    return tuple(_matter(row, person, at) for row in rows)


def _matters(person: Person, at: dt.datetime) -> sa.Select[Any]:
    """Requests about plans that nobody acted on since, with what the rules ask of the person."""
    sat = [_sat(person, post).label(f"sat_{post}") for post in sorted(NEVER_BOTH)]
    wrote = sa.exists().where(Author.plan_id == Plan.id, Author.person_id == person.id)
    in_time = sa.or_(_all.c.kind == PAPER, _all.c.acted_at >= at - WITHIN)
    return _plain.add_columns(wrote.label("wrote"), *sat).where(in_time)


def _sat(person: Person, post: str) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        Entry.subject == _subject, Entry.actor == person.ref, Entry.post == post
    )


def _matter(row: Any, person: Person, at: dt.datetime) -> Matter:
    move = procedure_of(row.procedure_id).move.get(row.act)
    return Matter(
        kind=row.kind,
        plan_id=row.plan_id,
        n=row.n,
        act=move.title if move else Words(row.act, row.act),
        by=Words(row.name_th, row.name_en or row.name_th),
        at=row.at,
        title=row.title,
        province=Words(row.province_th, row.province_en),
        answer=row.answer,
        mine=move is not None and row.answer is None and _may_answer(row, move, person, at),
    )


def _may_answer(row: Any, move: Move, person: Person, at: dt.datetime) -> bool:
    facts = _facts(row, person, at)
    if row.kind == PAPER:
        return not against_checking(move, row.decided_by, row.by_id, person, facts)
    done = Done(person_id=row.by_id, post=row.post, move=move, holder=row.held_by, at=row.acted_at)
    return not against_second(done, row.by_id, person, facts)


def _facts(row: Any, person: Person, at: dt.datetime) -> Facts:
    """What the rules of second persons must know: the plan's place, and what this one did on it."""
    sat = [post for post in NEVER_BOTH if getattr(row, f"sat_{post}")]
    return Facts(
        stage=row.stage,
        province=row.province_code,
        version=row.version,
        digest="",
        today=local_day(at),
        authors=frozenset([person.id] if row.wrote else []),
        acts=tuple(Acted(person.id, post, "", "", "") for post in sat),
    )


_subject = sa.literal("plan:") + sa.cast(Plan.id, sa.String)
_undone = sa.select(
    sa.literal(UNDOING).label("kind"),
    UndoRequest.plan_id,
    UndoRequest.n,
    UndoRequest.n.label("version"),
    UndoRequest.answer,
    UndoRequest.asked_by.label("by_id"),
    UndoRequest.asked_at.label("at"),
    Entry.act,
    Entry.post,
    Entry.at.label("acted_at"),
    sa.literal(0).label("decided_by"),
).join(
    Entry,
    sa.and_(
        Entry.subject == sa.literal("plan:") + sa.cast(UndoRequest.plan_id, sa.String),
        Entry.n == UndoRequest.n,
    ),
)
_papers = sa.select(
    sa.literal(PAPER),
    PaperDecision.plan_id,
    PaperDecision.no,
    PaperDecision.version,
    PaperDecision.answer,
    PaperDecision.entered_by,
    PaperDecision.entered_at,
    PaperDecision.move,
    sa.literal(""),
    PaperDecision.entered_at,
    PaperDecision.decided_by,
)
_all = sa.union_all(_undone, _papers).subquery()
_plain = (
    sa.select(
        *_all.c,
        Plan.title,
        Plan.stage,
        Plan.held_by,
        Plan.province_code,
        Plan.procedure_id,
        PersonRow.name_th,
        PersonRow.name_en,
        Province.name_th.label("province_th"),
        Province.name_en.label("province_en"),
    )
    .join(Plan, sa.and_(Plan.id == _all.c.plan_id, Plan.version == _all.c.version))
    .join(Province, Province.code == Plan.province_code)
    .join(PersonRow, PersonRow.id == _all.c.by_id)
    .order_by(_all.c.at, _all.c.kind, _all.c.n)
)
