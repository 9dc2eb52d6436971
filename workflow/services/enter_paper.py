"""Enter a decision that was taken on paper, with its scan. Nothing moves until it is checked."""

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.canonical import canonical_json
from workflow.extensions import blobs, db, durable, writing
from workflow.facts.paper import person_on
from workflow.facts.plan_facts import Case, case_of, judged_for
from workflow.models import PaperDecision, table
from workflow.services.move_plan import plain
from workflow.services.note_refusal import note_refusal
from workflow.services.owe import Debt, owe
from workflow.services.record import record
from workflow.services.write_comment import against_operation
from workflow.states import machine, papering
from workflow.states.facts import Given, Person
from workflow.states.refusals import Kind, NotFound, Reason, Refused
from workflow.thai.dates import local_day
from workflow.uploads import Unfit, Upload, inspect

ENTERED = "paper_entered"
"""The act in the enterer's own chain; also the name of the words that tell of it."""
_KINDS = ("pdf", "png", "jpg")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPaper:
    """A decision on paper as somebody enters it. version, digest: of the plan as they saw it.
    decider: id of whoever signed. scan: the file's bytes, under the name that it came with."""

    plan_id: int
    version: int
    digest: str
    move: str
    given: Given
    decider: int | None
    decided_on: dt.date | None
    number: str
    scan_name: str
    scan: bytes
    operation_id: str


@dataclass(frozen=True, slots=True)
class _Scan:
    """A scan that was looked into: what is kept of it, or why it is not taken."""

    upload: Upload | None
    reasons: list[Reason]


@durable
def enter_paper(new: NewPaper, person: Person, at: dt.datetime) -> int:
    """Enter it; return its number within the plan. The same again is entered once.

    Raises NotFound; Refused with every reason: 409 when the plan is not what was seen or another
    paper waits, 403 when it is not theirs to enter, 422 when decider, document, scan or what the
    move asks for will not do. The scan is kept before the plan's lock is taken: should the rest be
    refused, nothing refers to it.
    """
    against_operation(new.operation_id)
    case = _case(new, person, at, lock=False)
    if reasons := papering.against_entering(case.procedure.move[new.move], person, case.facts):
        refused = Refused(reasons)
        note_refusal(refused, person, at, {"plan": new.plan_id, "paper": new.move})
        raise refused
    db.session.rollback()
    scan = _scanned(new)
    digest = blobs().put(scan.upload.content) if scan.upload else ""
    writing()
    case = _case(new, person, at, lock=True)
    if known := _known(new, person):
        return known
    reasons = _against(case, new, person, at) + scan.reasons
    if reasons or scan.upload is None:
        raise Refused(reasons)
    no = _write(case, new, (scan.upload, digest), person, at)
    db.session.commit()
    return no


def _case(new: NewPaper, person: Person, at: dt.datetime, *, lock: bool) -> Case:
    case = case_of(new.plan_id, person, at, judged_for(new.move), lock=lock)
    if case is None or new.move not in case.procedure.move:
        raise NotFound(f"plan {new.plan_id} move {new.move}")
    return case


def _scanned(new: NewPaper) -> _Scan:
    if not new.scan_name:
        return _Scan(None, [Reason("paper_no_scan", field="scan")])
    try:
        upload = inspect(new.scan_name, new.scan)
    except Unfit as unfit:
        return _Scan(None, [Reason(unfit.code, field="scan", values=unfit.values)])
    if upload.extension not in _KINDS:
        return _Scan(None, [Reason("paper_scan_kind", field="scan")])
    return _Scan(upload, [])


def _known(new: NewPaper, person: Person) -> int | None:
    """The number under which this very form was entered before."""
    values = {"plan": new.plan_id, "operation": new.operation_id}
    row = db.session.execute(_entered, values).one_or_none()
    if row is None:
        return None
    if (row.entered_by, row.move) != (person.id, new.move):
        raise Refused([Reason("operation_reused")])
    return int(row.no)


def _against(case: Case, new: NewPaper, person: Person, at: dt.datetime) -> list[Reason]:
    today, move = local_day(at), case.procedure.move[new.move]
    came_on = local_day(case.plan.stage_since)
    decider = person_on(new.decider, new.decided_on or today) if new.decider else None
    reasons = papering.against_entering(move, person, case.facts)
    if (new.version, new.digest) != (case.plan.version, case.plan.digest):
        reasons.append(Reason("stale", Kind.STALE))
    if db.session.execute(_waiting, {"plan": case.plan.id, "version": case.plan.version}).first():
        reasons.append(Reason("paper_waits", Kind.STALE))
    reasons += papering.against_document(new.number, new.decided_on, came_on, today)
    if decider is None:
        return [*reasons, Reason("ask_empty", field="decider")]
    if decider.id == person.id:
        reasons.append(Reason("paper_own", Kind.PERSON))
    if misplaced := papering.against_decider(move, decider, case.facts):
        return reasons + misplaced
    signer = dataclasses.replace(decider, fresh=True)
    judged = machine.reasons_against(case.procedure, move, signer, case.facts, new.given)
    return reasons + papering.of_decider(judged)


def _write(
    case: Case, new: NewPaper, kept: tuple[Upload, str], person: Person, at: dt.datetime
) -> int:
    upload, digest = kept
    no = db.session.execute(_next, {"plan": new.plan_id}).scalar_one()
    given = canonical_json(plain(new.given)).decode()
    values: dict[str, Any] = {
        **{name: getattr(new, name) for name in _SAME},
        "no": no,
        "given": given,
        "decided_by": new.decider,
        "scan": digest,
        "scan_name": upload.name,
        "scan_type": upload.media_type,
        "scan_bytes": len(upload.content),
        "entered_by": person.id,
        "entered_at": at,
    }
    db.session.execute(sa.insert(table(PaperDecision)).values(**values))
    said = {"plan": new.plan_id, "no": no, "move": new.move, "scan": digest}
    entry_id = record(person.id, ENTERED, at, said)
    debt = Debt(entry_id=entry_id, plan_id=new.plan_id, kind=ENTERED, at=at)
    owe(debt, _checkers(case, new, person))
    return int(no)


def _checkers(case: Case, new: NewPaper, person: Person) -> list[int]:
    """Everybody who could check it, whoever decided among them."""
    move, decider = case.procedure.move[new.move], new.decider or 0
    people = [one.actor for one in case.people]
    return [
        one.id
        for one in people
        if not papering.against_checking(move, decider, person.id, one, case.facts)
    ]


_SAME = ("plan_id", "version", "digest", "move", "decided_on", "number", "operation_id")
_mine = PaperDecision.plan_id == sa.bindparam("plan")
_entered = sa.select(PaperDecision.no, PaperDecision.entered_by, PaperDecision.move).where(
    _mine, PaperDecision.operation_id == sa.bindparam("operation")
)
_waiting = sa.select(PaperDecision.id).where(
    _mine, PaperDecision.version == sa.bindparam("version"), PaperDecision.answer.is_(None)
)
_next = sa.select(sa.func.coalesce(sa.func.max(PaperDecision.no), 0) + 1).where(_mine)
