"""What waits for a second person: acts that are to be undone, decisions from paper. One query."""

import datetime as dt
import functools
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.around import of_province, province_of
from workflow.facts.published import procedure_of
from workflow.facts.scope import Ways, reach_of, visible, ways_of
from workflow.facts.subjects import subjects_of
from workflow.models import Author, Entry, PaperDecision, Plan, Province, UndoRequest, table
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
    query = _to_answer(ways_of(person))
    found = [_matter(row, person, at) for row in db.session.execute(query, _values(person, at))]
    return tuple(one for one in found if one.mine)


def matters_of(plan_id: int, person: Person, at: dt.datetime) -> tuple[Matter, ...]:
    """What was asked of a second person about the plan as it now stands, answered or not."""
    rows = db.session.execute(_of_plan, {"plan": plan_id, **_values(person, at)})
    return tuple(_matter(row, person, at) for row in rows)


@functools.lru_cache(maxsize=64)
def _to_answer(ways: Ways) -> sa.Select[Any]:
    return _matters.where(visible(ways), _all.c.answer.is_(None)).limit(MOST)


def _values(person: Person, at: dt.datetime) -> dict[str, Any]:
    return {"ref": person.ref, "since": at - WITHIN, **reach_of(person)}


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
        province=province_of(row),
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


_entry, _asked, _paper = table(Entry).c, table(UndoRequest).c, table(PaperDecision).c
_plan, _province, _person = table(Plan).c, table(Province).c, table(PersonRow).c
_author = table(Author).c
_subject = subjects_of(_plan.id)
_undone = sa.select(
    sa.literal(UNDOING).label("kind"),
    _asked.plan_id,
    _asked.n,
    _asked.n.label("version"),
    _asked.answer,
    _asked.asked_by.label("by_id"),
    _asked.asked_at.label("at"),
    _entry.act,
    _entry.post,
    _entry.at.label("acted_at"),
    sa.literal(0).label("decided_by"),
).join_from(
    table(UndoRequest),
    table(Entry),
    sa.and_(
        _entry.subject == subjects_of(_asked.plan_id),
        _entry.n == _asked.n,
    ),
)
_papers = sa.select(
    sa.literal(PAPER),
    _paper.plan_id,
    _paper.no,
    _paper.version,
    _paper.answer,
    _paper.entered_by,
    _paper.entered_at,
    _paper.move,
    sa.literal(""),
    _paper.entered_at,
    _paper.decided_by,
)
_all = sa.union_all(_undone, _papers).subquery()
_as_it_stands = sa.and_(_plan.id == _all.c.plan_id, _plan.version == _all.c.version)
_wrote = sa.exists().where(
    _author.plan_id == _plan.id, _author.person_id == sa.bindparam("reader", type_=sa.Integer)
)


def _sat(post: str) -> sa.ColumnElement[bool]:
    """Whether the person acted on the plan in a post."""
    whose = (_entry.subject == _subject, _entry.actor == sa.bindparam("ref", type_=sa.String))
    return sa.exists().where(*whose, _entry.post == post).label(f"sat_{post}")


_matters = (
    sa.select(
        *_all.c,
        _wrote.label("wrote"),
        *(_sat(post) for post in sorted(NEVER_BOTH)),
        _plan.title,
        _plan.stage,
        _plan.held_by,
        _plan.province_code,
        _plan.procedure_id,
        _person.name_th,
        _person.name_en,
        *of_province,
    )
    .join_from(_all, table(Plan), _as_it_stands)
    .join(table(Province), _province.code == _plan.province_code)
    .join(table(PersonRow), _person.id == _all.c.by_id)
    .where(
        sa.or_(
            _all.c.kind == PAPER,
            _all.c.acted_at >= sa.bindparam("since", type_=_entry.at.type),
        )
    )
    .order_by(_all.c.at, _all.c.kind, _all.c.n)
)
"""Requests about plans that nobody acted on since, with what the rules ask of the person."""
_of_plan = _matters.where(_plan.id == sa.bindparam("plan"))
