"""Tell plans again in the order in which it all happened, so that the record, notices and mail
stand as they would had people worked with the product all year.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from workflow.demo.meetings import Held, announcing, call, hold, is_held, opening
from workflow.demo.outlines import SECOND_AT, publish_second
from workflow.demo.replay import actor, begin, moment, move, own_acts
from workflow.models import Outbox
from workflow.queries.demo import newest_notice, owed_before, unread_before
from workflow.services.claim_owed import claim_owed
from workflow.services.read_notices import read_notices
from workflow.services.settle_message import settle_message

Plan = Mapping[str, Any]
Meeting = Mapping[str, Any]
LAST_LOOK = dt.datetime(2026, 11, 17, 1, 0, tzinfo=dt.UTC)
"""Until then everyone has read their notices; what came later may be unread."""


@dataclass(frozen=True, slots=True)
class _Event:
    """Something that happened, and what to do so that it happens again."""

    at: dt.datetime
    again: Callable[[], None]


def tell(
    samples: Sequence[Plan], generated: Sequence[Plan], meetings: Sequence[Meeting]
) -> dict[str, int]:
    """Replay plans and meetings, act by act, in the order of time; return ids by key.

    The samples are begun first: their ids are known to tests and people.
    """
    ids = {plan["key"]: begin(plan) for plan in samples}
    known = len(ids)
    events = [*_moves(samples, ids), *_lives(generated, ids), _Event(SECOND_AT, publish_second)]
    plans = {plan["key"]: plan for plan in (*samples, *generated)}
    events += [event for data in meetings for event in _meeting(data, plans, ids)]
    for event in sorted(events, key=lambda event: event.at):
        event.again()
        _post(event.at + dt.timedelta(hours=1), known)
    _read_until(LAST_LOOK)
    return ids


def _lives(plans: Iterable[Plan], ids: dict[str, int]) -> Iterator[_Event]:
    """How plans are begun, and what is done with them."""
    plans = list(plans)
    for plan in plans:
        yield _Event(moment(plan["history"][0]), partial(_begin, plan, ids))
    yield from _moves(plans, ids)


def _meeting(data: Meeting, plans: Mapping[str, Plan], ids: Mapping[str, int]) -> Iterator[_Event]:
    """How a meeting is called, and held where something came of it."""
    called: list[Held] = []
    yield _Event(announcing(data), lambda: called.append(call(data, plans, ids)))
    if is_held(data):
        yield _Event(opening(data), lambda: hold(called[0]))


def _begin(plan: Plan, ids: dict[str, int]) -> None:
    ids[plan["key"]] = begin(plan)


def _moves(plans: Iterable[Plan], ids: Mapping[str, int]) -> Iterator[_Event]:
    for plan in plans:
        for act in own_acts(plan):
            yield _Event(moment(act), partial(_move, plan, ids, act))


def _move(plan: Plan, ids: Mapping[str, int], act: Mapping[str, Any]) -> None:
    """Whoever acts has read their notices first."""
    read_notices(actor(plan, act).id, newest_notice(), moment(act))
    move(ids[plan["key"]], plan, act)


def _post(at: dt.datetime, known: int) -> None:
    """Settle the mail of generated plans as sent at its time: it is history and shall not go out
    when the demo starts. known: the highest id of the samples, whose mail waits to be sent."""
    if owed := owed_before(at, known):
        for claim in claim_owed(Outbox, owed, at):
            settle_message(claim, at)


def _read_until(at: dt.datetime) -> None:
    for person_id, newest in unread_before(at):
        read_notices(person_id, newest, at)
