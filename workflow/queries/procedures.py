"""A published procedure as its page shows it: its versions, and what changed between two."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.published import procedure_of
from workflow.models import Person
from workflow.models import Procedure as ProcedureRow
from workflow.states.amending import PROCEDURES
from workflow.states.comparing import Difference, compare
from workflow.states.procedure import Procedure
from workflow.states.refusals import NotFound
from workflow.thai.words import Words


@dataclass(frozen=True, slots=True)
class Version:
    """One published version. by: who published it; empty when the command was not told."""

    id: int
    name: str
    number: int
    sha256: str
    published_at: dt.datetime
    by: Words


@dataclass(frozen=True, slots=True)
class ProcedurePage:
    """A version of a procedure, with the other versions of its name, newest first."""

    procedure: Procedure
    version: Version
    versions: tuple[Version, ...]
    names: tuple[str, ...]
    """Names of every published procedure."""
    since: Version | None
    """The version that it is compared with."""
    differences: tuple[Difference, ...]

    @property
    def amendment(self) -> str | None:
        """The kind of amendment that follows it; None for the procedure of new plans."""
        return next((kind for kind, name in PROCEDURES.items() if name == self.version.name), None)

    @property
    def is_newest(self) -> bool:
        """Whether new plans follow this version."""
        return self.version == self.versions[0]


def procedure_page(
    name: str | None = None, number: int | None = None, since: int | None = None
) -> ProcedurePage:
    """Load a version: of the procedure that new plans follow unless a name is given, its newest
    unless a number is, compared with the one before it unless another is named. Raises NotFound.
    """
    rows = _versions()
    if not rows:
        raise NotFound("procedure")
    newest = max(rows, key=_newness)
    versions = tuple(row for row in rows if row.name == (name or newest.name))
    version = _found(versions, number)
    earlier = [row for row in versions if row.number < version.number]
    before = _found(versions, since) if since else (earlier[0] if earlier else None)
    procedure = procedure_of(version.id)
    return ProcedurePage(
        procedure=procedure,
        version=version,
        versions=versions,
        names=tuple(dict.fromkeys(row.name for row in rows)),
        since=before,
        differences=compare(procedure_of(before.id), procedure) if before else (),
    )


def _newness(row: Version) -> tuple[bool, dt.datetime, int]:
    """Order by age; what only amendments follow comes before all else."""
    return row.name not in PROCEDURES.values(), row.published_at, row.id


def _found(versions: tuple[Version, ...], number: int | None) -> Version:
    for row in versions:
        if number in (None, row.number):
            return row
    raise NotFound(f"procedure version {number}")


def _versions() -> list[Version]:
    return [
        Version(row.id, row.name, row.version, row.sha256, row.published_at, _name(row))
        for row in db.session.execute(_published)
    ]


def _name(row: Any) -> Words:
    return Words(row.name_th or "", row.name_en or row.name_th or "")


_published = (
    sa.select(
        ProcedureRow.id,
        ProcedureRow.name,
        ProcedureRow.version,
        ProcedureRow.sha256,
        ProcedureRow.published_at,
        Person.name_th,
        Person.name_en,
    )
    .outerjoin(Person, Person.ref == ProcedureRow.published_by)
    .order_by(ProcedureRow.name, ProcedureRow.version.desc())
)
