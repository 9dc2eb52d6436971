"""Whether a corrected plan is another plan: the rule that sends it back to the clinic.

Material is: a project added or removed, the total budget changed by 30 % or more, an issue added,
an indicator's target lowered. Projects are told apart by their code. Issues and indicators are not:
an issue's code is its position. They are matched by name, else by likeness, so that a corrected
wording is no new issue, and a new issue cannot hide behind an old one's number.

Lowered means less ambitious than promised, by the direction that the returned revision states: up,
a smaller value; down, a larger one; keep, any other value. A target that is gone, alone or with its
indicator, is lowered too, or removing would be the way around. Correcting a baseline, a unit or a
direction changes no target.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from workflow.outline.checks_issues import TARGETS
from workflow.outline.matching import Pair, alike, keyed, pairs
from workflow.outline.reading import Row, Sections, inner, rows
from workflow.outline.sentences import sentence
from workflow.outline.totals import totals
from workflow.thai.numbers import baht
from workflow.thai.words import Words

SHARE = 30
"""Per cent of the old total from which a changed total is material."""


@dataclass(frozen=True, slots=True)
class Material:
    """One material change, said to the drafter."""

    code: str
    words: Words


def material_changes(old: Sections, new: Sections) -> list[Material]:
    """Every material change from the revision that was returned to the working text; empty when
    there is none.
    """
    return [
        *_projects(old, new),
        *_budget(old, new),
        *_issues(old, new),
        *_targets(old, new),
    ]


def _projects(old: Sections, new: Sections) -> Iterator[Material]:
    before, after = rows(old, "projects", "projects"), rows(new, "projects", "projects")
    matched = pairs(before, after, "code")
    for project in _left_over(after, {b for _, b in matched}):
        yield _material("project_added", name=_called(project))
    for project in _left_over(before, {a for a, _ in matched}):
        yield _material("project_removed", name=_called(project))


def _budget(old: Sections, new: Sections) -> Iterator[Material]:
    before, after = totals(old).total, totals(new).total
    if before != after and abs(after - before) * 100 >= SHARE * before:
        yield _material("budget_changed", old=baht(before), new=baht(after), share=SHARE)


def _issues(old: Sections, new: Sections) -> Iterator[Material]:
    before, after = _unnumbered(old), _unnumbered(new)
    matched = _matched(before, after, "name")
    for issue in _left_over(after, {b for _, b in matched}):
        yield _material("issue_added", name=_called(issue))


def _targets(old: Sections, new: Sections) -> Iterator[Material]:
    before, after = _indicators(old), _indicators(new)
    places = dict(_matched(before, after, "name"))
    for number, indicator in enumerate(before):
        now = after[places[number]] if number in places else {}
        for year in _lowered(indicator, now)[:1]:
            yield Material("target_lowered", _lowered_words(indicator, now, year))


def _lowered_words(old: Row, new: Row, year: int) -> Words:
    is_ = new.get(TARGETS[year])
    code = "material_target_lowered" if is_ else "material_target_gone"
    values = {"name": _called(old), "year": year + 1, "old": old[TARGETS[year]], "new": is_}
    return sentence(code, **values)


def _lowered(old: Row, new: Row) -> list[int]:
    """Years of the plan, from 0, whose target is less ambitious than it was."""
    stated = [n for n, key in enumerate(TARGETS) if old.get(key) is not None]
    return [n for n in stated if _weaker(old, new.get(TARGETS[n]), old[TARGETS[n]])]


def _weaker(indicator: Row, now: str | None, before: str) -> bool:
    if now is None:
        return True
    was, is_ = Decimal(before), Decimal(now)
    if indicator.get("direction") == "keep":
        return is_ != was
    return is_ > was if indicator.get("direction") == "down" else is_ < was


def _matched(old: list[Row], new: list[Row], key: str) -> list[Pair]:
    """Rows matched by a key, the rest by likeness."""
    found = keyed(old, new, key)
    left, right = {a for a, _ in found}, {b for _, b in found}
    rest_left = [n for n in range(len(old)) if n not in left]
    rest_right = [n for n in range(len(new)) if n not in right]
    return found + alike(old, new, rest_left, rest_right)


def _left_over(all_rows: list[Row], taken: set[int]) -> list[Row]:
    return [row for number, row in enumerate(all_rows) if number not in taken]


def _unnumbered(sections: Sections) -> list[Row]:
    issues = rows(sections, "issues", "issues")
    return [{key: value for key, value in issue.items() if key != "code"} for issue in issues]


def _indicators(sections: Sections) -> list[Row]:
    """Indicators of all issues: one that moved to another issue is still the same."""
    return [
        one for issue in rows(sections, "issues", "issues") for one in inner(issue, "indicators")
    ]


def _called(row: Row) -> str | Words:
    return row.get("name") or Words("ยังไม่มีชื่อ", "no name yet")


def _material(code: str, **values: object) -> Material:
    return Material(code, sentence(f"material_{code}", **values))
