"""The pipeline's rows against plain Python over all of them, on both databases."""

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.databases import Databases
from tests.queries.scaled import DAY, all_rows, fits, in_order, many
from tests.services.acting import by_hand, statements
from workflow.extensions import db
from workflow.models import Plan
from workflow.queries.pipeline import counts, pipeline
from workflow.queries.pipeline_rows import (
    DUE,
    PAGE,
    SINCE,
    Filters,
    Mark,
    are_more_than,
    batches,
    late_ones,
    mark_of,
    slice_of,
)

pytestmark = pytest.mark.untraced
"""It loads thousands of plans: tracing them takes long."""

CHOICES: dict[str, list[Any]] = {
    "round": [None, "scale-2569"],
    "stage": [None, "approved", "returned"],
    "province": [None, "80"],
    "region": [None, "south"],
    "cluster": [None, "S1"],
    "holder": [None, "drafter"],
    "overdue": [False, True],
    "q": ["", "ผู้สูงอายุ"],
}
_minutes = itertools.count(1)
COMBINATIONS = [
    Filters(**dict(zip(CHOICES, values, strict=True)))
    for values in itertools.product(*CHOICES.values())
]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def world(
    request: pytest.FixtureRequest,
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Three thousand plans."""
    with many(databases, request.param, tmp_path_factory.mktemp("many"), 3_000):
        yield


@pytest.fixture(autouse=True)
def inside(world: None) -> Iterator[None]:
    """Tests run in the world's context; none leaves a transaction open."""
    yield
    db.session.rollback()


def test_every_combination_of_filters_names_what_plain_python_names() -> None:
    rows = all_rows()
    for filters in COMBINATIONS:
        found = [row.id for batch in batches(filters, DAY) for row in batch]
        assert found == [row.id for row in rows if fits(row, filters)], filters


def test_no_filter_is_idle() -> None:
    rows = all_rows()
    for name, (nothing, *others) in CHOICES.items():
        for value in others:
            some = [row for row in rows if fits(row, Filters(**{name: value}))]
            assert 0 < len(some) < len(rows), (name, nothing)


def test_a_page_is_the_beginning_of_the_list() -> None:
    rows = all_rows()
    for filters in COMBINATIONS:
        wanted = [row.id for row in rows if fits(row, filters)]
        page = slice_of(filters, DAY, None)
        assert [row.id for row in page.rows] == wanted[:PAGE]
        assert (page.newer, page.older) == (False, len(wanted) > PAGE)


@pytest.mark.parametrize("order", [DUE, SINCE])
@pytest.mark.parametrize("asked", [{}, {"region": "south"}, {"overdue": True}])
def test_an_order_by_day_pages_there_and_back(order: str, asked: dict[str, Any]) -> None:
    filters = Filters(order=order, **asked)
    wanted = in_order([row for row in all_rows() if fits(row, filters)], order)
    seen, mark, page = list[int](), None, slice_of(filters, DAY, None)
    while page.rows:
        seen += [row.id for row in page.rows]
        before = slice_of(filters, DAY, mark_of(filters, page.rows[0], back=True))
        assert [row.id for row in before.rows] == seen[: -len(page.rows)][-PAGE:]
        mark = mark_of(filters, page.rows[-1])
        page = slice_of(filters, DAY, mark)
    assert seen == wanted
    assert [row.id for batch in batches(filters, DAY) for row in batch] == wanted


@pytest.mark.parametrize("rounds", [None, "scale-2569"])
def test_late_ones_are_counted_in_round_and_areas_whatever_else_is_asked(
    rounds: str | None,
) -> None:
    wide = Filters(region="south", round=rounds, overdue=True)
    number = sum(fits(row, wide) for row in all_rows())
    assert number
    assert late_ones(replace(wide, stage="draft", q="x", order=DUE), DAY) == number


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_more_than_so_many_is_known(more: int) -> None:
    filters = Filters(stage="returned")
    number = sum(fits(row, filters) for row in all_rows())
    assert are_more_than(number + more, filters, DAY) is (more < 0)


def forward(filters: Filters) -> Iterator[list[int]]:
    """Pages from the newest to the oldest."""
    mark, older = None, True
    while older:
        page = slice_of(filters, DAY, mark)
        yield [row.id for row in page.rows]
        mark, older = Mark(page.rows[-1].last_at, page.rows[-1].id), page.older


def backward(filters: Filters) -> Iterator[list[int]]:
    """Pages from behind the oldest to the newest."""
    mark, newer = Mark(dt.datetime(2000, 1, 1, tzinfo=dt.UTC), 0, back=True), True
    while newer:
        page = slice_of(filters, DAY, mark)
        yield [row.id for row in page.rows]
        mark, newer = Mark(page.rows[0].last_at, page.rows[0].id, back=True), page.newer


@pytest.mark.parametrize("filters", [Filters(), Filters(stage="approved")])
def test_back_shows_what_forward_showed(filters: Filters) -> None:
    wanted = [row.id for row in all_rows() if fits(row, filters)]
    there, back = list(forward(filters)), list(backward(filters))
    assert [one for page in there for one in page] == wanted
    assert [one for page in reversed(back) for one in page] == wanted
    assert {len(page) for page in there[:-1]} == {PAGE}


@pytest.mark.parametrize("walk", [forward, backward])
@pytest.mark.parametrize("filters", [Filters(), Filters(stage="approved")])
def test_each_plan_is_shown_once_while_others_move(filters: Filters, walk: Any) -> None:
    wanted = [row.id for row in all_rows() if fits(row, filters)]
    moved: set[int] = set()
    shown: list[int] = []
    for page in walk(filters):
        shown += page
        ahead = next((one for one in reversed(wanted) if one not in {*shown, *moved}), page[0])
        moved |= {page[0], ahead}
        _move([page[0], ahead])
    stayed = [one for one in wanted if one not in moved]
    assert sorted(one for one in shown if one not in moved) == sorted(stayed)
    if walk is forward:
        assert max(Counter(shown).values()) == 1


def _move(ids: list[int]) -> None:
    """Some plans move, later than any before."""
    at = TODAY + dt.timedelta(minutes=next(_minutes))
    by_hand(sa.update(Plan).where(Plan.id.in_(ids)).values(last_at=at))


def test_a_page_asks_four_questions_and_never_counts_rows_off() -> None:
    mark = Mark(TODAY, 1)
    sent = statements(lambda: pipeline(Filters(stage="returned"), counts(None), TODAY, mark))
    assert len(sent) == 4
    if db.engine.dialect.name == "postgresql":  # for SQLite SQLAlchemy always writes one, of 0
        assert not any("OFFSET" in statement.upper() for statement in sent)
