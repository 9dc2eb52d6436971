"""What the rules must know of one plan and one person, in a fixed number of queries.

`decide` asks under the plan's lock, the plan page without: a button and its refusal never differ.
"""

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.around import of_province, of_round, province_of
from workflow.facts.migrated import as_now_called
from workflow.facts.people import Somebody, people_of_plan
from workflow.facts.plan_text import Depth, Text, newest_file, text_of
from workflow.facts.points import PointRow, points_of_plan
from workflow.facts.published import outline_of, procedure_of
from workflow.facts.record import (
    EntryRow,
    acts_of,
    entries_of_plan,
    in_force,
    last_return,
    names_that,
)
from workflow.facts.scope import Ways, reach_of, visible, ways_of
from workflow.models import (
    CoDrafter,
    PaperDecision,
    Plan,
    Point,
    Province,
    Representation,
    Round,
    UndoRequest,
    table,
)
from workflow.outline.findings import Finding
from workflow.outline.outline import Outline
from workflow.states.drafting import INVITED, REMOVED
from workflow.states.facts import Facts, Person, RoundFacts
from workflow.states.migrating import MIGRATE
from workflow.states.procedure import Move, Procedure
from workflow.states.refusals import Reason
from workflow.thai.dates import local_day
from workflow.thai.words import Words

_BESIDE = frozenset({MIGRATE, INVITED, REMOVED})
"""Acts that leave a plan and its points as they were."""
_JUDGE_TEXT = frozenset({"outline_complete", "material", "not_material", "amendment_fits"})


HowDeep = Callable[[Procedure, str], Depth]
"""Asked with the plan's procedure and stage."""


@dataclass(frozen=True, slots=True)
class Case:
    """A plan with everything that the rules and its page need to know."""

    plan: Any
    """The plan's row, joined with names of province and round."""
    procedure: Procedure
    outline: Outline
    outline_version: int
    facts: Facts
    people: tuple[Somebody, ...]
    entries: tuple[EntryRow, ...]
    points: tuple[PointRow, ...]
    text: Text | None

    @property
    def province(self) -> Words:
        """Name of the plan's province, without the word จังหวัด."""
        return province_of(self.plan)


def judges_text(move: Move) -> bool:
    """Whether a move's guards look at the plan's text."""
    return bool(_JUDGE_TEXT.intersection(move.guards))


def judged_where_moves_ask(procedure: Procedure, stage: str) -> Depth:
    """Judge the text when some move from the stage looks at it."""
    asked = any(judges_text(move) for move in procedure.moves_from(stage))
    return Depth.JUDGED if asked else Depth.UNREAD


def read_and_judged_where_moves_ask(procedure: Procedure, stage: str) -> Depth:
    """Read the text; judge it when some move from the stage looks at it."""
    return max(Depth.READ, judged_where_moves_ask(procedure, stage))


def judged_for(name: str) -> HowDeep:
    """Judge the text when a move looks at it."""

    def how_deep(procedure: Procedure, stage: str) -> Depth:
        move = procedure.move.get(name)
        return Depth.JUDGED if move and judges_text(move) else Depth.UNREAD

    return how_deep


def unread(procedure: Procedure, stage: str) -> Depth:
    """Leave the text alone."""
    return Depth.UNREAD


def case_of(
    plan_id: int, person: Person, at: dt.datetime, how_deep: HowDeep, *, lock: bool = False
) -> Case | None:
    """Load a plan that a person may see; None when it is not there or not theirs, or a row of a
    load test, with no record behind it.

    how_deep: how much of the text is wanted. lock: hold the plan's row; what its row says beside it
    may then be older than the lock, and its points are asked for in any case.
    """
    day = local_day(at)
    values = {"plan": plan_id, "day": day, **reach_of(person)}
    plan = db.session.execute(_seen(ways_of(person), lock=lock), values).one_or_none()
    if plan is None or plan.version == 0:
        return None
    procedure = procedure_of(plan.procedure_id)
    outline, version = outline_of(plan.outline_id)
    entries = as_now_called(entries_of_plan(plan_id))
    people = people_of_plan(plan_id, plan.province_code, day)
    asks = lock or plan.has_points
    points = points_of_plan(plan_id, last_return(procedure, entries)) if asks else ()
    text = text_of(plan, outline, day, how_deep(procedure, plan.stage))
    facts = _facts(plan, procedure, day, (entries, people, points), text)
    return Case(plan, procedure, outline, version, facts, people, entries, points, text)


@functools.lru_cache(maxsize=64)
def _seen(ways: Ways, *, lock: bool) -> sa.Select[Any]:
    """A plan that is seen in some ways: made once, since making it takes as long as asking."""
    query = _plans.where(visible(ways))
    return query.with_for_update(of=table(Plan)) if lock else query


Parts = tuple[tuple[EntryRow, ...], tuple[Somebody, ...], tuple[PointRow, ...]]


def _facts(plan: Any, procedure: Procedure, day: dt.date, parts: Parts, text: Text | None) -> Facts:
    entries, people, points = parts
    return Facts(
        stage=plan.stage,
        province=plan.province_code,
        version=plan.version,
        digest=plan.digest,
        today=day,
        returned_by=plan.returned_by,
        round=RoundFacts(plan.opens, plan.closes, plan.late_allowed),
        represented=plan.institution is not None,
        authors=frozenset(one.actor.id for one in people if one.is_author),
        holders=_holders(people),
        delegates=_delegates(people),
        co_drafts=plan.co_drafts,
        acts=acts_of(entries),
        deciding=names_that("decides", procedure, entries),
        points=tuple(point.facts for point in points),
        errors=_reasons(text.findings.errors) if text else (),
        warnings=_reasons(text.findings.warnings) if text else (),
        material=bool(text and text.material),
        amends=plan.amends_id is not None,
        misfits=text.misfits if text else (),
        written_since_submit=_written(points, entries, procedure.stage[plan.stage].held_by),
        agenda_opened=plan.in_session,
    )


def _holders(people: tuple[Somebody, ...]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for one in people:
        for holding in one.actor.holdings:
            found.setdefault(holding.post, set()).add(one.actor.id)
    return {post: frozenset(ids) for post, ids in found.items()}


def _delegates(people: tuple[Somebody, ...]) -> dict[str, dict[int, frozenset[str]]]:
    """By post: who holds it by delegation alone, and the moves that their orders name."""
    found: dict[str, dict[int, frozenset[str]]] = {}
    for one in people:
        for post in {h.post for h in one.actor.holdings if h.capacity == "delegated"}:
            held = [holding for holding in one.actor.holdings if holding.post == post]
            if all(holding.capacity == "delegated" for holding in held):
                moves = frozenset(name for holding in held for name in holding.moves)
                found.setdefault(post, {})[one.actor.id] = moves
    return found


def _reasons(findings: tuple[Finding, ...]) -> tuple[Reason, ...]:
    return tuple(
        Reason(found.code, field=found.anchor, rule=found.section, words=found.words)
        for found in findings
    )


def _written(
    points: tuple[PointRow, ...], entries: tuple[EntryRow, ...], held_by: str | None
) -> bool:
    """Whether a reviewer has made, ticked, reopened or remarked on a point since the last act."""
    done = reversed(in_force(entries))
    last = next((entry.at for entry in done if entry.act not in _BESIDE), None)
    stamps = [t for point in points for t in (point.made_at, point.ticked_at) if t]
    remarks = [said for point in points for said in point.remarks]
    stamps += [said.made_at for said in remarks if said.kind != "comment" or said.post == held_by]
    return last is not None and any(stamp > last for stamp in stamps)


_plan, _province, _round = table(Plan).c, table(Province).c, table(Round).c
_represents, _co_drafts = table(Representation).c, table(CoDrafter).c
_day = sa.bindparam("day", type_=sa.Date)
_institution = (
    sa.select(_represents.institution_code)
    .where(
        _represents.province_code == _plan.province_code,
        _represents.since <= _day,
        sa.or_(_represents.until.is_(None), _represents.until >= _day),
    )
    .order_by(_represents.status)
    .limit(1)
    .scalar_subquery()
)
_of_second_persons = sa.or_(
    sa.exists().where(table(UndoRequest).c.plan_id == _plan.id),
    sa.exists().where(table(PaperDecision).c.plan_id == _plan.id),
)
_plans = (
    sa.select(
        *table(Plan).columns,
        *of_province,
        _province.tile_row,
        _province.tile_col,
        *of_round,
        _round.opens,
        _round.closes,
        _round.late_allowed,
        _round.plan_types,
        _round.fiscal_year_start,
        _round.fiscal_year_end,
        _round.ceiling_satang,
        _round.ceiling_sources,
        _institution.label("institution"),
        sa.exists()
        .where(_co_drafts.plan_id == _plan.id, _co_drafts.person_id == sa.bindparam("reader"))
        .label("co_drafts"),
        newest_file,
        sa.exists().where(table(Point).c.plan_id == _plan.id).label("has_points"),
        _of_second_persons.label("has_matters"),
    )
    .join_from(table(Plan), table(Province), _province.code == _plan.province_code)
    .join(table(Round), _round.code == _plan.round_code)
    .where(_plan.id == sa.bindparam("plan"))
)
