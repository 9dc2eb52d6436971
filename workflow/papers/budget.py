"""A plan's budget laid out by year, source and issue at once."""

from collections import Counter
from typing import Any

from workflow.outline.reading import amount, inner, rows
from workflow.outline.shown import summed_names
from workflow.papers.matter import Matter
from workflow.papers.wording import say
from workflow.thai.numbers import baht

_Key = tuple[str, str, str]


def cross_table(matter: Matter) -> list[dict[str, Any]]:
    """One row for each year and source, one column for each issue, sums at both ends; no table
    while there is no line."""
    lines = _lines(matter)
    if not lines:
        return []
    named = summed_names(matter.text.outline, matter.text.sections, matter.language)
    issues = sorted({issue for _, _, issue in lines})
    body = []
    for year, source in sorted({(year, source) for year, source, _ in lines}):
        sums = [lines[(year, source, issue)] for issue in issues]
        body.append([year, named.get(source, source), *_money(sums)])
    foot = [sum(v for k, v in lines.items() if k[2] == issue) for issue in issues]
    table = {
        "t": "table",
        "head": [say(matter, "year"), say(matter, "source"), *_heads(matter, issues)],
        "right": [False, False, *(True for _ in issues), True],
        "share": [7, 18, *(12 for _ in issues), 12],
        "rows": body,
        "foot": [say(matter, "total"), "", *_money(foot)],
    }
    return [{"t": "h", "level": 3, "text": say(matter, "cross")}, table]


def _lines(matter: Matter) -> Counter[_Key]:
    sums: Counter[_Key] = Counter()
    for project in rows(matter.text.sections, "projects", "projects"):
        for line in inner(project, "budget"):
            if (money := amount(line)) is not None:
                key = line.get("fiscal_year"), line.get("source"), project.get("issue")
                sums[_key(*key)] += money
    return sums


def _key(*parts: object) -> _Key:
    year, source, issue = ("" if part is None else str(part) for part in parts)
    return year, source, issue


def _heads(matter: Matter, issues: list[str]) -> list[str]:
    said = [say(matter, "issue", no=i) if i else say(matter, "no_issue") for i in issues]
    return [*said, say(matter, "total")]


def _money(sums: list[int]) -> list[str]:
    return [*(baht(satang) if satang else "–" for satang in sums), baht(sum(sums))]
