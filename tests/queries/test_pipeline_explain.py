"""How each database reads the rows of the pipeline and of an inbox among twenty thousand plans: by
an index; what it sorts is never more than the open plans, however many others there are."""

import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.databases import Databases
from tests.queries.scaled import DAY, many
from tests.queries.test_pipeline import COMBINATIONS
from tests.services.acting import actor, count
from workflow.extensions import db
from workflow.models import Plan
from workflow.queries.inbox import inbox
from workflow.queries.pipeline_rows import Filters, Mark, late_ones, slice_of

pytestmark = pytest.mark.untraced
"""It loads thousands of plans: tracing them takes long."""

PLANS = 20_000
MIDDLE = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
MARKS = [None, Mark(MIDDLE, 1), Mark(MIDDLE, 1, back=True)]
ASKED = list(itertools.product(COMBINATIONS, MARKS))
FEW = (
    "USING INDEX uq_plan_open (province_code=? AND round_code=?)",
    "USING INDEX ix_plan_round_due (round_code=? AND due_on<?)",
)
"""Open plans of a province and round, one of each kind; those of a round that are late."""
_FIRST_OF_OTHERS = {
    "sqlite": r"MATERIALIZE \w+ SCAN plan USING INDEX ix_plan_due ",
    "postgresql": r"Limit .*Index Scan using ix_plan_due on plan \w+ \(actual rows=15 ",
}
_EXPLAIN = {
    "sqlite": "EXPLAIN QUERY PLAN ",
    "postgresql": "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) ",
}


@pytest.fixture(scope="module", params=list(_EXPLAIN))
def kind(request: pytest.FixtureRequest) -> str:
    """Both databases, one after the other."""
    return str(request.param)


@pytest.fixture(scope="module", autouse=True)
def world(
    kind: str, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Twenty thousand plans, analysed."""
    with many(databases, kind, tmp_path_factory.mktemp("many"), PLANS):
        yield


@pytest.fixture(autouse=True)
def inside() -> Iterator[None]:
    """Tests run in the world's context; none leaves a transaction open."""
    yield
    db.session.rollback()


@pytest.fixture(scope="module")
def plans(kind: str, world: None) -> list[tuple[Filters, list[str]]]:
    """What the database says of each list: its lines."""
    return [(filters, _explained(filters, mark)) for filters, mark in ASKED]


def test_each_list_is_read_by_an_index(plans: list[tuple[Filters, list[str]]]) -> None:
    for filters, lines in plans:
        whole = [line for line in lines if re.search(r"Seq Scan on plan|SCAN plan$", line)]
        assert not whole or filters.q, (filters, lines)


def test_late_ones_are_counted_among_the_open_plans(kind: str) -> None:
    late = {Filters(): "ix_plan_due", Filters(province="80"): "ix_plan_due"}
    late[Filters(round="scale-2569")] = "ix_plan_round_due"
    for filters, index in late.items():
        lines = _explained_of(partial(late_ones, filters, DAY))
        assert any(index in line for line in lines), lines


def test_an_inbox_finds_what_others_have_first_without_reading_all_that_is_open(kind: str) -> None:
    everywhere = actor("secretariat.1", TODAY)
    _, lines = _each_explained(lambda: inbox(everywhere, TODAY))
    assert re.search(_FIRST_OF_OTHERS[kind], " ".join(lines)), lines


def test_no_more_is_sorted_than_open_plans(
    kind: str, plans: list[tuple[Filters, list[str]]]
) -> None:
    most = count(Plan, Plan.is_open)
    assert most < PLANS / 4
    for filters, lines in plans:
        assert _sorted(kind, lines) <= most, (filters, lines)


def _sorted(kind: str, lines: list[str]) -> int:
    """How many rows a list sorts: on SQLite none, or the few that one of those indexes names."""
    if kind == "sqlite":
        text = " ".join(lines)
        few = any(index in text for index in FEW)
        return PLANS if "TEMP B-TREE" in text and not few else 0
    at = next((n for n, line in enumerate(lines) if "Sort " in line and "rows=" in line), None)
    if at is None:
        return 0
    below = next(line for line in lines[at + 1 :] if "->" in line)
    found = re.search(r"rows=(\d+)", below)
    return int(found[1]) if found else PLANS


def _explained(filters: Filters, mark: Mark | None) -> list[str]:
    """The plan of the list's own statement, with its own values."""
    return _explained_of(lambda: slice_of(filters, DAY, mark))


def _explained_of(read: Callable[[], object]) -> list[str]:
    """The plan of the one statement on plans that something sends."""
    (lines,) = _each_explained(read)
    return lines


def _each_explained(read: Callable[[], object]) -> list[list[str]]:
    """The plan of each statement on plans that something sends."""
    sent: list[tuple[str, Any]] = []

    def note(connection: Any, cursor: Any, statement: str, values: Any, *rest: Any) -> None:
        if re.search('FROM "?plan', statement):
            sent.append((statement, values))

    db.session.rollback()
    sa.event.listen(db.engine, "before_cursor_execute", note)
    read()
    sa.event.remove(db.engine, "before_cursor_execute", note)
    connection = db.session.connection()
    explain = _EXPLAIN[connection.dialect.name]
    found = [connection.exec_driver_sql(explain + statement, values) for statement, values in sent]
    return [[str(row[-1]) for row in rows] for rows in found]
