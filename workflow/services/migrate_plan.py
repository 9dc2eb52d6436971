"""Bring one plan under a newer version of its procedure."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.facts.migrated import as_now_called, due_under
from workflow.facts.people import people_of_plan
from workflow.facts.points import points_of_plan
from workflow.facts.published import procedure_of
from workflow.facts.record import EntryRow, entries_of_plan
from workflow.facts.subjects import subject_of
from workflow.models import Plan, Procedure, table
from workflow.services.append_entry import SYSTEM, Act, append_entry
from workflow.services.count_plan import count_plan
from workflow.services.owe import Debt, owe
from workflow.services.write_points import case_digest, standing
from workflow.states import policy
from workflow.states.facts import Person
from workflow.states.migrating import MIGRATE, Stages, acting_names, prospect
from workflow.states.procedure import Stage, events
from workflow.states.refusals import NotFound, Refused
from workflow.thai.dates import local_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """What is asked for. procedure_id: the published version that the plan is to follow. stages:
    stages of its old version that are called otherwise there. by: who has it done, if known."""

    plan_id: int
    procedure_id: int
    stages: Stages = field(default_factory=dict)
    by: Person | None = None


@durable
def migrate_plan(wanted: Migration, at: dt.datetime) -> bool:
    """Bring a plan under another version; return whether it was: False when it is closed, follows
    that version or a newer one, or another procedure. So a second run changes nothing.

    Raises NotFound; Refused with every reason why the plan would be stuck.
    """
    writing()
    plan = db.session.execute(_locked, {"plan": wanted.plan_id}).one_or_none()
    if plan is None:
        raise NotFound(f"plan {wanted.plan_id}")
    if not _comes_under(plan, wanted.procedure_id):
        db.session.rollback()
        return False
    old, new = procedure_of(plan.procedure_id), procedure_of(wanted.procedure_id)
    found = prospect(old, new, plan.stage, plan.returned_by, wanted.stages)
    if found.to is None or found.reasons:
        raise Refused(found.reasons)
    _write(plan, wanted, found.to, at)
    db.session.commit()
    return True


def _comes_under(plan: Any, procedure_id: int) -> bool:
    """Whether the plan is on its way under an older version of the same name."""
    rows = db.session.execute(_versions, {"ids": [plan.procedure_id, procedure_id]})
    versions = {row.id: (row.name, row.version) for row in rows}
    if procedure_id not in versions:
        raise NotFound(f"procedure {procedure_id}")
    (name, mine), (wanted_name, wanted) = versions[plan.procedure_id], versions[procedure_id]
    return bool(plan.is_open and name == wanted_name and mine < wanted)


def _write(plan: Any, wanted: Migration, to: Stage, at: dt.datetime) -> None:
    entries = as_now_called(entries_of_plan(plan.id))
    values = _where_it_stands(plan, wanted, to, entries) | {"last_at": at}
    db.session.execute(sa.update(table(Plan)).where(Plan.id == plan.id).values(**values))
    count_plan(plan.province_code, plan.round_code, plan.stage, to.code)
    act = Act(
        subject=subject_of(plan.id),
        at=at,
        actor=wanted.by.ref if wanted.by else None,
        holding=wanted.by.holdings[0] if wanted.by and wanted.by.holdings else SYSTEM,
        act=MIGRATE,
        stage_from=plan.stage,
        stage_to=to.code,
        version=values["version"],
        content_digest=plan.digest,
        case_digest=case_digest(standing(points_of_plan(plan.id, None))),
    )
    last = entries[-1]
    entry_id = append_entry(act, (last.n, last.hash), _body(plan, wanted, values))
    debt = Debt(entry_id=entry_id, plan_id=plan.id, kind=MIGRATE, at=at)
    owe(debt, _told(plan, values, at))


def _where_it_stands(
    plan: Any, wanted: Migration, to: Stage, entries: tuple[EntryRow, ...]
) -> dict[str, Any]:
    old = procedure_of(plan.procedure_id)
    return {
        "procedure_id": wanted.procedure_id,
        "stage": to.code,
        "version": plan.version + 1,
        "returned_by": wanted.stages.get(plan.returned_by, plan.returned_by),
        "held_by": to.held_by,
        "due_on": due_under(plan, old.stage[plan.stage], to, (old, entries)),
        "before_committee": plan.before_committee or to.phase == "committee",
        "last_act": MIGRATE,
    }


def _body(plan: Any, wanted: Migration, values: dict[str, Any]) -> dict[str, Any]:
    """What the entry says: from which version to which, and what the newer may not know of the
    acts that came before."""
    rows = db.session.execute(_versions, {"ids": [plan.procedure_id, wanted.procedure_id]})
    versions = {row.id: row for row in rows}
    due = values["due_on"]
    return {
        "procedure": versions[plan.procedure_id].name,
        "from": versions[plan.procedure_id].version,
        "to": versions[wanted.procedure_id].version,
        "sha256": versions[wanted.procedure_id].sha256,
        "stages": dict(wanted.stages),
        "due": due.isoformat() if due else None,
        **acting_names(procedure_of(plan.procedure_id)),
    }


def _told(plan: Any, values: dict[str, Any], at: dt.datetime) -> list[int]:
    """Who is told: the posts that the event names, as far as they may read the plan."""
    posts = policy.told(
        events()[MIGRATE],
        values["held_by"],
        submitted=plan.revision > 0,
        committee=values["before_committee"],
    )
    people = people_of_plan(plan.id, plan.province_code, local_day(at))
    return [one.actor.id for one in people if any(h.post in posts for h in one.actor.holdings)]


_locked = (
    sa.select(*Plan.__table__.columns).where(Plan.id == sa.bindparam("plan")).with_for_update()
)
_versions = sa.select(Procedure.id, Procedure.name, Procedure.version, Procedure.sha256).where(
    Procedure.id.in_(sa.bindparam("ids", expanding=True))
)
