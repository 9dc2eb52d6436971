"""What moved lately: the last act on each plan that a person may read, the newest first."""

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
from workflow.models import Entry, Plan, Province, table
from workflow.models import Person as PersonRow
from workflow.states.facts import Person
from workflow.states.procedure import Stage, events
from workflow.thai.words import Words

LATELY = dt.timedelta(days=14)
MOST = 10
"""Plans that are listed."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A plan that moved: what was done, when, by whom in what post, and where it now is."""

    id: int
    province: Words
    stage: Stage
    act: Words
    at: dt.datetime
    actor_id: int | None
    actor: Words
    post: str
    capacity: str
    order_no: str


def moved_lately(person: Person, at: dt.datetime) -> tuple[Moved, ...]:
    """Plans of a person that moved within fourteen days: one query."""
    values = {"since": at - LATELY, **reach_of(person)}
    rows = db.session.execute(_seen(ways_of(person)), values).all()
    return tuple(_moved(row) for row in rows)


@functools.lru_cache(maxsize=64)
def _seen(ways: Ways) -> sa.Select[Any]:
    return _last_acts.where(visible(ways))


def _moved(row: Any) -> Moved:
    procedure = procedure_of(row.procedure_id)
    move = procedure.move.get(row.act) or events().get(row.act)
    return Moved(
        id=row.id,
        province=province_of(row),
        stage=procedure.stage[row.stage],
        act=move.title if move else Words(row.act, row.act),
        at=row.at,
        actor_id=row.actor_id,
        actor=Words(row.name_th or "", row.name_en or row.name_th or ""),
        post=row.post,
        capacity=row.capacity,
        order_no=row.order_no,
    )


_plan, _province = table(Plan).c, table(Province).c
_entry, _person = table(Entry).c, table(PersonRow).c
_last_acts = (
    sa.select(
        _plan.id,
        _plan.procedure_id,
        _plan.stage,
        *of_province,
        _entry.act,
        _entry.at,
        _entry.post,
        _entry.capacity,
        _entry.order_no,
        _person.id.label("actor_id"),
        _person.name_th,
        _person.name_en,
    )
    .join_from(table(Plan), table(Province), _province.code == _plan.province_code)
    .join(
        table(Entry),
        sa.and_(
            _entry.subject == subjects_of(_plan.id),
            _entry.n == _plan.version,
        ),
    )
    .outerjoin(table(PersonRow), _person.ref == _entry.actor)
    .where(
        _plan.last_act != "create",
        _plan.last_at >= sa.bindparam("since", type_=_plan.last_at.type),
    )
    .order_by(_plan.last_at.desc(), _plan.id.desc())
    .limit(MOST)
)
