"""Write sections of a plan and what the plan keeps of them, in the transaction of whoever locked
the plan and judged the texts."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from workflow.canonical import canonical_json
from workflow.extensions import db
from workflow.facts.plan_facts import Case
from workflow.models import PastSection, Plan, Section, table
from workflow.outline.digests import section_digest
from workflow.outline.totals import totals
from workflow.services.digest_plan import digest_plan
from workflow.services.keep_author import keep_author
from workflow.services.keep_title import title_columns
from workflow.states.facts import Person

Body = dict[str, Any]


def write_sections(case: Case, bodies: Mapping[str, Body], person: Person, at: dt.datetime) -> None:
    """Write texts in stored form; what they replace is kept, so that two people's work can be
    brought together. The caller commits."""
    for key, body in bodies.items():
        here = {"plan": case.plan.id, "name": key}
        db.session.execute(_keep_past, here | {"at": at})
        values = {
            "text": canonical_json(body).decode(),
            "mark": section_digest(body),
            "person": person.id,
            "at": at,
        }
        db.session.execute(_write, here | values)
    _keep_plan(case, bodies)
    keep_author(case.plan.id, person, case.facts.authors)


def _keep_plan(case: Case, bodies: Mapping[str, Body]) -> None:
    """Keep on the plan what follows from its text: digest, title, money."""
    values: dict[str, Any] = {"digest": digest_plan(case)}
    if general := bodies.get("general"):
        values |= title_columns(general["title_th"] or case.plan.title, general["title_en"])
    if "projects" in bodies:
        sums = totals(bodies)
        values |= {"total_satang": sums.total, "projects": sums.projects}
    db.session.execute(sa.update(table(Plan)).where(Plan.id == case.plan.id).values(**values))


_here = (Section.plan_id == sa.bindparam("plan"), Section.key == sa.bindparam("name"))
_at = sa.bindparam("at", type_=Section.saved_at.type)
_kept = (Section.plan_id, Section.key, Section.version, Section.body, Section.quiet)
_keep_past = sa.insert(table(PastSection)).from_select(
    ["plan_id", "key", "version", "body", "quiet", "replaced_at"],
    sa.select(*_kept, _at.label("replaced_at")).where(*_here),
)
_write = (
    sa.update(table(Section))
    .where(*_here)
    .values(
        body=sa.bindparam("text"),
        version=Section.version + 1,
        digest=sa.bindparam("mark"),
        saved_by=sa.bindparam("person"),
        saved_at=_at,
        quiet=False,
    )
)
