"""Counters say what counting would say, whatever is done to plans."""

import pytest
import sqlalchemy as sa

from tests.services.acting import (
    NAKHON,
    PATTANI,
    RECOMMENDED,
    SAMUT_SONGKHRAM,
    act,
    statements,
)
from workflow.extensions import db
from workflow.models import Counter, Plan
from workflow.services.count_plan import count_plan
from workflow.states.facts import Given

pytestmark = pytest.mark.both


def counted() -> set[tuple[object, ...]]:
    rows = db.session.execute(
        sa.select(Counter.province_code, Counter.round_code, Counter.stage, Counter.n)
    )
    return {tuple(row) for row in rows if row.n}


def there() -> set[tuple[object, ...]]:
    where = (Plan.province_code, Plan.round_code, Plan.stage)
    rows = db.session.execute(sa.select(*where, sa.func.count()).group_by(*where))
    return {tuple(row) for row in rows}


def test_the_demo_is_counted_as_it_stands() -> None:
    assert counted() == there() != set()


def test_moves_are_counted() -> None:
    act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    act("pcso.80", NAKHON, "endorse")
    act("drafter.95", PATTANI, "withdraw", Given(reason="ขอถอนเรื่อง"))
    assert counted() == there()


def test_staying_costs_nothing() -> None:
    assert statements(lambda: count_plan("75", "x", "draft", "draft")) == []
