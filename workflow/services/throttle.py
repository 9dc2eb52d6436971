"""How often one may fail: counted in SQL, so that guessing is slowed also without Valkey."""

import datetime as dt
import hashlib
import math
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import Attempt, table
from workflow.states.refusals import TooMany

WINDOW = dt.timedelta(minutes=5)
MOST_BY_NAME, MOST_BY_ADDRESS, MOST_IN_ALL = 10, 10, 1_000
"""Failed sign-ins allowed within the window."""
_HOUR, _DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
_NOBODY = ""
"""Name of a failure that counts against its address alone: its person has signed in since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Where a request comes from. device: what the browser is known by, empty for a program."""

    address: str
    agent: str
    device: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """How many tries are allowed within a time; by: whose are counted together."""

    by: str
    most: int
    within: dt.timedelta


LIMITS: dict[str, tuple[Limit, ...]] = {
    "password": (
        Limit("name", MOST_BY_NAME, WINDOW),
        Limit("address", MOST_BY_ADDRESS, WINDOW),
        Limit("all", MOST_IN_ALL, WINDOW),
    ),
    "code": (
        Limit("name", 5, WINDOW),
        Limit("name", 20, _HOUR),
        Limit("name", 50, _DAY),
        Limit("address", 20, WINDOW),
    ),
    "reset": (Limit("name", 5, _DAY), Limit("address", 20, _DAY), Limit("all", 1_000, _HOUR)),
}


def digest(value: str) -> str:
    """SHA-256 of a token or name, as the tables keep it."""
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()


def not_too_often(kind: str, name_hash: str, visitor: Visitor, at: dt.datetime) -> None:
    """Raise TooMany when a limit of this kind is reached; it says when it no longer is."""
    values = {"name": name_hash, "address": visitor.address}
    found = db.session.execute(_counted(kind, at), values).one()
    counted = zip(LIMITS[kind], found[::2], found[1::2], strict=True)
    if full := [first + limit.within for limit, n, first in counted if n >= limit.most]:
        raise TooMany(math.ceil((max(full) - at).total_seconds()))


def note_try(kind: str, name_hash: str, visitor: Visitor, at: dt.datetime) -> None:
    """Count a try, in the caller's transaction, and forget those that count no more."""
    longest = max(limit.within for limit in LIMITS[kind])
    attempts = table(Attempt)
    db.session.execute(
        sa.delete(attempts).where(attempts.c.kind == kind, attempts.c.at <= at - longest)
    )
    values = {"kind": kind, "name_hash": name_hash, "address": visitor.address, "at": at}
    db.session.execute(sa.insert(attempts), values)


def forgive(name_hash: str) -> None:
    """Let the failures of a name no longer count against it, in the caller's transaction."""
    db.session.execute(_forgive, {"name": name_hash})


_WHOSE = {
    "name": Attempt.name_hash == sa.bindparam("name"),
    "address": Attempt.address == sa.bindparam("address"),
    "all": sa.true(),
}
_forgive = (
    sa.update(table(Attempt))
    .where(Attempt.name_hash == sa.bindparam("name"))
    .values(name_hash=_NOBODY)
)


def _counted(kind: str, at: dt.datetime) -> sa.Select[Any]:
    """For each limit of a kind, how many tries count and when the first of them was: one query."""
    columns: list[sa.ColumnElement[Any]] = []
    for limit in LIMITS[kind]:
        counts = sa.and_(_WHOSE[limit.by], Attempt.at > at - limit.within)
        columns.append(sa.func.count().filter(counts))
        columns.append(sa.func.min(Attempt.at, type_=Attempt.at.type).filter(counts))
    longest = max(limit.within for limit in LIMITS[kind])
    return sa.select(*columns).where(Attempt.kind == kind, Attempt.at > at - longest)
