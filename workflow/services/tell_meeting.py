"""Owe what members and provinces are told of a meeting, in the caller's transaction."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from workflow.facts.people import holders_of, people_of_plan
from workflow.services.owe import Debt, owe
from workflow.states.facts import Person
from workflow.states.procedure import events
from workflow.thai.dates import local_day


def tell_committee(entry_id: int, person: Person, at: dt.datetime) -> None:
    """Invite everyone whom the invitation names, but who sends it."""
    day = local_day(at)
    people = {one for post in events()["meeting_invited"].tell for one in holders_of(post, day)}
    debt = Debt(entry_id=entry_id, plan_id=None, kind="meeting_invited", at=at)
    owe(debt, people - {person.id})


def tell_provinces(entry_id: int, plans: Iterable[Any], person: Person, at: dt.datetime) -> None:
    """Tell the people of each plan that it is on the agenda. plans: rows with id and province."""
    posts = set(events()["agenda_set"].tell)
    for plan in plans:
        people = people_of_plan(plan.id, plan.province_code, local_day(at))
        told = [one.actor.id for one in people if any(one.actor.holds(post) for post in posts)]
        debt = Debt(entry_id=entry_id, plan_id=plan.id, kind="agenda_set", at=at)
        owe(debt, set(told) - {person.id})
