"""The rows of plans that `flask demo scale` makes: the same for the same number and day."""

import datetime as dt
import functools
import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from workflow.demo.draw import filled
from workflow.demo.setting import places, provinces, topics
from workflow.services.keep_title import title_columns
from workflow.states import clock
from workflow.states.procedure import Stage
from workflow.thai.dates import local_day
from workflow.thai.words import area_th

KINDS = ("annual", "five_year")
_SEED = 2569
_OPEN_PER_CENT = 35
_OPEN_DAYS, _YEARS = 60, 15
"""How long ago an open plan may have moved last, and one at its end."""
_ENDS = ("approved",) * 16 + ("superseded",) * 2 + ("declined", "rejected", "withdrawn")
_TOGETHER_PER_CENT = 10
"""Of how many plans the last move was made at the same moment as that of the plan before."""

_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ground:
    """What plans are made on. years: codes of rounds, each with its Buddhist year. plain: what
    all plans have in common."""

    provinces: Sequence[str]
    years: Sequence[tuple[str, int]]
    stages: Sequence[Stage]
    at: dt.datetime
    plain: _Row


def rows(ground: Ground, plans: int) -> Iterator[_Row]:
    """So many rows for the table of plans."""
    draw = random.Random(_SEED)  # noqa: S311 - rows of a load test, no secrets
    stage = {stage.code: stage for stage in ground.stages}
    waiting = [one for one in ground.stages if one.held_by]
    taken: set[tuple[str, str, str]] = set()
    at = ground.at
    for number in range(plans):
        (code, year), kind = draw.choice(ground.years), draw.choice(KINDS)
        place = (draw.choice(ground.provinces), code, kind)
        is_open = place not in taken and draw.randrange(100) < _OPEN_PER_CENT
        if is_open:
            taken.add(place)
        here = draw.choice(waiting) if is_open else stage[draw.choice(_ENDS)]
        if draw.randrange(100) >= _TOGETHER_PER_CENT or is_open:
            at = _moved(draw, ground.at, is_open)
        yield {**ground.plain, **_placed(place, year, draw), **_standing(here, at, number, draw)}


def _moved(draw: random.Random, now: dt.datetime, is_open: bool) -> dt.datetime:
    """When a plan moved last: whole seconds."""
    days = _OPEN_DAYS if is_open else 365 * _YEARS
    return now.replace(microsecond=0) - dt.timedelta(seconds=draw.randrange(60, 86_400 * days))


def _placed(place: tuple[str, str, str], year: int, draw: random.Random) -> _Row:
    province, code, kind = place
    topic = draw.choice(list(_products(province)))
    projects = draw.randrange(3, 15)
    return {
        "province_code": province,
        "round_code": code,
        "plan_type": kind,
        "projects": projects,
        "total_satang": projects * draw.randrange(10_000_000, 900_000_000, 100_000),
        "revision": draw.randrange(1, 4),
        **_title(province, topic, year),
    }


def _standing(here: Stage, at: dt.datetime, number: int, draw: random.Random) -> _Row:
    day = local_day(at)
    due = clock.due(day, here.working_days) if here.held_by and here.working_days else None
    return {
        "stage": here.code,
        "held_by": here.held_by,
        "is_open": here.held_by is not None and not here.final,
        "before_committee": here.phase in ("committee", "closed"),
        "returned_by": "clinic_review" if here.code == "returned" else None,
        "late": draw.randrange(20) == 0,
        "digest": hashlib.sha256(f"scale {number}".encode()).hexdigest(),
        "created_at": at - dt.timedelta(days=draw.randrange(10, 200)),
        "stage_since": at,
        "due_on": due,
        "last_act": "move",
        "last_at": at,
    }


@functools.cache
def _products(province: str) -> dict[str, str]:
    """Products by topic, of the province, or of another where the generator has none for it."""
    known = places()
    others = sorted(known)
    found = known.get(province) or known[others[int(province) % len(others)]]
    products: dict[str, str] = found["topics"]
    return products


@functools.cache
def _title(province: str, topic: str, year: int) -> dict[str, str]:
    area = area_th(provinces()[province]["name_th"])
    values = {"p": _products(province)[topic], "d": area, "province": area}
    return title_columns(f"{filled(topics()[topic]['issue'], values)} {area} พ.ศ. {year}", "")
