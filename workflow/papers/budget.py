"""A plan's budget laid out by year, source and issue at once."""

from typing import Any

from workflow.outline.shown import summed_names
from workflow.outline.totals import by_year_source_and_issue
from workflow.papers.matter import Matter
from workflow.papers.wording import say
from workflow.thai.numbers import baht


def cross_table(matter: Matter) -> list[dict[str, Any]]:
    """One row for each year and source, one column for each issue, sums at both ends; no table
    while there is no line."""
    lines = by_year_source_and_issue(matter.text.sections)
    if not lines:
        return []
    named = summed_names(matter.text.outline, matter.text.sections, matter.language)
    issues = sorted({issue for _, _, issue in lines})
    body = []
    for year, source in sorted({(year, source) for year, source, _ in lines}):
        sums = [lines.get((year, source, issue), 0) for issue in issues]
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


def _heads(matter: Matter, issues: list[str]) -> list[str]:
    said = [say(matter, "issue", no=i) if i else say(matter, "no_issue") for i in issues]
    return [*said, say(matter, "total")]


def _money(sums: list[int]) -> list[str]:
    return [*(baht(satang) if satang else "–" for satang in sums), baht(sum(sums))]
