"""Order a paper of a plan: a row that says what is wanted, of which a worker makes the file."""

import base64
import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import blobs, db, durable, writing
from workflow.facts.published import procedure_of
from workflow.facts.record import entries_of_plan, until_next_text
from workflow.facts.scope import visible_to
from workflow.models import Paper, Plan, Revision, table
from workflow.models.paper import EDITIONS, KINDS
from workflow.states.facts import Person
from workflow.states.refusals import NotFound, refuse

_CODE_BYTES = 16


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which paper is wanted: of which revision of which plan, of what kind, in which edition."""

    plan_id: int
    revision: int
    kind: str
    edition: str


@durable
def order_paper(wanted: Wanted, person: Person, at: dt.datetime) -> int:
    """Order a paper; return its id. It tells what the record says of the revision by now.

    The same paper is ordered once, however often it is asked for; one that failed, or whose file
    is lost, is made again. Raises NotFound, Refused and Busy.
    """
    writing()
    if wanted.kind not in KINDS or wanted.edition not in EDITIONS:
        refuse("paper_unknown", field="edition")
    entry = _newest_entry(wanted, person)
    found = db.session.execute(_same, {**_key(wanted), "entry": entry}).one_or_none()
    if found is None:
        paper_id: int = db.session.execute(
            _insert, {**_key(wanted), **_fresh(person, at), "entry": entry}
        ).scalar_one()
    else:
        paper_id = found.id
        if _is_to_be_made_again(found):
            db.session.execute(_again, {"paper": paper_id, "now": at})
    db.session.info["owed"] = True
    db.session.commit()
    return paper_id


def new_code() -> str:
    """A code that cannot be guessed: 128 bits, in letters and digits that are not mistaken for
    one another."""
    return base64.b32encode(secrets.token_bytes(_CODE_BYTES)).decode().rstrip("=")


def _newest_entry(wanted: Wanted, person: Person) -> int:
    """Number of the newest entry that concerns the revision. Locks the plan."""
    values = {"plan": wanted.plan_id, "no": wanted.revision}
    query = _plan.where(visible_to(person)).with_for_update(of=Plan)
    plan = db.session.execute(query, values).one_or_none()
    if plan is None:
        raise NotFound(f"plan {wanted.plan_id} revision {wanted.revision}")
    entries = entries_of_plan(wanted.plan_id)
    return until_next_text(procedure_of(plan.procedure_id), entries, wanted.revision)[-1].n


def _is_to_be_made_again(found: Any) -> bool:
    return found.state == "failed" or (found.state == "made" and not blobs().has(found.digest))


def _key(wanted: Wanted) -> dict[str, object]:
    return {
        "plan_id": wanted.plan_id,
        "revision": wanted.revision,
        "kind": wanted.kind,
        "edition": wanted.edition,
    }


def _fresh(person: Person, at: dt.datetime) -> dict[str, object]:
    return {
        "code": new_code(),
        "state": "ordered",
        "attempts": 0,
        "next_at": at,
        "ordered_at": at,
        "ordered_by": person.id,
    }


_paper = table(Paper)
_plan = (
    sa.select(Plan.procedure_id)
    .join(Revision, sa.and_(Revision.plan_id == Plan.id, Revision.no == sa.bindparam("no")))
    .where(Plan.id == sa.bindparam("plan"))
)
_same = sa.select(_paper.c.id, _paper.c.state, _paper.c.digest).where(
    *(
        _paper.c[name] == sa.bindparam(name)
        for name in ("plan_id", "revision", "kind", "edition", "entry")
    )
)
_insert = sa.insert(_paper).returning(_paper.c.id)
_now = sa.bindparam("now", type_=Paper.next_at.type)
_again = (
    sa.update(_paper)
    .where(_paper.c.id == sa.bindparam("paper"))
    .values(state="ordered", attempts=0, next_at=_now, ordered_at=_now, last_error=None)
)
