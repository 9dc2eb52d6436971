"""The text in force, and what a kind of amendment does not take of an amendment's."""

import sqlalchemy as sa

from workflow.models import Plan, Revision, table
from workflow.outline.amending import fitting, misfits
from workflow.outline.findings import anchor
from workflow.outline.outline import Outline
from workflow.outline.reading import Sections
from workflow.states.amending import KINDS
from workflow.states.refusals import Reason


def reasons_of(kind: str, outline: Outline, old: Sections, new: Sections) -> tuple[Reason, ...]:
    """What a kind of amendment does not take, each with its field, and which kind would."""
    found = misfits(kind, outline, old, new)
    reasons = [
        Reason(one.code, field=anchor(one.place), rule=one.place.partition(".")[0], words=one.words)
        for one in found
    ]
    if found:
        title = KINDS[fitting(outline, old, new)]
        reasons.append(Reason("amendment_kind_fits", values={"kind": title}))
    return tuple(reasons)


def text_in_force(key: str) -> sa.Select[str, str, int]:
    """The newest frozen text of the plan `amended`, in the shape of a section called by a key."""
    plan, revision = table(Plan).c, table(Revision).c
    newest = sa.and_(plan.id == revision.plan_id, plan.revision == revision.no)
    return (
        sa.select(sa.literal(key), revision.body, sa.literal(0))
        .join_from(table(Revision), table(Plan), newest)
        .where(plan.id == sa.bindparam("amended"))
    )
