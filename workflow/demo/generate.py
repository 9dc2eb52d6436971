"""Generated plans and meetings for the demo, in the form of sample_plans.json and committee.json.

The same seed gives the same world. Nothing here looks at a clock or a database.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.demo.compose import sections
from workflow.demo.corrections import Correction, corrections
from workflow.demo.draw import Draw
from workflow.demo.histories import RETURNS, Story, days_of, history, texts
from workflow.demo.setting import Setting, cast, places, setting
from workflow.demo.sittings import Data, Wanted, meetings
from workflow.demo.world import read

SEED = 2569
"""What the demo is made from unless another one is asked for."""


@dataclass(frozen=True, slots=True)
class Generated:
    """A generated world: plans and meetings."""

    plans: list[Data]
    meetings: list[Data]


def generate(seed: int = SEED) -> Generated:
    """Every plan and meeting of the cast."""
    plans, agenda = [], defaultdict[str, list[Wanted]](list)
    for part, code in _parts(seed):
        about = setting(seed, code, _rounds()[part["round"]])
        plan = _plan(about, part)
        plans.append(plan)
        for no, what in part.get("meetings", ()):
            agenda[no].append(Wanted(plan, str(about.institution["code"]), what))
    return Generated(plans, meetings(seed, agenda))


def _parts(seed: int) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Each part with the province that plays it; no province twice in a round."""
    pools = {code: _Pool(seed, code) for code in _rounds()}
    for part in cast()["parts"]:
        pool = pools[part["round"]]
        for _ in range(part.get("n", 1)):
            yield part, part.get("province") or pool.next(care=part.get("caretaker", False))


class _Pool:
    """Provinces that have no plan in a round yet, in an order that the seed decides.

    The newest round takes them from the front, others from the back: most provinces have a plan.
    """

    def __init__(self, seed: int, round_code: str):
        held = {plan["province"] for plan in _samples() if _round_of(plan) == round_code}
        held |= {part.get("province") for part in cast()["parts"] if part["round"] == round_code}
        data = read("representation")
        # Nobody endorsed there before the stand-in came.
        held |= {row["province"] for row in data["stand_ins"]}
        status = {row["province"]: row["status"] for row in data["representation"]}
        mixed = [code for code in Draw(seed).mixed(list(places())) if code not in held]
        self._end = 0 if round_code == list(_rounds())[-1] else -1
        self._own = [code for code in mixed if status[code] == "appointed"]
        self._in_care = [code for code in mixed if status[code] == "caretaker"]

    def next(self, *, care: bool) -> str:
        """The next province, of those in care or of those with a representative of their own."""
        return (self._in_care if care else self._own).pop(self._end)


def _plan(about: Setting, part: Mapping[str, Any]) -> Data:
    steps = ["create", *part["steps"]]
    opens = dt.date.fromisoformat(about.round["opens"])
    days = days_of(about.draw, steps, part["when"], opens)
    whole = sections(about, days[min(1, len(days) - 1)])
    story = Story(
        setting=about,
        steps=steps,
        days=days,
        sections=whole,
        rounds=_rounds_of_returns(about.draw, whole, steps),
        stand_in=_stand_in(about.code) if part.get("acting") else None,
    )
    told = texts(story)
    now = told[steps.count("resubmit")]
    kept = dict(list(now.items())[: part.get("partial", len(now))])
    return {
        "key": f"{about.code}-{about.round['code']}",
        "province": about.code,
        "stage": part["stage"],
        "sections": kept,
        "first_submission": _differences(told[0], kept),
        "history": history(story),
    }


def _rounds_of_returns(draw: Draw, whole: Data, steps: list[str]) -> list[list[Correction]]:
    """What each return has corrected: one or two things, none twice."""
    returns = sum(step in RETURNS for step in steps)
    chosen = corrections(draw, whole, 2 * returns)
    return [chosen[2 * n : 2 * n + draw.number((1, 2))] for n in range(returns)]


def _differences(before: Data, after: Data) -> Data:
    """Fields that said something else before, by section."""
    fields = {
        key: {name: value for name, value in before[key].items() if body[name] != value}
        for key, body in after.items()
    }
    return {key: values for key, values in fields.items() if values}


def _stand_in(code: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next(
        row for row in cast()["stand_ins"] if row["province"] == code and row["post"] == "pcso"
    )
    return found


def _rounds() -> dict[str, Mapping[str, Any]]:
    rows = (*cast()["rounds"], *read("rounds")["rounds"])
    return {row["code"]: row for row in rows}


def _samples() -> list[Mapping[str, Any]]:
    plans: list[Mapping[str, Any]] = read("sample_plans")["plans"]
    return plans


def _round_of(plan: Mapping[str, Any]) -> str:
    return str(plan["sections"]["general"]["round"])
