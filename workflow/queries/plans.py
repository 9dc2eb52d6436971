"""Plans by number, for commands and for whoever replays."""

from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import Plan, Province, Section


def plan_seen(plan_id: int) -> Any:
    """Version, digest and stage of a plan as anyone who acts on it would see them."""
    return db.session.execute(
        sa.select(Plan.version, Plan.digest, Plan.stage).where(Plan.id == plan_id)
    ).one()


def section_versions(plan_id: int) -> dict[str, int]:
    """Versions of a plan's sections, by key."""
    rows = db.session.execute(
        sa.select(Section.key, Section.version).where(Section.plan_id == plan_id)
    )
    return {row.key: row.version for row in rows}


def all_plans() -> list[Any]:
    """Every plan, for `flask demo show`: id, province, stage, title."""
    query = (
        sa.select(Plan.id, Plan.province_code, Plan.stage, Plan.title, Province.name_en)
        .join(Province, Province.code == Plan.province_code)
        .order_by(Plan.id)
    )
    return list(db.session.execute(query))
