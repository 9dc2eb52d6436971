"""Write an act on a plan that is no move, in the transaction of whoever locked it and judged."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db, ledger_keys
from workflow.facts.plan_facts import Case
from workflow.facts.record import EntryRow
from workflow.facts.subjects import subject_of
from workflow.ledger import chain
from workflow.ledger.keys import KEY_ID
from workflow.models import Plan, table
from workflow.services.append_entry import Act, append_entry
from workflow.services.owe import Debt, owe
from workflow.services.write_comment import against_operation
from workflow.services.write_points import case_digest, standing
from workflow.states import policy
from workflow.states.facts import Person
from workflow.states.procedure import events
from workflow.states.refusals import Reason, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAct:
    """What is done. operation: its id and its fingerprint. body: what the entry says. values:
    columns of the plan that change with it."""

    case: Case
    act: str
    person: Person
    at: dt.datetime
    operation: tuple[str, str]
    body: Mapping[str, Any]
    values: Mapping[str, Any] = field(default_factory=dict)


def fingerprint_of(values: Mapping[str, Any]) -> str:
    """What tells a form sent twice from another form with the same operation id."""
    return chain.fingerprint(ledger_keys().chain[KEY_ID], dict(values))


def known_act(case: Case, operation: tuple[str, str]) -> EntryRow | None:
    """The entry of this very request, if it was carried out before. Refused: the operation's id is
    missing, or was used for something else."""
    operation_id, mark = operation
    against_operation(operation_id)
    for entry in case.entries:
        if entry.operation_id == operation_id:
            if entry.fingerprint != mark:
                raise Refused([Reason("operation_reused")])
            return entry
    return None


def write_act(done: PlanAct) -> None:
    """Raise the plan's version, append the entry, owe the messages that its words name. The plan
    stays where it is."""
    plan = done.case.plan
    values = {"version": plan.version + 1, "last_act": done.act, "last_at": done.at, **done.values}
    db.session.execute(sa.update(table(Plan)).where(Plan.id == plan.id).values(**values))
    act = Act(
        subject=subject_of(plan.id),
        at=done.at,
        actor=done.person.ref,
        holding=policy.holdings_in(("drafter",), done.person, plan.province_code)[0],
        act=done.act,
        stage_from=plan.stage,
        stage_to=plan.stage,
        version=values["version"],
        content_digest=plan.digest,
        case_digest=case_digest(standing(done.case.points)),
        operation_id=done.operation[0],
        fingerprint=done.operation[1],
    )
    last = done.case.entries[-1]
    entry_id = append_entry(act, (last.n, last.hash), done.body)
    owe(Debt(entry_id=entry_id, plan_id=plan.id, kind=done.act, at=done.at), _told(done))


def _told(done: PlanAct) -> list[int]:
    """Who is told: holders of the posts that the event names, never who acts."""
    plan = done.case.plan
    posts = policy.told(
        events()[done.act],
        plan.held_by,
        submitted=plan.revision > 0,
        committee=plan.before_committee,
    )
    return [
        one.actor.id
        for one in done.case.people
        if one.actor.id != done.person.id and any(h.post in posts for h in one.actor.holdings)
    ]
