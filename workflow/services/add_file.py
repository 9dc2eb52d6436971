"""Add a file to a plan that is being drafted."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.containers import MEGABYTE
from workflow.extensions import blobs, db, durable, writing
from workflow.facts.plan_facts import Case, case_of, unread
from workflow.models import Plan, PlanFile, table
from workflow.services.digest_plan import digest_plan
from workflow.services.keep_author import keep_author
from workflow.states import policy
from workflow.states.facts import Person
from workflow.states.refusals import NotFound, Reason, Refused, refuse
from workflow.uploads import Unfit, Upload, inspect

MOST_BYTES = 200 * MEGABYTE
"""Of all files that a plan has at one time."""
MOST_FILES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file as somebody brings it."""

    plan_id: int
    name: str
    content: bytes


@durable
def add_file(new: NewFile, person: Person, at: dt.datetime) -> str:
    """Keep a file and make it the plan's; return its SHA-256. The same bytes again change nothing.

    Raises NotFound; Refused: 409 when the plan is not being drafted, 403 when not its drafter, 422
    when the file is not taken. The bytes are kept before the plan's lock is taken: should it be
    refused then, nothing refers to them.
    """
    _allowed(case_of(new.plan_id, person, at, unread), new, person)
    db.session.rollback()
    upload = _inspected(new)
    digest = blobs().put(upload.content)
    writing()
    case = _allowed(case_of(new.plan_id, person, at, unread, lock=True), new, person)
    if _is_new(case, digest, len(upload.content)):
        values = _row(case, upload, digest) | {"added_by": person.id, "added_at": at}
        db.session.execute(_insert, values)
        db.session.execute(_keep_digest, {"plan": case.plan.id, "sum": digest_plan(case)})
        keep_author(case.plan.id, person, case.facts.authors)
    db.session.commit()
    return digest


def _allowed(case: Case | None, new: NewFile, person: Person) -> Case:
    if case is None:
        raise NotFound(f"plan {new.plan_id}")
    stage = case.procedure.stage[case.plan.stage]
    if reasons := policy.against_writing(stage, person, case.facts):
        raise Refused(reasons)
    return case


def _inspected(new: NewFile) -> Upload:
    try:
        return inspect(new.name, new.content)
    except Unfit as unfit:
        raise Refused([Reason(unfit.code, field="file", values=unfit.values)]) from unfit


def _is_new(case: Case, digest: str, more: int) -> bool:
    """Whether the plan does not have the file yet. Refused when there is no room for it."""
    sizes = {row.digest: row.size for row in db.session.execute(_sizes, {"plan": case.plan.id})}
    if digest in sizes:
        return False
    if len(sizes) >= MOST_FILES:
        refuse("files_too_many", field="file", most=MOST_FILES)
    if sum(sizes.values()) + more > MOST_BYTES:
        refuse("files_too_many_bytes", field="file", most=MOST_BYTES // MEGABYTE)
    return True


def _row(case: Case, upload: Upload, digest: str) -> dict[str, object]:
    return {
        "plan_id": case.plan.id,
        "digest": digest,
        "name": upload.name,
        "media_type": upload.media_type,
        "size": len(upload.content),
        "since": case.plan.revision + 1,
    }


_sizes = sa.select(PlanFile.digest, PlanFile.size).where(
    PlanFile.plan_id == sa.bindparam("plan"), PlanFile.until.is_(None)
)
_insert = sa.insert(table(PlanFile))
_keep_digest = (
    sa.update(table(Plan))
    .where(Plan.id == sa.bindparam("plan"))
    .values(digest=sa.bindparam("sum", type_=sa.String()))
)
