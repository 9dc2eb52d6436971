"""Make a move: judge it under the plan's lock and write all that follows, without a commit.

Shared by `decide` and, where a meeting decides, by what certifies its resolution.
"""

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.canonical import canonical_json
from workflow.extensions import db, ledger_keys
from workflow.facts.plan_facts import Case, case_of, judged_for
from workflow.facts.record import used_days
from workflow.facts.subjects import subject_of
from workflow.ledger import chain
from workflow.ledger.keys import KEY_ID
from workflow.models import PastSection, Revision, table
from workflow.outline.digests import frozen
from workflow.services.append_entry import Act, append_entry, instant
from workflow.services.owe import Debt, owe
from workflow.services.supersede_plan import Successor, supersede_plan
from workflow.services.write_points import case_digest, write_points
from workflow.services.write_stage import write_stage
from workflow.states import clock, machine, policy
from workflow.states.amending import superseding
from workflow.states.facts import Given, Holding, Person, ResolutionFacts
from workflow.states.procedure import RETURNED_BY, Move, Stage
from workflow.states.refusals import Kind, NotFound, Reason, Refused
from workflow.states.undoing import can_be_undone
from workflow.thai.dates import local_day

_OPERATION_ID = re.compile(r"[0-9A-Za-z_-]{16,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A move that is asked for, and what the person saw when asking.

    operation_id: made when the form was rendered; the same again is answered as before.
    """

    plan_id: int
    move: str
    version: int
    digest: str
    operation_id: str
    given: Given = Given()


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a meeting resolved on the plan, for the move that certifies it. said: what the plan's
    entry keeps of it. against: what stands against the certificate itself."""

    facts: ResolutionFacts
    said: Mapping[str, Any]
    against: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """What came of it. again: it had been made before, and nothing was written now."""

    plan_id: int
    entry_id: int
    stage: str
    version: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class _Step:
    """A judged move with what will be written."""

    case: Case
    move: Move
    to: Stage
    holding: Holding
    person: Person
    at: dt.datetime
    resolution: Resolution | None
    paper: Mapping[str, Any] | None = None


def move_plan(
    asked: Asked,
    person: Person,
    at: dt.datetime,
    resolution: Resolution | None = None,
    paper: Mapping[str, Any] | None = None,
) -> Moved:
    """Judge and write a move in the caller's writing transaction; the caller commits.

    resolution: given by who certifies what a meeting resolved, and by nobody else. paper: given by
    who confirms a decision taken on paper: what the entry keeps of the document; the person is then
    whoever decided. Raises NotFound when the plan is not there or not theirs, Refused with every
    reason.
    """
    case = case_of(asked.plan_id, person, at, judged_for(asked.move), lock=True)
    if case is None or asked.move not in case.procedure.move:
        raise NotFound(f"plan {asked.plan_id} move {asked.move}")
    mark = _fingerprint(asked, person)
    if known := _known(case, asked, mark):
        return known
    if resolution:
        case = dataclasses.replace(
            case, facts=dataclasses.replace(case.facts, resolution=resolution.facts)
        )
    step = dataclasses.replace(_judge(case, asked, person, at, resolution), paper=paper)
    return _write(step, asked.given, (asked.operation_id, mark))


def _fingerprint(asked: Asked, person: Person) -> str:
    values = {"person": person.ref, "plan": asked.plan_id, "move": asked.move}
    values |= {"given": plain(asked.given)}
    return chain.fingerprint(ledger_keys().chain[KEY_ID], values)


def _known(case: Case, asked: Asked, mark: str) -> Moved | None:
    """The answer given before, if this very request was already carried out."""
    if not _OPERATION_ID.fullmatch(asked.operation_id):
        raise Refused([Reason("operation_missing")])
    for entry in case.entries:
        if entry.operation_id == asked.operation_id:
            if entry.fingerprint != mark:
                raise Refused([Reason("operation_reused")])
            return Moved(case.plan.id, entry.id, entry.stage_to or "", entry.n, again=True)
    return None


def _judge(
    case: Case, asked: Asked, person: Person, at: dt.datetime, resolution: Resolution | None
) -> _Step:
    move = case.procedure.move[asked.move]
    reasons = list(resolution.against) if resolution else []
    if (asked.version, asked.digest) != (case.plan.version, case.plan.digest):
        reasons.append(Reason("stale", Kind.STALE))
    reasons += machine.reasons_against(case.procedure, move, person, case.facts, asked.given)
    to = machine.destination(case.procedure, move, case.facts)
    if reasons or to is None:
        raise Refused(reasons or [Reason("stale", Kind.STALE)])
    if resolution:
        holding = policy.certifying(move, person, case.facts)[0]
    else:
        holding = policy.capacities(move, person, case.facts.province)[0]
    return _Step(case, move, case.procedure.stage[to], holding, person, at, resolution)


def _write(step: _Step, given: Given, operation: tuple[str, str]) -> Moved:
    case, plan = step.case, step.case.plan
    points = write_points(case, given, step.person, step.at)
    values = _where_it_stands(step, given)
    begun = write_stage(plan, values, step.person)
    if step.move.freezes:
        db.session.execute(_insert_revision, _revision(step, values["revision"]))
        if not begun:  # one thing is cleared away while the plan is locked; else with the next
            db.session.execute(_forget_past, {"plan": plan.id})
    act = Act(
        subject=subject_of(plan.id),
        at=step.at,
        actor=step.person.ref,
        holding=step.holding,
        act=step.move.name,
        stage_from=plan.stage,
        stage_to=step.to.code,
        version=values["version"],
        content_digest=plan.digest,
        case_digest=case_digest(points),
        operation_id=operation[0],
        fingerprint=operation[1],
    )
    last = case.entries[-1]
    said = step.resolution.said if step.resolution else {}
    entry_id = append_entry(act, (last.n, last.hash), {**_body(step, given, values), **said})
    debt = Debt(entry_id=entry_id, plan_id=plan.id, kind=step.move.name, at=step.at)
    owe(debt, _told(step, values))
    if plan.amends_id and superseding(case.procedure, step.to.code):
        supersede_plan(plan.amends_id, Successor(plan.id, entry_id), step.at)
    return Moved(plan.id, entry_id, step.to.code, values["version"])


def _where_it_stands(step: _Step, given: Given) -> dict[str, Any]:
    plan, move, to = step.case.plan, step.move, step.to
    returned_by = (given.back_to or move.back_to or plan.stage) if move.returns else None
    stays = to.code == plan.stage
    return {
        "stage": to.code,
        "version": plan.version + 1,
        "revision": plan.revision + move.freezes,
        "returned_by": returned_by,
        "held_by": to.held_by,
        "stage_since": plan.stage_since if stays else step.at,
        "due_on": _due(step, given),
        "is_open": to.held_by is not None and not to.final,
        "before_committee": plan.before_committee or to.phase == "committee",
        "late": plan.late or _comes_late(step),
        "in_session": False,
        "last_act": move.name,
        "last_at": step.at,
    }


def _due(step: _Step, given: Given) -> dt.date | None:
    if step.move.returns and given.due:
        return given.due
    if step.to.working_days is None:
        return None
    procedure, entries = step.case.procedure, step.case.entries
    resumes = step.move.to == RETURNED_BY
    used = used_days(procedure, entries, step.to.code) if resumes else 0
    return clock.due(local_day(step.at), step.to.working_days, used)


def _comes_late(step: _Step) -> bool:
    taken = step.case.facts.round
    late = taken is not None and step.case.facts.today > taken.closes
    return late and not step.case.facts.amends and "round_open" in step.move.guards


def _revision(step: _Step, number: int) -> dict[str, Any]:
    text = step.case.text
    return {
        "plan_id": step.case.plan.id,
        "no": number,
        "body": canonical_json(frozen(text.sections if text else {})).decode(),
        "digest": step.case.plan.digest,
        "frozen_at": step.at,
        "frozen_by": step.person.id,
    }


def _body(step: _Step, given: Given, values: dict[str, Any]) -> dict[str, Any]:
    """What the entry says: what was given, what followed from it, and what it can be undone to."""
    kept = {name: value for name, value in plain(given).items() if value}
    due = values["due_on"]
    undoable = can_be_undone(step.move, step.case.procedure)
    return {
        **({"before": _before(step.case.plan)} if undoable else {}),
        **({"paper": step.paper} if step.paper else {}),
        "given": kept,
        "revision": values["revision"],
        "due": due.isoformat() if due else None,
        "late": values["late"],
    }


def _before(plan: Any) -> dict[str, Any]:
    """Where the plan stood, as far as no earlier entry says it."""
    return {
        "returned_by": plan.returned_by,
        "since": instant(plan.stage_since),
        "due": plan.due_on.isoformat() if plan.due_on else None,
        "before_committee": plan.before_committee,
        "late": plan.late,
    }


def _told(step: _Step, values: dict[str, Any]) -> list[int]:
    """Who is told: holders of the posts that the move names, never who acts."""
    posts = policy.told(
        step.move,
        step.to.held_by,
        submitted=values["revision"] > 0,
        committee=values["before_committee"],
    )
    return [
        one.actor.id
        for one in step.case.people
        if one.actor.id != step.person.id and any(h.post in posts for h in one.actor.holdings)
    ]


def plain(value: Any) -> Any:
    """A value as canonical JSON takes it: what was given by its fields, dates as text, sets in
    order."""
    if dataclasses.is_dataclass(value):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value


_insert_revision = sa.insert(table(Revision))
_forget_past = sa.delete(table(PastSection)).where(PastSection.plan_id == sa.bindparam("plan"))
