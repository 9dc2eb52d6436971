"""What people did with a generated plan, act by act, in the form of sample_plans.json."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflow.demo.corrections import Correction, changed, uncorrected
from workflow.demo.draw import Draw
from workflow.demo.setting import Setting, writings
from workflow.outline.checks_projects import READY_TO_TRANSFER
from workflow.states import clock, procedure

Act = dict[str, Any]
RETURNS = ("clinic_return", "pcso_return")
_ROLES = {
    **dict.fromkeys(("create", "submit", "resubmit", "withdraw"), "drafter"),
    **dict.fromkeys(("clinic_return", "recommend"), "clinic_rep"),
    **dict.fromkeys(("pcso_return", "endorse", "decline"), "pcso"),
}
_GAPS = {
    "submit": (10, 24),
    "clinic_return": (3, 8),
    "recommend": (3, 9),
    "resubmit": (3, 8),
    "pcso_return": (2, 6),
    "endorse": (2, 6),
    "decline": (3, 6),
    "withdraw": (2, 6),
}
"""Working days from the step before to a step."""
_TO_CORRECT = 10
"""Working days that a return gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A plan's steps with their days, its final text, and what each return had corrected."""

    setting: Setting
    steps: Sequence[str]
    days: Sequence[dt.date]
    sections: Mapping[str, Any]
    rounds: Sequence[Sequence[Correction]]
    stand_in: Mapping[str, Any] | None = None


def days_of(draw: Draw, steps: Sequence[str], when: Sequence[Any], opens: dt.date) -> list[dt.date]:
    """The days of steps, of which one was made between two days; none before the round opens."""
    name, first, last = when
    fixed = len(steps) - 1 - list(reversed(steps)).index(name)
    days = {fixed: _one_between(draw, first, last)}
    for place in range(fixed + 1, len(steps)):
        days[place] = clock.add_working_days(days[place - 1], draw.number(_GAPS[steps[place]]))
    for place in range(fixed - 1, -1, -1):
        days[place] = _back(days[place + 1], draw.number(_GAPS[steps[place + 1]]))
    days[0] = max(days[0], opens)
    return [days[place] for place in range(len(steps))]


def _one_between(draw: Draw, first: dt.date, last: dt.date) -> dt.date:
    span = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    return draw.one([day for day in span if clock.is_working_day(day)])


def _back(day: dt.date, days: int) -> dt.date:
    while days > 0:
        day -= dt.timedelta(days=1)
        days -= clock.is_working_day(day)
    return day


def texts(story: Story) -> list[dict[str, Any]]:
    """The text as it was first sent, and after each correction of a return."""
    sent = list(story.rounds)
    return [
        uncorrected(story.sections, [one for left in sent[n:] for one in left])
        for n in range(len(sent) + 1)
    ]


def history(story: Story) -> list[Act]:
    """The acts of a story, in order."""
    acts: list[Act] = []
    for step, day in zip(story.steps, story.days, strict=True):
        acts.append({**_common(story, step, day), **_WRITTEN.get(step, _nothing)(story, acts, day)})
    return acts


def _common(story: Story, step: str, day: dt.date) -> Act:
    role = _ROLES[step]
    stands_in = story.stand_in is not None and role == "pcso"
    draw = story.setting.draw
    return {
        "act" if step == "create" else "move": step,
        "role": role,
        "capacity": "acting" if stands_in else "own",
        "date": day.isoformat(),
        "time": f"{draw.number((8, 15)):02}:{draw.number((31, 59)):02}",
        **({"order_no": story.stand_in["order_no"]} if stands_in and story.stand_in else {}),
    }


def _nothing(story: Story, acts: list[Act], day: dt.date) -> Act:
    return {}


def _submit(story: Story, acts: list[Act], day: dt.date) -> Act:
    return {"revision": 1, "warnings_acknowledged": _warnings(story, day)}


def _resubmit(story: Story, acts: list[Act], day: dt.date) -> Act:
    done = sum(act.get("move") == "resubmit" for act in acts)
    before, after = texts(story)[done : done + 2]
    fixed, words = story.rounds[done], writings()
    points = acts[-1]["points"]
    replies = [words["corrections"][one.name]["reply"] for one in fixed]
    replies += [words["suggestion"]["reply"]] * (len(points) - len(fixed))
    summary = " ".join(words["corrections"][one.name]["short"] for one in fixed)
    return {
        "revision": done + 2,
        "summary": words["fixed_summary"].format(points=summary),
        "warnings_acknowledged": _warnings(story, day),
        "replies": [
            {
                "point": point["no"],
                "answer": "fixed" if point["blocking"] else "explained",
                "text": reply,
            }
            for point, reply in zip(points, replies, strict=True)
        ],
        "saves": changed(before, after),
    }


def _return(story: Story, acts: list[Act], day: dt.date) -> Act:
    return {**_points(story, acts), "due": clock.add_working_days(day, _TO_CORRECT).isoformat()}


def _clinic_return(story: Story, acts: list[Act], day: dt.date) -> Act:
    made = _return(story, acts, day)
    first = story.rounds[_returned(acts)][0]
    return {**made, "reason": writings()["corrections"][first.name]["reason"]}


def _pcso_return(story: Story, acts: list[Act], day: dt.date) -> Act:
    return {**_return(story, acts, day), "order": story.setting.draw.one(writings()["order"])}


def _points(story: Story, acts: list[Act]) -> Act:
    words, first = writings(), 1 + sum(len(act.get("points", ())) for act in acts)
    points: list[Act] = [
        {
            "section": one.section,
            "field": one.field,
            "row": one.row,
            "blocking": True,
            "text": words["corrections"][one.name]["text"],
        }
        for one in story.rounds[_returned(acts)]
    ]
    if first == 1 and story.setting.draw.chance(60):
        code = story.sections["projects"]["projects"][-1]["code"]
        said = words["suggestion"]
        points.append(
            {
                "section": "projects",
                "field": said["field"],
                "row": code,
                "blocking": False,
                "text": said["text"],
            }
        )
    return {"points": [{"no": first + n, **point} for n, point in enumerate(points)]}


def _returned(acts: list[Act]) -> int:
    return sum(act.get("move") in RETURNS for act in acts)


def _recommend(story: Story, acts: list[Act], day: dt.date) -> Act:
    draw, words = story.setting.draw, writings()
    points = [point["no"] for act in acts for point in act.get("points", ())]
    notes = words["notes"]
    return {
        "opinion": draw.one(words["recommend_again" if points else "recommend"]),
        "checklist": [
            {"code": check.code, "done": True, "note": draw.one(notes.get(check.code, [""]))}
            for check in procedure.read(procedure.default_text()).checks
        ],
        **({"ticks": points} if points else {}),
    }


def _endorse(story: Story, acts: list[Act], day: dt.date) -> Act:
    again = any(act.get("move") == "pcso_return" for act in acts)
    return {"opinion": story.setting.draw.one(writings()["endorse_again" if again else "endorse"])}


def _decline(story: Story, acts: list[Act], day: dt.date) -> Act:
    return {"reason": writings()["decline"]}


def _withdraw(story: Story, acts: list[Act], day: dt.date) -> Act:
    return {"reason": writings()["withdraw"]}


_WRITTEN = {
    "submit": _submit,
    "resubmit": _resubmit,
    "clinic_return": _clinic_return,
    "pcso_return": _pcso_return,
    "recommend": _recommend,
    "endorse": _endorse,
    "decline": _decline,
    "withdraw": _withdraw,
}
"""What goes with each step beside who made it and when."""


def _warnings(story: Story, day: dt.date) -> list[str]:
    """What the outline warns of in the text that is sent: everything that is wanted is attached."""
    rows = story.sections["projects"]["projects"]
    taken = story.setting.round
    speaks = {
        "round_late": day > dt.date.fromisoformat(taken["closes"]),
        "site_not_ready": any(row["readiness_site"] == "pending" for row in rows),
        "trl_low": any(row["trl"] < READY_TO_TRANSFER for row in rows),
    }
    return [code for code, spoken in speaks.items() if spoken]
