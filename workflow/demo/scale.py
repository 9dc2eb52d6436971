"""Many more plans, for load tests: rows for lists, with nothing behind them.

Forty rounds of years gone by. A province has at most one open plan of a kind in a round; all of its
others there are approved, superseded or at another end.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from workflow.demo.load import NotLoaded
from workflow.demo.scale_rows import KINDS, Ground, rows
from workflow.extensions import db, settings
from workflow.facts.published import for_new_plans, newest, procedure_of
from workflow.models import Outline, Person, Province, Round
from workflow.services.add_unrecorded import add_unrecorded

ROUNDS = 40
_LAST_YEAR = 2569
_BUDDHIST = 543
_BATCH = 5_000


def scale(plans: int, at: dt.datetime) -> None:
    """Add so many plans. Raises NotLoaded in production, where the demo world is not loaded, or
    where it was done before.
    """
    if not settings().is_demo:
        raise NotLoaded("production holds no demo data")
    author = db.session.scalar(sa.select(sa.func.min(Person.id)))
    if author is None:
        raise NotLoaded("load the demo world first: flask demo load")
    rounds = [_round(year) for year in range(_LAST_YEAR - ROUNDS + 1, _LAST_YEAR + 1)]
    if db.session.get(Round, rounds[0]["code"]):
        raise NotLoaded("it was done here before: begin with a new database")
    ground = _ground(author, rounds, at)
    add_unrecorded(rounds, lambda: _batches(ground, plans))


def _ground(author: int, rounds: list[dict[str, Any]], at: dt.datetime) -> Ground:
    procedure_id = for_new_plans() or 0
    procedure = procedure_of(procedure_id)
    provinces = sa.select(Province.code).where(Province.is_province).order_by(Province.code)
    return Ground(
        provinces=list(db.session.scalars(provinces)),
        years=[(row["code"], row["fiscal_year_start"]) for row in rounds],
        stages=procedure.stages,
        at=at,
        plain={
            "procedure_id": procedure_id,
            "outline_id": newest(Outline, procedure.outline),
            "created_by": author,
            "version": 0,
            "urgent": False,
            "on_hold": False,
            "in_session": False,
        },
    )


def _round(year: int) -> dict[str, Any]:
    first = dt.date(year - _BUDDHIST - 1, 1, 1)
    return {
        "code": f"scale-{year}",
        "kind": "annual",
        "title_th": f"รอบทดสอบปริมาณงาน ปีงบประมาณ {year} (ข้อมูลสาธิต)",
        "title_en": f"Load test, fiscal year {year} (demonstration)",
        "plan_types": list(KINDS),
        "fiscal_year_start": year,
        "fiscal_year_end": year,
        "opens": first,
        "closes": first + dt.timedelta(days=180),
        "late_allowed": False,
        "invited": None,
        "ceiling_satang": None,
        "ceiling_sources": [],
    }


def _batches(ground: Ground, plans: int) -> Iterator[list[dict[str, Any]]]:
    batch = []
    for row in rows(ground, plans):
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
