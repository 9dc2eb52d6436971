"""Plans on their way, and what a newer version of their procedure would mean for each."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.migrated import as_now_called, due_under
from workflow.facts.published import procedure_of
from workflow.facts.record import entries_of_plan
from workflow.models import Plan, Procedure, Province
from workflow.states.migrating import Changed, Prospect, Stages, prospect
from workflow.states.procedure import Procedure as Rules
from workflow.states.procedure import Stage
from workflow.states.refusals import NotFound
from workflow.thai.words import Words


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a version would mean for one plan. due, new_due: when it is due now and would be."""

    plan_id: int
    version: int
    province: Words
    here: Stage
    prospect: Prospect
    due: dt.date | None
    new_due: dt.date | None

    @property
    def is_stranded(self) -> bool:
        """Whether the plan could not go on."""
        return bool(self.prospect.reasons)


def outlooks(new: Rules, stages: Stages, below: int | None = None) -> tuple[Outlook, ...]:
    """Every open plan of the procedure's name; below: only of versions before that one."""
    query = _open.where(Procedure.name == new.name)
    if below is not None:
        query = query.where(Procedure.version < below)
    return tuple(_outlooks(db.session.execute(query).all(), new, stages))


def version_id(name: str, number: int) -> int:
    """Id of a published version. Raises NotFound."""
    known = sa.select(Procedure.id).where(Procedure.name == name, Procedure.version == number)
    found: int | None = db.session.execute(known).scalar_one_or_none()
    if found is None:
        raise NotFound(f"procedure {name} version {number}")
    return found


def version_ids(name: str) -> tuple[int, ...]:
    """Ids of every published version of a name."""
    query = sa.select(Procedure.id).where(Procedure.name == name).order_by(Procedure.id)
    return tuple(db.session.scalars(query))


def _outlooks(rows: Any, new: Rules, stages: Stages) -> Iterator[Outlook]:
    for row in rows:
        old = procedure_of(row.procedure_id)
        found = prospect(old, new, row.stage, row.returned_by, stages)
        yield Outlook(
            plan_id=row.id,
            version=row.number,
            province=Words(row.name_th, row.name_en),
            here=old.stage[row.stage],
            prospect=found,
            due=row.due_on,
            new_due=_new_due(row, old, found),
        )


def _new_due(row: Any, old: Rules, found: Prospect) -> dt.date | None:
    """The day under the new version; the record is read only where the term is another."""
    if found.to is None or Changed.TERM not in found.changes:
        due: dt.date | None = row.due_on
        return due
    entries = as_now_called(entries_of_plan(row.id))
    return due_under(row, old.stage[row.stage], found.to, (old, entries))


_open = (
    sa.select(
        *Plan.__table__.columns,
        Procedure.version.label("number"),
        Province.name_th,
        Province.name_en,
    )
    .join(Procedure, Procedure.id == Plan.procedure_id)
    .join(Province, Province.code == Plan.province_code)
    .where(Plan.is_open)
    .order_by(Plan.id)
)
