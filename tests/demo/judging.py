"""What generated plans are judged by: the outline, on the days on which they were sent."""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Any

from workflow.demo.documents import documents
from workflow.demo.generate import generate
from workflow.demo.setting import cast, clinics
from workflow.demo.world import read
from workflow.outline import outline
from workflow.outline.context import Context, Round
from workflow.outline.findings import Findings
from workflow.outline.validate import validate

SENT = ("submit", "resubmit")
OUTLINE = outline.read(outline.default_text())
ROUNDS = {row["code"]: row for row in (*read("rounds")["rounds"], *cast()["rounds"])}

world = cache(generate)
"""Generated worlds by seed, each made once."""


def sent_texts(plan: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each act that sends a plan, with the text that it sends."""
    first = plan["first_submission"]
    text = {key: {**body, **first.get(key, {})} for key, body in plan["sections"].items()}
    for act in plan["history"]:
        text = {**text, **act.get("saves", {})}
        if act.get("move") in SENT:
            yield act, text


def judged(plan: dict[str, Any], act: dict[str, Any], text: dict[str, Any]) -> Findings:
    """What the outline finds in a text on the day of an act."""
    taken = ROUNDS[text["general"]["round"]]
    context = Context(
        day=dt.date.fromisoformat(act["date"]),
        province=plan["province"],
        round=Round(
            fiscal_year_start=taken["fiscal_year_start"],
            fiscal_year_end=taken["fiscal_year_end"],
            plan_types=frozenset(taken["plan_types"]),
            closes=dt.date.fromisoformat(taken["closes"]),
            late_allowed=taken["late_allowed"],
            ceiling_satang=taken["ceiling_satang"],
            ceiling_sources=frozenset(taken["ceiling_sources"]),
        ),
        institution=clinics()[plan["province"]]["code"],
        files=frozenset(one.digest for one in documents(plan["sections"])),
    )
    return validate(OUTLINE, text, context)


def moves(plan: dict[str, Any]) -> list[str]:
    """What was done with a plan, by name."""
    return [act["move"] for act in plan["history"] if "move" in act]
