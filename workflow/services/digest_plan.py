"""The digest of a plan as it now is: its sections and its files."""

from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.plan_facts import Case
from workflow.models import PlanFile, Section
from workflow.outline.digests import plan_digest


def digest_plan(case: Case) -> str:
    """What a plan's text and files come to, in the caller's transaction."""
    sections: dict[str, str] = {}
    files: list[str] = []
    for key, digest in db.session.execute(_digests, {"plan": case.plan.id}):
        if key is None:
            files.append(digest)
        else:
            sections[key] = digest
    ordered = [sections[section.key] for section in case.outline.sections]
    return plan_digest(case.outline.name, case.outline_version, ordered, files)


_digests: sa.CompoundSelect[Any] = sa.union_all(
    sa.select(Section.key, Section.digest).where(Section.plan_id == sa.bindparam("plan")),
    sa.select(sa.null(), PlanFile.digest).where(
        PlanFile.plan_id == sa.bindparam("plan"), PlanFile.until.is_(None)
    ),
)
