"""Working days, due dates, pauses. A day is a date in Bangkok; time is always an argument."""

import datetime as dt
from collections.abc import Collection
from functools import lru_cache

import holidays

_LABOUR_DAY = "วันแรงงานแห่งชาติ"
_SATURDAY = 5
_ONE = dt.timedelta(days=1)


@lru_cache(maxsize=64)
def _government_holidays(year: int) -> frozenset[dt.date]:
    days = holidays.country_holidays(
        "TH", years=year, categories=("public", "government"), language="th"
    )
    return frozenset(day for day, name in days.items() if not name.endswith(_LABOUR_DAY))


def is_working_day(
    day: dt.date, added: Collection[dt.date] = (), removed: Collection[dt.date] = ()
) -> bool:
    """Whether government offices work on a day.

    Weekends and government holidays are not working days; Labour Day is (it binds private
    employers). added: holidays that the cabinet adds late; removed: holidays it takes back.
    """
    if day in removed:
        return True
    weekend = day.weekday() >= _SATURDAY
    return not (weekend or day in added or day in _government_holidays(day.year))


def add_working_days(start: dt.date, days: int, added: Collection[dt.date] = ()) -> dt.date:
    """The day on which a term ends. It starts on the next working day: day one is after start."""
    day = start
    while days > 0:
        day += _ONE
        days -= is_working_day(day, added)
    return day


def working_days(start: dt.date, end: dt.date, added: Collection[dt.date] = ()) -> int:
    """Working days after `start` up to and including `end`; negative when end is before start."""
    if end < start:
        return -working_days(end, start, added)
    span = (end - start).days
    return sum(is_working_day(start + _ONE * n, added) for n in range(1, span + 1))


def due(entered: dt.date, allowed: int, used: int = 0, added: Collection[dt.date] = ()) -> dt.date:
    """When a stage is due: its clock goes on from the working days used in earlier visits.

    Whoever receives it back after a pause gets at least the next working day.
    """
    return add_working_days(entered, max(allowed - used, 1), added)


def days_left(today: dt.date, due_on: dt.date, added: Collection[dt.date] = ()) -> int:
    """Working days left until a due date; negative when it has passed, by working days."""
    return working_days(today, due_on, added)
