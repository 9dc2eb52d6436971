"""Keep that somebody has a section of a plan open for writing."""

import datetime as dt

from workflow.extensions import db, durable, writing
from workflow.facts.plan_facts import case_of, unread
from workflow.services.keep_quiet import Opened, keep_open
from workflow.states import policy
from workflow.states.facts import Person
from workflow.states.refusals import NotFound, Refused


@durable
def keep_presence(opened: Opened, person: Person, at: dt.datetime) -> None:
    """Keep that a person has a section open. Raises NotFound; Refused when they may not write the
    plan now."""
    writing()
    case = case_of(opened.plan_id, person, at, unread)
    if case is None or opened.key not in case.outline.section:
        raise NotFound(f"plan {opened.plan_id} section {opened.key}")
    stage = case.procedure.stage[case.plan.stage]
    if reasons := policy.against_writing(stage, person, case.facts):
        raise Refused(reasons)
    keep_open(opened, person, at)
    db.session.commit()
