"""My work: what is mine to decide or answer, and what waits on others. Three queries."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.people import Held, holders_in
from workflow.facts.published import procedure_of
from workflow.facts.scope import visible_to
from workflow.models import Plan, Province, Round
from workflow.states import clock
from workflow.states.facts import Holding, Person
from workflow.states.policy import PROVINCIAL
from workflow.states.procedure import Stage
from workflow.thai.dates import local_day
from workflow.thai.words import Words

MOST = 15
"""Plans that a list of an inbox shows, the most urgent ones; the secretariat has the pipeline."""


@dataclass(frozen=True, slots=True)
class Task:
    """A plan as an inbox lists it. holding: the post in which it is mine, None when it waits.
    holders: who has it when it waits, the first of them in their own post if there is one.
    amendment: of what kind it is one, if any."""

    id: int
    title: str
    province_code: str
    province: Words
    round: Words
    stage: Stage
    held_by: str | None
    revision: int
    since: dt.datetime
    due: clock.Due | None
    holding: Holding | None
    holders: tuple[Person, ...] = ()
    amendment: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Plans of one kind, by urgency: the latest first. total: how many there are."""

    tasks: tuple[Task, ...] = ()
    total: int = 0

    @property
    def left(self) -> int:
        """How many are not shown."""
        return self.total - len(self.tasks)


@dataclass(frozen=True, slots=True)
class Inbox:
    """to_decide: review, endorsement, screening. to_answer: returned to me. drafts: being written.
    waiting: with others. late: how many of mine are past their due date."""

    to_decide: Group = Group()
    to_answer: Group = Group()
    drafts: Group = Group()
    waiting: Group = Group()
    late: int = 0

    @property
    def mine(self) -> int:
        """How many wait for me."""
        return self.to_decide.total + self.to_answer.total


def inbox(person: Person, at: dt.datetime) -> Inbox:
    """Everything open that concerns a person."""
    today = local_day(at)
    totals, late = _counted(person, today)
    found: dict[str, list[Task]] = {name: [] for name in totals}
    for row in db.session.execute(_most_urgent(person)).all():
        found[_group_of(row)].append(_task(row, person, today))
    shown = {name: tasks[:MOST] for name, tasks in found.items()}
    shown["waiting"] = _with_holders(shown.get("waiting", []), today)
    groups = {name: Group(tuple(tasks), totals[name]) for name, tasks in shown.items()}
    return Inbox(**groups, late=late)


def _counted(person: Person, today: dt.date) -> tuple[Counter[str], int]:
    """How many plans each group has, and how many of mine are late."""
    plans = _of(person).add_columns((Plan.due_on < today).label("is_late")).subquery()
    by = (plans.c.procedure_id, plans.c.stage, plans.c.is_mine, plans.c.submitted, plans.c.is_late)
    totals: Counter[str] = Counter()
    late = 0
    for row in db.session.execute(sa.select(*by, sa.func.count().label("n")).group_by(*by)):
        group = _group_of(row)
        totals[group] += row.n
        late += row.n if row.is_late and group in ("to_decide", "to_answer") else 0
    return totals, late


def _most_urgent(person: Person) -> sa.Select[Any]:
    """The first plans of each stage, mine and others'."""
    plans = _of(person).subquery()
    urgency = (plans.c.due_on.is_(None), plans.c.due_on, plans.c.id)
    apart = (plans.c.is_mine, plans.c.stage, plans.c.submitted)
    place = sa.func.row_number().over(partition_by=apart, order_by=urgency).label("place")
    ranked = sa.select(plans, place).subquery()
    first = sa.select(ranked).where(ranked.c.place <= MOST)
    return first.order_by(ranked.c.due_on.is_(None), ranked.c.due_on, ranked.c.id)


def _of(person: Person) -> sa.Select[Any]:
    return _open.add_columns(_is_mine(person).label("is_mine")).where(visible_to(person))


def _group_of(row: Any) -> str:
    if not row.is_mine:
        return "waiting"
    if not procedure_of(row.procedure_id).stage[row.stage].editable:
        return "to_decide"
    return "to_answer" if row.submitted else "drafts"


def _task(row: Any, person: Person, today: dt.date) -> Task:
    return Task(
        id=row.id,
        title=row.title,
        province_code=row.province_code,
        province=Words(row.province_th, row.province_en),
        round=Words(row.round_th, row.round_en),
        stage=procedure_of(row.procedure_id).stage[row.stage],
        held_by=row.held_by,
        revision=row.revision,
        since=row.stage_since,
        due=clock.standing(today, row.due_on) if row.due_on else None,
        holding=_holding(person, row),
        amendment=row.amendment,
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


def _with_holders(tasks: Sequence[Task], today: dt.date) -> list[Task]:
    holders = holders_in({_desk(task) for task in tasks}, today)
    return [replace(task, holders=holders.get(_desk(task), ())) for task in tasks]


def _desk(task: Task) -> Held:
    """The post that holds a plan, where; for a plan that nobody holds one that does not exist."""
    return task.held_by or "", task.province_code if task.held_by in PROVINCIAL else None


_open = (
    sa.select(
        Plan.id,
        Plan.title,
        Plan.province_code,
        Plan.procedure_id,
        Plan.stage,
        Plan.held_by,
        Plan.revision,
        Plan.amendment,
        (Plan.revision > 0).label("submitted"),
        Plan.stage_since,
        Plan.due_on,
        Province.name_th.label("province_th"),
        Province.name_en.label("province_en"),
        Round.title_th.label("round_th"),
        Round.title_en.label("round_en"),
    )
    .join(Province, Province.code == Plan.province_code)
    .join(Round, Round.code == Plan.round_code)
    .where(Plan.is_open == sa.true())
)
