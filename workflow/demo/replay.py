"""Bring a sample plan to its stage by doing again what people did, on the days they did it.

What meetings did comes after that, from `demo.meetings`.
"""

import datetime as dt
import itertools
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from workflow.demo.documents import attachments, documents
from workflow.demo.world import read
from workflow.queries.person import person_by_username
from workflow.queries.plans import plan_seen, section_versions
from workflow.services.add_file import NewFile, add_file
from workflow.services.create_plan import NewPlan, create_plan
from workflow.services.decide import decide
from workflow.services.move_plan import Asked
from workflow.services.save_section import NewSection, save_section
from workflow.states.facts import Checked, Given, NewPoint, Person, Reply
from workflow.thai.dates import BANGKOK, local_day

MORNING = dt.time(3, 0, tzinfo=dt.UTC)
"""Ten o'clock in Bangkok, when the demo's people act."""
_USERNAMES = {"drafter": "drafter", "clinic_rep": "clinic", "pcso": "pcso"}

Act = Mapping[str, Any]


def replay(sample: Mapping[str, Any]) -> int:
    """Replay a plan's history up to what a meeting resolved on it; return the plan's id."""
    plan_id = begin(sample)
    for act in own_acts(sample):
        move(plan_id, sample, act)
    return plan_id


def begin(sample: Mapping[str, Any]) -> int:
    """Create a plan and write its first text, as its drafter did; return the plan's id."""
    create = sample["history"][0]
    at = moment(create)
    drafter = actor(sample, create)
    general = sample["sections"]["general"]
    new = NewPlan(
        province=sample["province"], round=general["round"], plan_type=general["plan_type"]
    )
    plan_id = create_plan(new, drafter, at)
    sections = _with_documents(sample)
    first = {
        key: {**body, **sample.get("first_submission", {}).get(key, {})}
        for key, body in sections.items()
    }
    _attach(plan_id, sections, drafter, at)
    _save(plan_id, first, drafter, at)
    return plan_id


def _with_documents(sample: Mapping[str, Any]) -> dict[str, Any]:
    """A plan's text with rows for the first of its documents, as many as it says."""
    sections = dict(sample["sections"])
    if n := sample.get("attached", 0):
        rows = attachments(sections)["files"][:n]
        made = {
            one.kind: one.digest for one in documents({**sections, "attachments": {"files": rows}})
        }
        sections["attachments"] = {"files": [{**row, "file": made[row["kind"]]} for row in rows]}
    return sections


def _attach(plan_id: int, sections: Mapping[str, Any], person: Person, at: dt.datetime) -> None:
    """Bring the documents that the attachments name."""
    for one in documents(sections):
        add_file(NewFile(plan_id=plan_id, name=one.name, content=one.content), person, at)


def own_acts(sample: Mapping[str, Any]) -> list[Act]:
    """What people did with a plan by themselves, from its beginning up to what a meeting resolved
    on it. Agendas and resolutions come with the meetings."""
    return _own(sample["history"])


def replay_after(meeting: str, plan_id: int, sample: Mapping[str, Any]) -> None:
    """Replay what people did after a meeting (n/พ.ศ.) had resolved on their plan, up to what the
    next one resolved."""
    acts = sample["history"]
    resolved = [n for n, act in enumerate(acts) if is_resolved(act, meeting)]
    for act in _own(acts[resolved[-1] + 1 :] if resolved else []):
        move(plan_id, sample, act)


def is_resolved(act: Act, meeting: str) -> bool:
    """Whether an act of a history is what a meeting resolved."""
    return bool(act.get("resolution", {}).get("meeting") == meeting)


def _own(acts: Iterable[Act]) -> list[Act]:
    before = itertools.takewhile(lambda act: "resolution" not in act, acts)
    return [act for act in before if "move" in act]


def move(plan_id: int, sample: Mapping[str, Any], act: Act) -> None:
    """Make a move of a plan's history; before one that resubmits, save what was corrected."""
    at = moment(act)
    person = actor(sample, act)
    if act["move"].startswith("resubmit"):
        _save(plan_id, _corrected(sample, act), person, at)
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


def _corrected(sample: Mapping[str, Any], act: Act) -> Mapping[str, Any]:
    """Sections that are saved before a plan is resubmitted: those the act names, else those that
    the first submission had otherwise."""
    first = sample.get("first_submission", {})
    return act.get("saves") or {key: sample["sections"][key] for key in first}


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


def actor(sample: Mapping[str, Any], act: Act) -> Person:
    """Who acted, by post: the clinic's people come from the institution that has the province."""
    role = act["role"]
    where = sample["province"]
    if role in ("drafter", "clinic_rep"):
        where = _clinic_of(where)
    name = "acting" if act["capacity"] == "acting" else _USERNAMES[role]
    person = person_by_username(f"{name}.{where}", local_day(moment(act)))
    if person is None:
        raise LookupError(f"nobody is {name}.{where}")
    return person


def _clinic_of(province: str) -> str:
    """Province whose clinic acts for a province: its own, or the caretaker's."""
    data = read("representation")
    home = {row["code"]: row["province"] for row in data["institutions"]}
    rows = {row["province"]: row for row in data["representation"]}
    return str(home[rows[province]["institution"]])


def moment(act: Act) -> dt.datetime:
    """When something was done: on its day at the time that it says, else in the morning."""
    time = dt.time.fromisoformat(act["time"]).replace(tzinfo=BANGKOK) if "time" in act else MORNING
    return dt.datetime.combine(dt.date.fromisoformat(act["date"]), time).astimezone(dt.UTC)
