"""My work: what is mine to decide or answer, and what waits on others. One query."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.published import procedure_of
from workflow.facts.scope import visible_to
from workflow.models import Plan, Province, Round
from workflow.states import clock
from workflow.states.facts import Holding, Person
from workflow.states.procedure import Stage
from workflow.thai.dates import local_day
from workflow.thai.words import Words

MOST = 100
"""Plans that an inbox lists, one's own before others'; the secretariat has the pipeline for all."""


@dataclass(frozen=True, slots=True)
class Task:
    """A plan as an inbox lists it. holding: the post in which it is mine, None when it waits."""

    id: int
    title: str
    province: Words
    round: Words
    stage: Stage
    held_by: str | None
    revision: int
    since: dt.datetime
    due_on: dt.date | None
    days_left: int | None
    holding: Holding | None


@dataclass(frozen=True, slots=True)
class Inbox:
    """to_decide: review, endorsement, screening. to_answer: returned to me. drafts: being written.
    waiting: with others. Each by urgency: the latest first."""

    to_decide: tuple[Task, ...]
    to_answer: tuple[Task, ...]
    drafts: tuple[Task, ...]
    waiting: tuple[Task, ...]

    @property
    def mine(self) -> int:
        """How many wait for me."""
        return len(self.to_decide) + len(self.to_answer)

    @property
    def late(self) -> int:
        """How many of mine are past their due date."""
        mine = (*self.to_decide, *self.to_answer)
        return sum(1 for task in mine if task.days_left is not None and task.days_left < 0)


def inbox(person: Person, at: dt.datetime) -> Inbox:
    """Everything open that concerns a person."""
    query = _open.where(visible_to(person)).order_by(_is_mine(person).desc(), *_urgency).limit(MOST)
    tasks = [_task(row, person, local_day(at)) for row in db.session.execute(query)]
    mine = [task for task in tasks if task.holding]
    return Inbox(
        to_decide=tuple(task for task in mine if not task.stage.editable),
        to_answer=tuple(task for task in mine if task.stage.editable and task.revision),
        drafts=tuple(task for task in mine if task.stage.editable and not task.revision),
        waiting=tuple(task for task in tasks if not task.holding),
    )


def _task(row: Any, person: Person, today: dt.date) -> Task:
    return Task(
        id=row.id,
        title=row.title,
        province=Words(row.province_th, row.province_en),
        round=Words(row.round_th, row.round_en),
        stage=procedure_of(row.procedure_id).stage[row.stage],
        held_by=row.held_by,
        revision=row.revision,
        since=row.stage_since,
        due_on=row.due_on,
        days_left=clock.days_left(today, row.due_on) if row.due_on else None,
        holding=_holding(person, row),
    )


def _is_mine(person: Person) -> sa.ColumnElement[int]:
    """1 where a plan waits for a post that the person holds there (`_holding` in SQL), else 0."""
    held = [sa.and_(Plan.held_by == h.post, _lies_in(h.province)) for h in person.holdings]
    return sa.case((sa.or_(sa.false(), *held), 1), else_=0)


def _lies_in(province: str | None) -> sa.ColumnElement[bool]:
    return sa.true() if province is None else Plan.province_code == province


def _holding(person: Person, row: Any) -> Holding | None:
    fits = (
        h
        for h in person.holdings
        if h.post == row.held_by and h.province in (None, row.province_code)
    )
    return next(fits, None)


_open = (
    sa.select(
        Plan.id,
        Plan.title,
        Plan.province_code,
        Plan.procedure_id,
        Plan.stage,
        Plan.held_by,
        Plan.revision,
        Plan.stage_since,
        Plan.due_on,
        Province.name_th.label("province_th"),
        Province.name_en.label("province_en"),
        Round.title_th.label("round_th"),
        Round.title_en.label("round_en"),
    )
    .join(Province, Province.code == Plan.province_code)
    .join(Round, Round.code == Plan.round_code)
    .where(Plan.is_open.is_(True))
)
_urgency = (Plan.due_on.is_(None), Plan.due_on, Plan.id)
