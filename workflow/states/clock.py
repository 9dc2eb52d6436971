"""Working days, due dates, pauses. A day is a date in Bangkok; time is always an argument.

added, removed: holidays that the cabinet adds late or takes back, beside the calendar's own.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

import holidays

Days = Collection[dt.date]
_LABOUR_DAY = "วันแรงงานแห่งชาติ"
_SATURDAY = 5
_ONE = dt.timedelta(days=1)


@lru_cache(maxsize=64)
def _government_holidays(year: int) -> frozenset[dt.date]:
    days = holidays.country_holidays(
        "TH", years=year, categories=("public", "government"), language="th"
    )
    return frozenset(day for day, names in days.items() if not _is_labour_day(names))


def _is_labour_day(names: str) -> bool:
    """Labour Day or its substitute, and no other holiday on the same day."""
    return all(name.endswith(_LABOUR_DAY) for name in names.split("; "))


def is_working_day(day: dt.date, added: Days = (), removed: Days = ()) -> bool:
    """Whether government offices work on a day.

    Weekends and government holidays are not working days; Labour Day is (it binds private
    employers).
    """
    if day.weekday() >= _SATURDAY or day in added:
        return False
    return day in removed or day not in _government_holidays(day.year)


def add_working_days(start: dt.date, days: int, added: Days = (), removed: Days = ()) -> dt.date:
    """The day on which a term ends. It starts on the next working day: day one is after start."""
    day = start
    while days > 0:
        day += _ONE
        days -= is_working_day(day, added, removed)
    return day


def working_days(start: dt.date, end: dt.date, added: Days = (), removed: Days = ()) -> int:
    """Working days after `start` up to and including `end`; negative when end is before start."""
    if end < start:
        return -working_days(end, start, added, removed)
    if not added and not removed:
        years = sum(_into_year(dt.date(year, 12, 31)) for year in range(start.year, end.year))
        return years + _into_year(end) - _into_year(start)
    span = (end - start).days
    return sum(is_working_day(start + _ONE * n, added, removed) for n in range(1, span + 1))


@lru_cache(maxsize=4096)
def _into_year(day: dt.date) -> int:
    """Working days of a year up to and including a day. Lists ask for many spans: each is then a
    difference of two."""
    into = day.timetuple().tm_yday
    new_year = day - _ONE * (into - 1)
    return sum(is_working_day(new_year + _ONE * n) for n in range(into))


def due(
    entered: dt.date, allowed: int, used: int = 0, added: Days = (), removed: Days = ()
) -> dt.date:
    """When a stage is due: its clock goes on from the working days used in earlier visits.

    Whoever receives it back after a pause gets at least the next working day.
    """
    return add_working_days(entered, max(allowed - used, 1), added, removed)


def days_left(today: dt.date, due_on: dt.date, added: Days = (), removed: Days = ()) -> int:
    """Working days left until a due date; negative when it has passed, by working days."""
    return working_days(today, due_on, added, removed)


@dataclass(frozen=True, slots=True)
class Due:
    """A due date seen from a day. days_left: working days, negative when late. passed: whether the
    day is over, be it that no working day has gone by since."""

    on: dt.date
    days_left: int
    passed: bool


def standing(today: dt.date, due_on: dt.date, added: Days = (), removed: Days = ()) -> Due:
    """How a due date stands today."""
    return Due(due_on, days_left(today, due_on, added, removed), due_on < today)
