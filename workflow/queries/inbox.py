"""My work: what is mine to decide or answer, and what waits on others. Three queries."""

import datetime as dt
import functools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.around import of_province, of_round, province_of, round_of
from workflow.facts.people import Held, holders_in
from workflow.facts.published import procedure_of
from workflow.facts.scope import Ways, reach_of, visible, ways_of
from workflow.facts.tasks import desks_of, set_aside, waits
from workflow.facts.unsent import KEPT
from workflow.models import Plan, Province, Round, Snooze, Unsent, table
from workflow.states import clock
from workflow.states.facts import Holding, Person
from workflow.states.policy import PROVINCIAL
from workflow.states.procedure import Move, Stage
from workflow.thai.dates import local_day
from workflow.thai.words import Words

MOST = 15
"""Plans that a list of an inbox shows, the most urgent ones; the secretariat has the pipeline."""
SOON = 2
"""Working days within which what is due is due soon."""
URGENCIES = ("overdue", "soon", "week", "later", "undated")
"""How urgent a task is, the most urgent first; week: due by the end of this week, but not soon."""
_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Task:
    """A plan as an inbox lists it. holding: the post in which it is mine, None when it waits.
    holders: who has it when it waits, the first of them in their own post if there is one.
    snoozed_until: the day until which the person set it aside. amendment: of what kind it is one,
    if any. begun: the move for which the person began to write last, and has not sent it."""

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
    urgency: str
    holding: Holding | None
    snoozed_until: dt.date | None
    holders: tuple[Person, ...] = ()
    amendment: str | None = None
    begun: Move | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Plans of one kind, by urgency: the latest first. counts: how many there are of each."""

    tasks: tuple[Task, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many there are, also of those that are not shown."""
        return sum(self.counts.values())

    @property
    def left(self) -> int:
        """How many are not shown."""
        return max(0, self.total - len(self.tasks))

    @property
    def late(self) -> int:
        """How many are past their due date."""
        return self.counts.get("overdue", 0)

    @property
    def parts(self) -> list[tuple[str, int, list[Task]]]:
        """Each urgency that has plans shown: how many there are, and those that are shown."""
        shown = [(one, [t for t in self.tasks if t.urgency == one]) for one in URGENCIES]
        return [(one, self.counts[one], tasks) for one, tasks in shown if tasks]


@dataclass(frozen=True, slots=True)
class Inbox:
    """to_decide: review, endorsement, screening. to_answer: returned to me. drafts: being written.
    waiting: with others. snoozed: what I set aside, of whichever kind."""

    to_decide: Group = Group()
    to_answer: Group = Group()
    drafts: Group = Group()
    waiting: Group = Group()
    snoozed: Group = Group()

    @property
    def mine(self) -> int:
        """How many wait for me."""
        return self.to_decide.total + self.to_answer.total

    @property
    def late(self) -> int:
        """How many of them are past their due date."""
        return self.to_decide.late + self.to_answer.late


def inbox(person: Person, at: dt.datetime) -> Inbox:
    """Everything open that concerns a person."""
    today = local_day(at)
    values = _values(person, today) | {"unsent_since": at - KEPT}
    counts = _counted(person, values)
    found: dict[str, list[Any]] = {}
    for row in db.session.execute(_most_urgent(ways_of(person)), values):
        found.setdefault("waiting" if row.waiting else _group_of(row), []).append(row)
    shown = {name: [_task(r, person, today) for r in rows[:MOST]] for name, rows in found.items()}
    if waiting := found.get("waiting"):
        shown["waiting"] = _with_holders(shown["waiting"], today)
        counts["waiting"] = Counter(all=waiting[0].waiting)
    # Between the two statements a plan may come or go: on PostgreSQL each sees its own moment.
    return Inbox(**{name: Group(tuple(shown.get(name, ())), counts[name]) for name in counts})


def number_of_tasks(person: Person, at: dt.datetime) -> int:
    """How many plans a person is to decide or answer, without what they set aside. One query."""
    counts = _counted(person, _values(person, local_day(at)))
    return sum(sum(counts[name].values()) for name in ("to_decide", "to_answer") if name in counts)


def _counted(person: Person, values: Mapping[str, Any]) -> dict[str, Counter[str]]:
    """How many plans that are mine each group has of each urgency."""
    counts: dict[str, Counter[str]] = {}
    for row in db.session.execute(_counting(ways_of(person)), values):
        counts.setdefault(_group_of(row), Counter())[row.urgency] += row.n
    return counts


def _values(person: Person, today: dt.date) -> dict[str, Any]:
    """What the statements ask of a person and a day."""
    return {
        **reach_of(person),
        **desks_of(person),
        "today": today,
        "soon": clock.add_working_days(today, SOON),
        "sunday": today + dt.timedelta(days=_SUNDAY - today.weekday()),
    }


@functools.lru_cache(maxsize=64)
def _counting(ways: Ways) -> sa.Select[Any]:
    by = [*_APART, _plan.procedure_id, _urgency]
    return _of_mine(ways, *by, sa.func.count().label("n")).group_by(*by)


@functools.lru_cache(maxsize=64)
def _most_urgent(ways: Ways) -> sa.Select[Any]:
    """The first plans of each stage that are mine or set aside, and the first of all others. Only
    these are looked up in full: who reads everywhere has thousands."""
    place = sa.func.row_number().over(partition_by=_APART, order_by=_BY_DUE).label("place")
    mine = _of_mine(ways, _plan.id, place).subquery()
    first_of_mine = sa.select(mine.c.id, sa.null().label("waiting")).where(mine.c.place <= MOST)
    others = _open(ways).where(~sa.func.coalesce(waits, sa.false()))
    first = others.order_by(*_BY_DUE).limit(MOST).subquery()
    number = others.with_only_columns(sa.func.count()).scalar_subquery()
    shown = sa.union_all(sa.select(first.c.id, number.label("waiting")), first_of_mine).subquery()
    begun = _begun.where(_unsent.plan_id == _plan.id).scalar_subquery().label("begun")
    told = _told.add_columns(shown.c.waiting, begun).join(shown, shown.c.id == _plan.id)
    return told.order_by(*_BY_DUE)


def _of_mine(ways: Ways, *columns: Any) -> sa.Select[Any]:
    """Columns of the open plans that wait for the person, and of when they set them aside."""
    mine = _open(ways).where(waits).outerjoin(table(Snooze), set_aside)
    return mine.with_only_columns(*columns)


def _open(ways: Ways) -> sa.Select[Any]:
    return sa.select(_plan.id).where(_plan.is_open == sa.true(), visible(ways))


def _group_of(row: Any) -> str:
    if row.is_snoozed:
        return "snoozed"
    if not procedure_of(row.procedure_id).stage[row.stage].editable:
        return "to_decide"
    return "to_answer" if row.submitted else "drafts"


def _task(row: Any, person: Person, today: dt.date) -> Task:
    procedure = procedure_of(row.procedure_id)
    moves = {move.name: move for move in procedure.moves_from(row.stage)}
    return Task(
        id=row.id,
        title=row.title,
        province_code=row.province_code,
        province=province_of(row),
        round=round_of(row),
        stage=procedure.stage[row.stage],
        held_by=row.held_by,
        revision=row.revision,
        since=row.stage_since,
        due=clock.standing(today, row.due_on) if row.due_on else None,
        urgency=row.urgency,
        holding=_holding(person, row),
        snoozed_until=row.snoozed_until,
        amendment=row.amendment,
        begun=moves.get(row.begun),
    )


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


_plan, _province, _round = table(Plan).c, table(Province).c, table(Round).c
_snoozed_until = table(Snooze).c.until
_is_snoozed = sa.case((_snoozed_until.is_not(None), 1), else_=0).label("is_snoozed")
_submitted = (_plan.revision > 0).label("submitted")
_APART = (_is_snoozed, _plan.stage, _submitted)
"""What keeps plans apart, so that none of a kind is cut off by another kind."""
_BY_DUE = (_plan.due_on.nulls_last(), _plan.id)
_unsent = table(Unsent).c
_begun = (
    sa.select(_unsent.move)
    .where(
        _unsent.person_id == sa.bindparam("reader", type_=sa.Integer),
        _unsent.kept_at >= sa.bindparam("unsent_since", type_=Unsent.kept_at.type),
    )
    .order_by(_unsent.kept_at.desc(), _unsent.move)
    .limit(1)
)
_urgency = sa.case(
    (_plan.due_on.is_(None), "undated"),
    (_plan.due_on < sa.bindparam("today", type_=sa.Date), "overdue"),
    (_plan.due_on <= sa.bindparam("soon", type_=sa.Date), "soon"),
    (_plan.due_on <= sa.bindparam("sunday", type_=sa.Date), "week"),
    else_="later",
).label("urgency")
_told = (
    sa.select(
        _plan.id,
        _plan.title,
        _plan.province_code,
        _plan.procedure_id,
        _plan.stage,
        _plan.held_by,
        _plan.revision,
        _plan.amendment,
        _submitted,
        _plan.stage_since,
        _plan.due_on,
        *of_province,
        *of_round,
        _is_snoozed,
        _snoozed_until.label("snoozed_until"),
        _urgency,
    )
    .join_from(table(Plan), table(Province), _province.code == _plan.province_code)
    .join(table(Round), _round.code == _plan.round_code)
    .outerjoin(table(Snooze), set_aside)
)
