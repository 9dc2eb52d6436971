"""The one-page summary for whoever decides: ten minutes, one sheet of paper."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from workflow.outline.diff import diff
from workflow.outline.reading import Row, inner, rows, whole
from workflow.outline.shown import NOTHING, summed_names
from workflow.outline.totals import Totals, totals
from workflow.papers.matter import Matter
from workflow.papers.signing import block
from workflow.papers.wording import head, moment, say
from workflow.thai.numbers import grouped, million_baht


@dataclass(frozen=True, slots=True)
class Room:
    """How much of each part a page has room for: characters of texts, rows of tables."""

    gist: int
    opinion: int
    projects: int
    indicators: int
    changes: int
    warnings: int


ROOMS = (
    Room(gist=1400, opinion=900, projects=12, indicators=6, changes=8, warnings=6),
    Room(gist=900, opinion=600, projects=8, indicators=5, changes=6, warnings=5),
    Room(gist=600, opinion=400, projects=6, indicators=4, changes=4, warnings=4),
    Room(gist=350, opinion=250, projects=4, indicators=3, changes=3, warnings=3),
    Room(gist=200, opinion=150, projects=3, indicators=2, changes=2, warnings=2),
)
"""From a page with much room to one with little: the first that fits one page is taken."""
_TARGETS = ("target_y5", "target_y4", "target_y3", "target_y2", "target_y1")


def summary_content(matter: Matter, room: Room) -> dict[str, Any]:
    """The summary, cut to a room. What is left out is said."""
    sums = totals(matter.text.sections)
    return {
        **head(matter),
        "figures": _figures(matter, sums),
        "gist": _cut(_summary(matter), room.gist),
        "projects": _projects(matter, sums, room.projects),
        "total": million_baht(sums.total),
        "years": _years(sums),
        "sources": _sources(matter, sums),
        "indicators": _indicators(matter, room.indicators),
        "opinion": _opinion(matter, room.opinion),
        "changes": _changes(matter, room.changes),
        "warnings": _warnings(matter, room.warnings),
        "block": next((block(matter, desk) for desk in matter.desks if desk.post == "pcso"), None),
    }


def _summary(matter: Matter) -> str:
    return str((matter.text.sections.get("summary") or {}).get("executive_summary") or "")


def _figures(matter: Matter, sums: Totals) -> list[list[str]]:
    million = say(matter, "million")
    return [
        [say(matter, "budget_all"), million_baht(sums.total), million],
        [say(matter, "budget_province"), million_baht(sums.by_source.get("PROV", 0)), million],
        [say(matter, "projects"), str(sums.projects), ""],
        [say(matter, "reached"), f"{sums.target_count:,}", ""],
    ]


def _projects(matter: Matter, sums: Totals, most: int) -> dict[str, Any]:
    """The largest projects first."""
    found = rows(matter.text.sections, "projects", "projects")
    ranked = sorted(zip(found, sums.by_project, strict=True), key=lambda pair: -pair[1])
    lines = [[_cut(str(row.get("name") or ""), 90), million_baht(m)] for row, m in ranked[:most]]
    left = len(found) - len(lines)
    return {"rows": lines, "more": say(matter, "more_projects", n=left) if left else ""}


def _years(sums: Totals) -> list[dict[str, Any]]:
    """Bars: each year's sum, and its share of the largest in per mille."""
    most = max(sums.by_year.values(), default=0)
    return [
        {
            "year": str(y),
            "sum": million_baht(s) if s else NOTHING,
            "share": s * 1000 // most if most else 0,
        }
        for y, s in sorted(sums.by_year.items())
    ]


def _sources(matter: Matter, sums: Totals) -> list[list[str]]:
    named = summed_names(matter.text.outline, matter.text.sections, matter.language)
    ranked = sorted(sums.by_source.items(), key=lambda pair: (-pair[1], pair[0]))
    return [[named.get(code, code), million_baht(satang)] for code, satang in ranked]


def _indicators(matter: Matter, most: int) -> list[list[str]]:
    """One indicator of each issue before the second of any."""
    issues = rows(matter.text.sections, "issues", "issues")
    columns = [inner(issue, "indicators") for issue in issues]
    longest = max(map(len, columns), default=0)
    ordered = [column[n] for n in range(longest) for column in columns if n < len(column)]
    return [_indicator(row) for row in ordered[:most]]


def _indicator(row: Row) -> list[str]:
    target = next((grouped(row[key]) for key in _TARGETS if row.get(key)), NOTHING)
    year, value = whole(row.get("baseline_year")), row.get("baseline_value")
    base = (grouped(value) if value else NOTHING) + (f" ({year})" if year else "")
    name, unit = str(row.get("name") or ""), str(row.get("unit") or "")
    return [_cut(name, 80), _cut(unit, 24), base, target]


def _opinion(matter: Matter, most: int) -> dict[str, str]:
    for desk in matter.desks:
        if desk.post == "clinic_rep" and desk.signed:
            by = f"{desk.signed.name.text(matter.language)} · {moment(matter, desk.signed.at)}"
            return {"text": _cut(" ".join(desk.signed.said), most), "by": by}
    return {"text": say(matter, "no_opinion"), "by": ""}


def _changes(matter: Matter, most: int) -> list[str]:
    """Where the text changed since the revision before: sections, those with most first."""
    if matter.text.before is None:
        return [say(matter, "first_text")]
    found = diff(matter.text.outline, matter.text.before, matter.text.sections)
    counts = Counter(change.place.partition(".")[0] for change in found)
    if not counts:
        return [say(matter, "unchanged")]
    titles = {key: s.title.text(matter.language) for key, s in matter.text.outline.section.items()}
    return [
        say(matter, "changes_in", section=titles.get(key, key), n=n)
        for key, n in counts.most_common(most)
    ]


def _warnings(matter: Matter, most: int) -> list[str]:
    said = [_cut(one.text(matter.language), 160) for one in matter.warnings[:most]]
    left = len(matter.warnings) - len(said)
    return [*said, *([say(matter, "more_warnings", n=left)] if left else [])] or [
        say(matter, "no_warnings")
    ]


def _cut(text: str, most: int) -> str:
    """A text no longer than so many characters, never cut between a letter and its mark."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    end = most
    while end and _stays_with_what_is_before(flat[end]):
        end -= 1
    return flat[:end].rstrip() + " …"


def _stays_with_what_is_before(letter: str) -> bool:
    return letter == "\u0e33" or "\u0e31" <= letter <= "\u0e3a" or "\u0e47" <= letter <= "\u0e4e"
