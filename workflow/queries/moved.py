"""What moved lately: the last act on each plan that a person may read, the newest first."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.published import procedure_of
from workflow.facts.scope import visible_to
from workflow.models import Entry, Plan, Province
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
    query = _last_acts.where(visible_to(person), Plan.last_at >= at - LATELY)
    return tuple(_moved(row) for row in db.session.execute(query).all())


def _moved(row: Any) -> Moved:
    procedure = procedure_of(row.procedure_id)
    move = procedure.move.get(row.act) or events().get(row.act)
    return Moved(
        id=row.id,
        province=Words(row.province_th, row.province_en),
        stage=procedure.stage[row.stage],
        act=move.title if move else Words(row.act, row.act),
        at=row.at,
        actor_id=row.actor_id,
        actor=Words(row.name_th or "", row.name_en or row.name_th or ""),
        post=row.post,
        capacity=row.capacity,
        order_no=row.order_no,
    )


_last_acts = (
    sa.select(
        Plan.id,
        Plan.procedure_id,
        Plan.stage,
        Province.name_th.label("province_th"),
        Province.name_en.label("province_en"),
        Entry.act,
        Entry.at,
        Entry.post,
        Entry.capacity,
        Entry.order_no,
        PersonRow.id.label("actor_id"),
        PersonRow.name_th,
        PersonRow.name_en,
    )
    .join(Province, Province.code == Plan.province_code)
    .join(
        Entry,
        sa.and_(
            Entry.subject == sa.literal("plan:").concat(sa.cast(Plan.id, sa.String)),
            Entry.n == Plan.version,
        ),
    )
    .outerjoin(PersonRow, PersonRow.ref == Entry.actor)
    .where(Plan.last_act != "create")
    .order_by(Plan.last_at.desc(), Plan.id.desc())
    .limit(MOST)
)
