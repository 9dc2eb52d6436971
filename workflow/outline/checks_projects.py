"""Checks of projects: code, issue, mechanism, activities, technology."""

import re
from collections.abc import Iterator

from workflow.outline.context import Plan, Spot
from workflow.outline.reading import inner

READY_TO_TRANSFER = 6
"""Technology readiness level below which a project may be research."""


def project_codes(plan: Plan) -> Iterator[Spot]:
    """Codes say the province, the first year and a number, and are each there once."""
    year = plan.start or "[0-9]{4}"
    form = re.compile(rf"{re.escape(plan.context.province)}-{year}-[0-9]{{2}}")
    seen: set[str] = set()
    for number, project in enumerate(plan.projects):
        code = project.get("code") or ""
        if code and (code in seen or not form.fullmatch(code)):
            yield Spot((number,))
        seen.add(code)


def project_issue(plan: Plan) -> Iterator[Spot]:
    """The issue is one that the plan has."""
    codes = {issue.get("code") for issue in plan.issues}
    for number, project in enumerate(plan.projects):
        issue = project.get("issue")
        if issue is not None and issue not in codes:
            yield Spot((number,))


def mechanism_other(plan: Plan) -> Iterator[Spot]:
    """Another mechanism is named when, and only when, "other" is chosen."""
    for number, project in enumerate(plan.projects):
        mechanism = project.get("mechanism")
        if mechanism and (mechanism == "OTHER") != bool(project.get("mechanism_other")):
            yield Spot((number,))


def activity_year(plan: Plan) -> Iterator[Spot]:
    """Activities fall in the plan's years."""
    for number, project in enumerate(plan.projects):
        for place, activity in enumerate(inner(project, "activities")):
            if plan.outside(activity.get("fiscal_year")):
                yield Spot((number, place))


def activity_months(plan: Plan) -> Iterator[Spot]:
    """An activity ends no sooner than it starts, counted from October."""
    for number, project in enumerate(plan.projects):
        for place, activity in enumerate(inner(project, "activities")):
            start, end = activity.get("start_month"), activity.get("end_month")
            if start and end and end < start:
                yield Spot((number, place))


def trl_low(plan: Plan) -> Iterator[Spot]:
    """The technology is ready to be transferred."""
    for number, project in enumerate(plan.projects):
        if (project.get("trl") or READY_TO_TRANSFER) < READY_TO_TRANSFER:
            yield Spot((number,))


CHECKS = {
    "project_codes": project_codes,
    "project_issue": project_issue,
    "mechanism_other": mechanism_other,
    "activity_year": activity_year,
    "activity_months": activity_months,
    "trl_low": trl_low,
}
