"""Working days as Thai government offices count them."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import workflow
from tests.thai.patience import PATIENT
from workflow.states import clock

SAMPLES = Path(workflow.__path__[0]) / "demo" / "sample_plans.json"
PLANS = json.loads(SAMPLES.read_text(encoding="utf-8"))["plans"]
WAITS: list[dict[str, Any]] = [wait for plan in PLANS for wait in plan["waits"]]
LEFT = [wait for wait in WAITS if wait["left"]]
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31))
SOME_DAYS = st.frozensets(DAYS, max_size=5)
TERMS = st.integers(min_value=0, max_value=40)
MONDAY = dt.date(2026, 11, 23)
ONE = dt.timedelta(days=1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def no_years_known() -> Iterator[None]:
    """The years' holidays are looked up anew, and again afterwards."""
    clock._government_holidays.cache_clear()
    yield
    clock._government_holidays.cache_clear()


@pytest.mark.parametrize("wait", WAITS, ids=lambda wait: str(wait["stage"]))
def test_a_stay_is_due_when_the_samples_say(wait: dict[str, Any]) -> None:
    due = clock.due(day(wait["entered"]), wait["allowed"], wait["used_before"])
    given_by_the_returner = wait["stage"] == "returned"
    assert given_by_the_returner or due == day(wait["due"])


@pytest.mark.parametrize("wait", LEFT)
def test_a_stay_took_as_long_as_the_samples_say(wait: dict[str, Any]) -> None:
    assert clock.working_days(day(wait["entered"]), day(wait["left"])) == wait["working_days"]


@pytest.mark.parametrize("wait", LEFT)
def test_a_stay_was_late_when_the_samples_say(wait: dict[str, Any]) -> None:
    assert (clock.days_left(day(wait["left"]), day(wait["due"])) < 0) is wait["late"]


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("2026-11-20", True),
        ("2026-11-21", False),
        ("2026-11-22", False),
        ("2026-05-01", True),
        ("2027-05-01", False),
        ("2027-05-03", True),
        ("2026-06-01", False),
        ("2026-12-07", False),
        ("2027-04-12", True),
        ("2027-04-13", False),
        ("2027-04-14", False),
        ("2027-04-15", False),
        ("2026-05-13", False),
        ("2026-10-13", False),
        ("2026-12-31", False),
        ("2027-01-01", False),
    ],
)
def test_offices_work_on_a_day_or_not(text: str, works: bool) -> None:
    assert clock.is_working_day(day(text)) is works


@pytest.mark.parametrize("year", range(2015, 2040))
def test_labour_day_and_its_substitute_are_days_of_work(year: int) -> None:
    days = [dt.date(year, 5, n) for n in (1, 2, 3)]
    worked = [on for on in days if clock.is_working_day(on)]
    assert worked == [on for on in days if on.weekday() < 5]


@pytest.mark.parametrize(
    ("names", "is_it"),
    [
        ("วันแรงงานแห่งชาติ", True),
        ("ชดเชยวันแรงงานแห่งชาติ", True),
        ("วันวิสาขบูชา; วันแรงงานแห่งชาติ", False),
        ("วันแรงงานแห่งชาติ; วันวิสาขบูชา", False),
        ("วันวิสาขบูชา", False),
    ],
)
def test_a_holiday_beside_labour_day_is_one_of_offices(
    names: str, is_it: bool, no_years_known: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {dt.date(2026, 5, 1): names}
    monkeypatch.setattr("holidays.country_holidays", lambda *args, **kwargs: found)
    assert clock.is_working_day(dt.date(2026, 5, 1)) is is_it


def test_a_holiday_that_is_added_late_is_no_working_day() -> None:
    assert not clock.is_working_day(MONDAY, added={MONDAY})
    assert clock.add_working_days(MONDAY - 3 * ONE, 1, added={MONDAY}) == MONDAY + ONE
    assert clock.working_days(MONDAY - 3 * ONE, MONDAY, added={MONDAY}) == 0
    assert clock.due(MONDAY - 3 * ONE, 1, added={MONDAY}) == MONDAY + ONE
    assert clock.days_left(MONDAY - 3 * ONE, MONDAY + ONE, added={MONDAY}) == 1


def test_a_holiday_that_is_taken_back_is_a_working_day() -> None:
    songkran = dt.date(2027, 4, 13)
    before = songkran - ONE
    assert clock.is_working_day(songkran, removed={songkran})
    assert clock.add_working_days(before, 1, removed={songkran}) == songkran
    assert clock.working_days(before, songkran, removed={songkran}) == 1
    assert clock.working_days(songkran, before, removed={songkran}) == -1
    assert clock.due(before, 1, removed={songkran}) == songkran
    assert clock.days_left(before, songkran, removed={songkran}) == 1


@pytest.mark.parametrize("ahead", [5, 6])
def test_a_weekend_stays_a_weekend_whatever_is_taken_back(ahead: int) -> None:
    weekend = MONDAY + ahead * ONE
    assert not clock.is_working_day(weekend, removed={weekend})


def test_what_is_added_again_counts_more_than_what_was_taken_back() -> None:
    assert not clock.is_working_day(MONDAY, added={MONDAY}, removed={MONDAY})


@pytest.mark.parametrize(
    ("allowed", "used", "ahead"),
    [(7, 0, 9), (7, 5, 2), (7, 6, 1), (7, 7, 1), (7, 20, 1), (5, 0, 7)],
)
def test_the_clock_goes_on_and_leaves_a_day_at_least(allowed: int, used: int, ahead: int) -> None:
    assert clock.due(MONDAY, allowed, used) == MONDAY + ahead * ONE


def test_a_first_visit_has_used_nothing() -> None:
    assert clock.due(MONDAY, 3) == MONDAY + 3 * ONE


@pytest.mark.parametrize(("today", "left"), [(-1, 3), (0, 2), (1, 1), (2, 0), (3, -1), (7, -3)])
def test_days_left_count_down_and_then_up(today: int, left: int) -> None:
    assert clock.days_left(MONDAY + today * ONE, MONDAY + 2 * ONE) == left


@PATIENT
@given(DAYS, TERMS, SOME_DAYS, SOME_DAYS)
def test_a_term_has_as_many_working_days_as_it_should(
    start: dt.date, term: int, added: frozenset[dt.date], removed: frozenset[dt.date]
) -> None:
    end = clock.add_working_days(start, term, added, removed)
    assert clock.working_days(start, end, added, removed) == term
    assert clock.working_days(end, start, added, removed) == -term


@PATIENT
@given(DAYS, st.integers(min_value=1, max_value=40), SOME_DAYS, SOME_DAYS)
def test_a_term_ends_on_a_working_day(
    start: dt.date, term: int, added: frozenset[dt.date], removed: frozenset[dt.date]
) -> None:
    end = clock.add_working_days(start, term, added, removed)
    assert clock.is_working_day(end, added, removed)
    assert end.weekday() < 5
    assert end not in added


@PATIENT
@given(DAYS, TERMS, TERMS, st.integers(min_value=0, max_value=30))
def test_later_or_longer_never_ends_earlier(
    start: dt.date, term: int, more: int, later: int
) -> None:
    end = clock.add_working_days(start, term)
    assert clock.add_working_days(start, term + more) >= end
    assert clock.add_working_days(start + later * ONE, term) >= end


@PATIENT
@given(DAYS, TERMS, SOME_DAYS)
def test_a_holiday_more_never_ends_a_term_earlier(
    start: dt.date, term: int, added: frozenset[dt.date]
) -> None:
    assert clock.add_working_days(start, term, added) >= clock.add_working_days(start, term)


@pytest.mark.parametrize(
    ("today", "days_left", "passed"),
    [
        ("2026-11-19", 1, False),
        ("2026-11-20", 0, False),
        ("2026-11-21", 0, True),
        ("2026-11-23", -1, True),
    ],
)
def test_a_due_date_passes_with_its_day(today: str, days_left: int, passed: bool) -> None:
    friday = dt.date(2026, 11, 20)
    due = clock.Due(friday, days_left, passed)
    assert clock.standing(dt.date.fromisoformat(today), friday) == due


def test_a_due_date_stands_with_the_holidays_that_came_or_went() -> None:
    friday, monday = dt.date(2026, 11, 20), dt.date(2026, 11, 23)
    assert clock.standing(friday, monday + ONE, added={monday}).days_left == 1
    songkran = dt.date(2027, 4, 13)
    assert clock.standing(songkran - ONE, songkran, removed={songkran}).days_left == 1
