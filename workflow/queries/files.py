"""Files of a plan: those that it has, those of a revision, and one of them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.scope import visible_to
from workflow.models import Person as PersonRow
from workflow.models import Plan, PlanFile, Revision
from workflow.states.facts import Person
from workflow.states.refusals import NotFound
from workflow.thai.words import Words


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as the tab lists it. size: in bytes."""

    digest: str
    name: str
    media_type: str
    size: int
    at: dt.datetime
    by: Words


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What a file is handed out as."""

    digest: str
    name: str
    media_type: str


def files_of(plan_id: int, revision: int | None = None) -> tuple[FileRow, ...]:
    """The files that a plan has, or those of a revision, the oldest first."""
    query = _listed.where(_is_in(sa.literal(revision)) if revision else PlanFile.until.is_(None))
    rows = db.session.execute(query, {"plan": plan_id})
    return tuple(
        FileRow(
            digest=row.digest,
            name=row.name,
            media_type=row.media_type,
            size=row.size,
            at=row.added_at,
            by=Words(row.name_th, row.name_en or row.name_th),
        )
        for row in rows
    )


def file_of(plan_id: int, digest: str, person: Person) -> KeptFile:
    """A file of a plan that a person may read: one that the plan has, or that a revision has.
    Raises NotFound."""
    values = {"plan": plan_id, "digest": digest}
    row: Any = db.session.execute(_one.where(visible_to(person)), values).first()
    if row is None:
        raise NotFound(f"plan {plan_id} file {digest}")
    return KeptFile(digest, row.name, row.media_type)


def file_names(plan_id: int) -> dict[str, Words]:
    """Names of all files that a plan has or had, by digest; of two names the newer."""
    rows = db.session.execute(_names, {"plan": plan_id})
    return {digest: Words(name, name) for digest, name in rows}


def kept_files() -> list[tuple[int, str]]:
    """Every file that some plan has or had: the plan's id and the digest."""
    return [(plan_id, digest) for plan_id, digest in db.session.execute(_kept)]


def _is_in(revision: sa.SQLColumnExpression[int]) -> sa.ColumnElement[bool]:
    """Whether a file is part of a revision."""
    stays = sa.or_(PlanFile.until.is_(None), PlanFile.until >= revision)
    return sa.and_(PlanFile.since <= revision, stays)


_of_plan = PlanFile.plan_id == sa.bindparam("plan")
_listed = (
    sa.select(
        PlanFile.digest,
        PlanFile.name,
        PlanFile.media_type,
        PlanFile.size,
        PlanFile.added_at,
        PersonRow.name_th,
        PersonRow.name_en,
    )
    .join(PersonRow, PersonRow.id == PlanFile.added_by)
    .where(_of_plan)
    .order_by(PlanFile.added_at, PlanFile.id)
)
_frozen = sa.exists().where(Revision.plan_id == PlanFile.plan_id, _is_in(Revision.no))
_one = (
    sa.select(PlanFile.name, PlanFile.media_type)
    .join(Plan, Plan.id == PlanFile.plan_id)
    .where(
        _of_plan,
        PlanFile.digest == sa.bindparam("digest"),
        sa.or_(PlanFile.until.is_(None), _frozen),
    )
    .order_by(PlanFile.id.desc())
)
_kept = sa.select(PlanFile.plan_id, PlanFile.digest).distinct().order_by(PlanFile.plan_id)
_names = sa.select(PlanFile.digest, PlanFile.name).where(_of_plan).order_by(PlanFile.id)
