"""What a generated plan lacked before it was returned, and what its reviewers said of it."""

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflow.demo.draw import Draw

Sections = Mapping[str, Any]
_TOO_MUCH = 6
"""By a sixth the first text asks for more than the corrected one."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What is corrected: where, in which row, and what it said before."""

    name: str
    section: str
    field: str
    before: Callable[[Any], Any]
    """From the corrected body of the section to the one before."""
    row: str | None = None


def corrections(draw: Draw, sections: Sections, n: int) -> list[Correction]:
    """So many things to correct in a plan, no two in the same section."""
    code = sections["projects"]["projects"][0]["code"]
    known = [
        Correction("forums", "needs", "needs.forums", _fewer_forums),
        Correction("baseline", "area", "area.baseline", _fewer_figures),
        Correction("budget", "projects", "projects.projects.budget", _more_money, code),
        Correction("risks", "risks", "risks.risks", _fewer_risks),
        Correction("monitoring", "monitoring", "monitoring.monitoring", _shorter),
    ]
    return draw.mixed(known)[:n]


def uncorrected(sections: Sections, left: Sequence[Correction]) -> dict[str, Any]:
    """The text in which these are still to be corrected."""
    text = dict(sections)
    for one in left:
        text[one.section] = one.before(copy.deepcopy(text[one.section]))
    return text


def changed(before: Sections, after: Sections) -> dict[str, Any]:
    """Sections of a text that another one does not have like that."""
    return {key: body for key, body in after.items() if before[key] != body}


def _fewer_forums(body: Any) -> Any:
    return {**body, "forums": body["forums"][:-1]}


def _fewer_figures(body: Any) -> Any:
    return {**body, "baseline": body["baseline"][:-1]}


def _more_money(body: Any) -> Any:
    """The first project's first running cost was higher."""
    line = next(one for one in body["projects"][0]["budget"] if one["quantity"] is None)
    line["amount_satang"] += line["amount_satang"] // _TOO_MUCH // 100_000 * 100_000
    return body


def _fewer_risks(body: Any) -> Any:
    return {**body, "risks": body["risks"][:-1]}


def _shorter(body: Any) -> Any:
    return {**body, "monitoring": body["monitoring"].partition("\n\n")[0]}
