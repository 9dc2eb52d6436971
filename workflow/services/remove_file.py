"""Take a file out of a plan that is being drafted. Frozen revisions go on having it."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.facts.plan_facts import Case, case_of
from workflow.facts.plan_text import Depth
from workflow.models import Plan, PlanFile, table
from workflow.outline.attached import files_named
from workflow.services.digest_plan import digest_plan
from workflow.services.keep_author import keep_author
from workflow.states import policy
from workflow.states.facts import Person
from workflow.states.procedure import Procedure
from workflow.states.refusals import NotFound, Reason, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class OldFile:
    """A file to take out, by its SHA-256."""

    plan_id: int
    digest: str


@durable
def remove_file(old: OldFile, person: Person, at: dt.datetime) -> None:
    """Take a file out. Taking it out again changes nothing.

    Raises NotFound; Refused: 409 when the plan is not being drafted, 403 when not its drafter, 422
    while the text names the file.
    """
    writing()
    case = case_of(old.plan_id, person, at, _read, lock=True)
    known = db.session.execute(_known, {"plan": old.plan_id, "sum": old.digest}).all()
    if case is None or not known:
        raise NotFound(f"plan {old.plan_id} file {old.digest}")
    stage = case.procedure.stage[case.plan.stage]
    if reasons := [*policy.against_writing(stage, person, case.facts), *_in_use(case, old)]:
        raise Refused(reasons)
    if any(row.until is None for row in known):
        here = {"plan": case.plan.id, "sum": old.digest, "last": case.plan.revision}
        db.session.execute(_remove, {**here, "person": person.id, "at": at})
        values = {"digest": digest_plan(case)}
        db.session.execute(sa.update(table(Plan)).where(Plan.id == case.plan.id).values(**values))
        keep_author(case.plan.id, person, case.facts.authors)
    db.session.commit()


def _in_use(case: Case, old: OldFile) -> list[Reason]:
    """Whether the text names the file, and where."""
    named = files_named(case.outline, case.text.sections if case.text else {}).get(old.digest, ())
    rows = ", ".join(str(leaf.row[0] + 1) for leaf in named)
    return [Reason("file_in_use", field="files", values={"rows": rows})] if named else []


def _read(procedure: Procedure, stage: str) -> Depth:
    return Depth.READ


_of_plan = (PlanFile.plan_id == sa.bindparam("plan"), PlanFile.digest == sa.bindparam("sum"))
_known = sa.select(PlanFile.until).where(*_of_plan)
_remove = (
    sa.update(table(PlanFile))
    .where(*_of_plan, PlanFile.until.is_(None))
    .values(
        until=sa.bindparam("last"),
        removed_by=sa.bindparam("person"),
        removed_at=sa.bindparam("at", type_=PlanFile.removed_at.type),
    )
)
