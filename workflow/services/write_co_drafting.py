"""Write that a co-drafter was invited or removed: an entry of the plan's chain, its next version,
and a message to whom it concerns, in the transaction of whoever locked the plan."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db, ledger_keys
from workflow.facts.plan_facts import Case
from workflow.facts.subjects import subject_of
from workflow.ledger import chain
from workflow.ledger.keys import KEY_ID
from workflow.models import Plan, table
from workflow.services.append_entry import Act, append_entry
from workflow.services.owe import Debt, owe
from workflow.services.write_comment import against_operation
from workflow.services.write_points import case_digest, standing
from workflow.states import policy
from workflow.states.drafting import against_inviting
from workflow.states.facts import Person
from workflow.states.refusals import Kind, Reason, Refused


@dataclass(frozen=True, slots=True)
class CoDrafting:
    """What is done: the act, whom it concerns, and the form's operation id."""

    act: str
    other: Person
    operation_id: str


def is_known(case: Case, done: CoDrafting, person: Person) -> bool:
    """Whether this very act was written before. Refused: the operation's id is missing, or was
    used for something else."""
    against_operation(done.operation_id)
    for entry in case.entries:
        if entry.operation_id == done.operation_id:
            if entry.fingerprint != _mark(case, done, person):
                raise Refused([Reason("operation_reused")])
            return True
    return False


def against(case: Case, version: int, person: Person) -> list[Reason]:
    """Why a person who saw a version of the plan may not invite or remove anybody now."""
    stale = [] if version == case.plan.version else [Reason("stale", Kind.STALE)]
    return [*stale, *against_inviting(case.procedure, person, case.facts)]


def write_co_drafting(case: Case, done: CoDrafting, person: Person, at: dt.datetime) -> None:
    """Append the entry, raise the plan's version, owe the message. The caller commits."""
    plan, last = case.plan, case.entries[-1]
    values = {"version": plan.version + 1, "last_act": done.act, "last_at": at}
    db.session.execute(sa.update(table(Plan)).where(Plan.id == plan.id).values(**values))
    act = Act(
        subject=subject_of(plan.id),
        at=at,
        actor=person.ref,
        holding=policy.holdings_in(("drafter",), person, plan.province_code)[0],
        act=done.act,
        stage_from=plan.stage,
        stage_to=plan.stage,
        version=values["version"],
        content_digest=plan.digest,
        case_digest=case_digest(standing(case.points)),
        operation_id=done.operation_id,
        fingerprint=_mark(case, done, person),
    )
    other = done.other
    body = {"person": other.ref, "name": {"th": other.name_th, "en": other.name_en}}
    entry_id = append_entry(act, (last.n, last.hash), body)
    owe(Debt(entry_id=entry_id, plan_id=plan.id, kind=done.act, at=at), [other.id])


def _mark(case: Case, done: CoDrafting, person: Person) -> str:
    asked = {"person": person.ref, "plan": case.plan.id, "act": done.act, "other": done.other.ref}
    return chain.fingerprint(ledger_keys().chain[KEY_ID], asked)
