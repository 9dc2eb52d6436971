"""Published procedures and outlines."""

from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import Outline, Procedure


def published() -> list[Any]:
    """Every published version: kind, name, version, sha256."""
    queries = [
        sa.select(sa.literal(kind).label("kind"), model.name, model.version, model.sha256)
        for kind, model in (("procedure", Procedure), ("outline", Outline))
    ]
    return list(db.session.execute(sa.union_all(*queries).order_by("kind", "name", "version")))
