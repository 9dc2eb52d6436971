"""A plan's present text, with the digest that the plan has for it: one statement, so that both are
of one moment."""

import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.plan_text import newest_file
from workflow.models import Plan, Section, table


@dataclass(frozen=True, slots=True)
class PresentText:
    """A plan's text by section. newest_file: id of the file that the plan was given last."""

    sections: dict[str, Any]
    digest: str
    newest_file: int | None


def present_text(plan_id: int) -> PresentText:
    """The text of a plan that is there."""
    rows = db.session.execute(_present, {"plan": plan_id}).all()
    sections = {row.key: json.loads(row.body) for row in rows}
    return PresentText(sections, rows[0].digest, rows[0].newest_file)


_plan, _section = table(Plan).c, table(Section).c
_present = (
    sa.select(_section.key, _section.body, _plan.digest, newest_file)
    .join_from(table(Section), table(Plan), _plan.id == _section.plan_id)
    .where(_section.plan_id == sa.bindparam("plan"))
)
