"""Bring a sample plan to its stage by doing again what people did, on the days they did it.

What meetings did comes after that, from `demo.meetings`.
"""

import datetime as dt
import itertools
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from workflow.demo.world import read
from workflow.queries.person import person_by_username
from workflow.queries.plans import plan_seen, section_versions
from workflow.services.create_plan import NewPlan, create_plan
from workflow.services.decide import decide
from workflow.services.move_plan import Asked
from workflow.services.save_section import NewSection, save_section
from workflow.states.facts import Checked, Given, NewPoint, Person, Reply
from workflow.thai.dates import local_day

MORNING = dt.time(3, 0, tzinfo=dt.UTC)
"""Ten o'clock in Bangkok, when the demo's people act."""
_USERNAMES = {"drafter": "drafter", "clinic_rep": "clinic", "pcso": "pcso"}
Act = Mapping[str, Any]


def replay(sample: Mapping[str, Any]) -> int:
    """Replay a plan's history up to what a meeting resolved on it; return the plan's id."""
    create, *acts = sample["history"]
    at = _at(create)
    drafter = _actor(sample, create, at)
    general = sample["sections"]["general"]
    new = NewPlan(
        province=sample["province"], round=general["round"], plan_type=general["plan_type"]
    )
    plan_id = create_plan(new, drafter, at)
    first = {
        key: {**body, **sample.get("first_submission", {}).get(key, {})}
        for key, body in sample["sections"].items()
    }
    _save(plan_id, first, drafter, at)
    _go_on(plan_id, sample, acts)
    return plan_id


def replay_after(meeting: str, plan_id: int, sample: Mapping[str, Any]) -> None:
    """Replay what people did after a meeting (n/พ.ศ.) had resolved on their plan, up to what the
    next one resolved."""
    acts = sample["history"]
    resolved = [n for n, act in enumerate(acts) if is_resolved(act, meeting)]
    _go_on(plan_id, sample, acts[resolved[-1] + 1 :] if resolved else [])


def is_resolved(act: Act, meeting: str) -> bool:
    """Whether an act of a history is what a meeting resolved."""
    return bool(act.get("resolution", {}).get("meeting") == meeting)


def _go_on(plan_id: int, sample: Mapping[str, Any], acts: Iterable[Act]) -> None:
    """Do what people did by themselves; agendas and resolutions come with the meetings."""
    for act in itertools.takewhile(lambda act: "resolution" not in act, acts):
        if "move" in act:
            _move(plan_id, sample, act)


def _move(plan_id: int, sample: Mapping[str, Any], act: Act) -> None:
    at = _at(act)
    person = _actor(sample, act, at)
    if act["move"].startswith("resubmit"):
        changed = sample.get("first_submission", {})
        _save(plan_id, {key: sample["sections"][key] for key in changed}, person, at)
    seen = plan_seen(plan_id)
    asked = Asked(
        plan_id=plan_id,
        move=act["move"],
        version=seen.version,
        digest=seen.digest,
        operation_id=secrets.token_urlsafe(16),
        given=_given(act),
    )
    decide(asked, replace(person, fresh=True), at + dt.timedelta(minutes=20))


def _save(plan_id: int, bodies: Mapping[str, Any], person: Person, at: dt.datetime) -> None:
    versions = section_versions(plan_id)
    for number, (key, body) in enumerate(bodies.items()):
        new = NewSection(plan_id=plan_id, key=key, body=body, version=versions[key])
        save_section(new, person, at + dt.timedelta(minutes=number))


def _given(act: Act) -> Given:
    due = act.get("due")
    return Given(
        reason=act.get("reason", ""),
        opinion=act.get("opinion", ""),
        order=act.get("order", ""),
        summary=act.get("summary", ""),
        points=tuple(_point(point) for point in act.get("points", ())),
        replies=tuple(Reply(r["point"], r["answer"], r["text"]) for r in act.get("replies", ())),
        ticks=frozenset(act.get("ticks", ())),
        checklist=tuple(Checked(**item) for item in act.get("checklist", ())),
        warnings=frozenset(act.get("warnings_acknowledged", ())),
        due=dt.date.fromisoformat(due) if due else None,
    )


def _point(point: Act) -> NewPoint:
    return NewPoint(
        section=point["section"],
        field=point["field"],
        text=point["text"],
        blocking=point["blocking"],
        row=point["row"],
    )


def _actor(sample: Mapping[str, Any], act: Act, at: dt.datetime) -> Person:
    """Who acted, by post: the clinic's people come from the institution that has the province."""
    role = act["role"]
    where = sample["province"]
    if role in ("drafter", "clinic_rep"):
        where = _clinic_of(where)
    name = "acting" if act["capacity"] == "acting" else _USERNAMES[role]
    person = person_by_username(f"{name}.{where}", local_day(at))
    if person is None:
        raise LookupError(f"nobody is {name}.{where}")
    return person


def _clinic_of(province: str) -> str:
    """Province whose clinic acts for a province: its own, or the caretaker's."""
    data = read("representation")
    home = {row["code"]: row["province"] for row in data["institutions"]}
    rows = {row["province"]: row for row in data["representation"]}
    return str(home[rows[province]["institution"]])


def _at(act: Act) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(act["date"]), MORNING)
