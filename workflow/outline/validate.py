"""Everything that must hold when a plan is submitted. One pure function, used by every door."""

import datetime as dt
from collections.abc import Callable, Iterator

from workflow.outline import (
    checks_budget,
    checks_files,
    checks_general,
    checks_issues,
    checks_projects,
)
from workflow.outline.context import Context, Plan, Spot
from workflow.outline.fields import Check
from workflow.outline.findings import ERROR, WARNING, Finding, Findings, sort
from workflow.outline.limits import short
from workflow.outline.outline import Outline
from workflow.outline.reading import Sections
from workflow.outline.values import clean_section
from workflow.thai.dates import english_date, thai_date
from workflow.thai.words import Words

Judge = Callable[[Plan], Iterator[Spot]]
CHECKS: dict[str, Judge] = {
    **checks_general.CHECKS,
    **checks_issues.CHECKS,
    **checks_projects.CHECKS,
    **checks_budget.CHECKS,
    **checks_files.CHECKS,
}
"""What computes each check, by its code in the outline."""


def validate(outline: Outline, sections: Sections, context: Context) -> Findings:
    """Every error and warning of a plan's text on a day, in the order in which it is read.

    sections: stored bodies by key; missing, incomplete and even malformed ones are findings.
    Raises KeyError when the outline has a check that no code computes (a fault to the lint).
    """
    bodies, spoilt = {}, []
    for key in outline.section:
        bodies[key], wrong = clean_section(outline, key, sections.get(key))
        spoilt += wrong
    plan = Plan(outline, bodies, sections, context)
    # What could not be kept is missing from the body: say what is wrong with it, not that.
    heard = {(one.place, one.row) for one in spoilt}
    missing = [one for one in short(plan) if (one.place, one.row) not in heard]
    checked = [one for check in outline.checks for one in _run(check, plan)]
    found = sort(outline, [*spoilt, *missing, *checked])
    return Findings(
        tuple(one for one in found if one.level == ERROR),
        tuple(one for one in found if one.level == WARNING),
    )


def _run(check: Check, plan: Plan) -> Iterator[Finding]:
    for spot in CHECKS[check.code](plan):
        place = spot.place if spot.place in plan.outline.fields else check.where
        yield Finding(check.code, check.level, place, spot.row, _worded(check, spot), spot.about)


def _worded(check: Check, spot: Spot) -> Words:
    """A check's sentence, with what it is about elsewhere in the plan."""
    said = {
        language: ", ".join(_named(one, language) for one in spot.about)
        for language in ("th", "en")
    }
    return Words(*(check.sentence.filled(language, {"about": said[language]}) for language in said))


def _named(about: str, language: str) -> str:
    """A date as people read it; a code or a year as it is."""
    try:
        day = dt.date.fromisoformat(about)
    except ValueError:
        return about
    return thai_date(day, short=True) if language == "th" else english_date(day, short=True)
