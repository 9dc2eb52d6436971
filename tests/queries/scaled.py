"""A database with many plans, made once for all tests of a file, and what its rows say."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from tests.conftest import TODAY
from tests.databases import Databases, running
from workflow.demo.scale import scale
from workflow.extensions import db
from workflow.models import Plan
from workflow.queries.areas import areas
from workflow.queries.pipeline_rows import DUE, MOVED, SINCE, Filters
from workflow.thai.dates import local_day
from workflow.thai.text import fold

DAY = local_day(TODAY)


@contextlib.contextmanager
def many(databases: Databases, backend: str, folder: Path, plans: int) -> Iterator[Flask]:
    """The demo world with so many plans more, in its context."""
    made = databases.copy("demo", backend, folder)
    with made as settings, running(settings) as product, product.app_context():
        scale(plans, TODAY)
        yield product


def all_rows() -> list[Any]:
    """Every plan, newest move first."""
    db.session.rollback()
    rows = db.session.execute(sa.select(*Plan.__table__.columns)).all()
    return sorted(rows, key=lambda row: (row.last_at, row.id), reverse=True)


def in_order(rows: list[Any], order: str) -> list[int]:
    """Plans that a list of that order has, as it has them."""
    if order == MOVED:
        return [row.id for row in rows]
    name = {DUE: "due_on", SINCE: "stage_since"}[order]
    listed = [row for row in rows if row.is_open and getattr(row, name)]
    return [row.id for row in sorted(listed, key=lambda row: (getattr(row, name), row.id))]


def fits(row: Any, filters: Filters) -> bool:
    """Whether a filter names a plan, said once more in plain words."""
    area = areas()[row.province_code]
    return (
        filters.round in (None, row.round_code)
        and filters.stage in (None, row.stage)
        and filters.province in (None, row.province_code)
        and filters.region in (None, area.region.en.lower())
        and filters.cluster in (None, area.cluster)
        and (filters.holder is None or (row.is_open and row.held_by == filters.holder))
        and (not filters.overdue or (row.is_open and row.due_on is not None and row.due_on < DAY))
        and (fold(filters.q) in row.title_fold)
    )
