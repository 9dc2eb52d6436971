"""Plans whose text another plan may begin with: those of the same province that a person reads, and
those in force of every province that are, by their procedure, there to be learned from."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.published import published_procedures
from workflow.facts.scope import visible_to
from workflow.models import Plan, Revision, Section
from workflow.states.amending import stages_in_force
from workflow.states.facts import Person


@dataclass(frozen=True, slots=True)
class Source:
    """A text to begin with. revision: its number, 0 when it was never submitted. theirs: it is a
    text in force of another province."""

    plan_id: int
    title: str
    revision: int
    digest: str
    sections: dict[str, Any]
    theirs: bool


def copyable(person: Person, provinces: Iterable[str]) -> sa.ColumnElement[bool]:
    """A condition on Plan that holds for the plans whose text a person may copy to a plan of some
    provinces."""
    return sa.and_(Plan.version > 0, sa.or_(_own(person, provinces), _example()))


def source_of(plan_id: int, person: Person, province: str) -> Source | None:
    """The text of a plan as a person may copy it to a plan of a province; None when they may
    not. Another province's is the one that is in force."""
    query = sa.select(
        Plan.id, Plan.title, Plan.revision, Plan.digest, _own(person, [province]).label("own")
    )
    found = query.where(Plan.id == plan_id, copyable(person, [province]))
    row = db.session.execute(found).one_or_none()
    if row is None:
        return None
    sections = _present(row.id) if row.own else _frozen(row.id, row.revision)
    return Source(row.id, row.title, row.revision, row.digest, sections, not row.own)


def _own(person: Person, provinces: Iterable[str]) -> sa.ColumnElement[bool]:
    return sa.and_(Plan.province_code.in_(sorted(provinces)), visible_to(person))


def _example() -> sa.ColumnElement[bool]:
    """Plans in force, as their own version of the procedure says it, of a kind that its newest
    version names."""
    published = published_procedures()
    kinds = {procedure.name: procedure.learned_from for procedure in published.values()}
    return sa.or_(
        sa.false(),
        *(
            sa.and_(
                Plan.procedure_id == number,
                Plan.stage.in_(stages_in_force(procedure)),
                Plan.plan_type.in_(kinds[procedure.name]),
            )
            for number, procedure in published.items()
        ),
    )


def _present(plan_id: int) -> dict[str, Any]:
    query = sa.select(Section.key, Section.body).where(Section.plan_id == plan_id)
    return {row.key: json.loads(row.body) for row in db.session.execute(query)}


def _frozen(plan_id: int, no: int) -> dict[str, Any]:
    query = sa.select(Revision.body).where(Revision.plan_id == plan_id, Revision.no == no)
    text: dict[str, Any] = json.loads(db.session.execute(query).scalar_one())
    return text
