"""Checks of what is attached. They speak at the attachments and say about which rows elsewhere."""

from collections.abc import Iterator

from workflow.outline.checks_budget import invests
from workflow.outline.context import Plan, Spot
from workflow.outline.reading import Row, inner
from workflow.thai.dates import NotADate, parse_date

PARTNERS = frozenset({"LAO", "PRIVATE", "FUND"})
"""Sources whose money needs the consent of whoever gives it."""


def forum_minutes(plan: Plan) -> Iterator[Spot]:
    """Every forum has its minutes."""
    dates = [row.get("date") or "" for row in plan.rows("needs", "forums")]
    yield from _without(plan, "minutes", dates)


def site_consent(plan: Plan) -> Iterator[Spot]:
    """Every project that invests has the consent to use its site."""
    yield from _without(plan, "site_consent", [_code(one) for one in plan.projects if invests(one)])


def partner_consent(plan: Plan) -> Iterator[Spot]:
    """Every project with local, private or fund money has its partners' consent."""
    codes = [_code(one) for one in plan.projects if _has_partner(one)]
    yield from _without(plan, "partner_consent", codes)


def _without(plan: Plan, kind: str, needed: list[str]) -> Iterator[Spot]:
    files = plan.rows("attachments", "files")
    said = [file.get("about") or "" for file in files if file.get("kind") == kind]
    attached = {*said, *map(_day, said)}
    missing = tuple(name for name in needed if name and name not in attached)
    if missing:
        yield Spot(about=missing)


def _day(about: str) -> str:
    """A date as it is stored, however it was typed; anything else as it is."""
    try:
        return parse_date(about).isoformat()
    except NotADate:
        return about


def _has_partner(project: Row) -> bool:
    return any(line.get("source") in PARTNERS for line in inner(project, "budget"))


def _code(project: Row) -> str:
    return project.get("code") or ""


CHECKS = {
    "forum_minutes": forum_minutes,
    "site_consent": site_consent,
    "partner_consent": partner_consent,
}
