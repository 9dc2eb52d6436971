"""Checks of the money: lines, categories, sums, the round's ceiling, what investment asks for."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from workflow.outline.context import Plan, Spot
from workflow.outline.reading import Row, Sections, amount, inner, rows, value
from workflow.outline.totals import computed, totals

READINESS = (
    "readiness_site",
    "readiness_design",
    "readiness_reference_price",
    "readiness_permission",
)
PERSONNEL_CATEGORY = ("personnel", "บุคลากร")
PERSONNEL_WORDS = ("เงินเดือน", "ค่าจ้างประจำ")
_PROJECT = "projects.projects"
_LINE = f"{_PROJECT}.budget"


def budget_year(plan: Plan) -> Iterator[Spot]:
    """Lines fall in the plan's years."""
    for row, line in lines(plan.bodies):
        if plan.outside(line.get("fiscal_year")):
            yield Spot(row)


def budget_product(plan: Plan) -> Iterator[Spot]:
    """Quantity, unit and unit cost stand together, and multiply to the amount, to the satang."""
    for row, line in lines(plan.bodies):
        missing = [key for key in ("quantity", "unit", "unit_cost_satang") if not line.get(key)]
        if 0 < len(missing) < 3:
            yield Spot(row, f"{_LINE}.{missing[0]}")
        elif not missing and _differs(line):
            yield Spot(row)


def budget_no_personnel(plan: Plan) -> Iterator[Spot]:
    """No line names a personnel category. The list has none, so this looks at what came in."""
    for row, line in lines(plan.given):
        category = line.get("category")
        if isinstance(category, str) and any(
            word in category.casefold() for word in PERSONNEL_CATEGORY
        ):
            yield Spot(row)


def budget_sum(plan: Plan) -> Iterator[Spot]:
    """Totals that came in with the text are those that we compute."""
    sums = totals(plan.bodies)
    for place, row, told, of in _told(plan):
        if told is not None and _plain(told) != _plain(computed(sums, of, row)):
            yield Spot(row, place)


def ceiling(plan: Plan) -> Iterator[Spot]:
    """No year asks more of the round's sources than its ceiling, or the plan says why."""
    taken = plan.context.round
    if taken.ceiling_satang is None or plan.value("budget", "ceiling_reason"):
        return
    asked: Counter[int] = Counter()
    for _, line in lines(plan.bodies):
        if line.get("source") in taken.ceiling_sources and line.get("fiscal_year"):
            asked[line["fiscal_year"]] += amount(line) or 0
    above = [str(year) for year in sorted(asked) if asked[year] > taken.ceiling_satang]
    if above:
        yield Spot(about=tuple(above))


def investment_readiness(plan: Plan) -> Iterator[Spot]:
    """A project that invests answers all four questions; speaks at the first that it does not."""
    for number, project in enumerate(plan.projects):
        if invests(project):
            wrong = [key for key in READINESS if not project.get(key)]
            if project.get("readiness_site") == "not_required":
                wrong = ["readiness_site"]
            yield from (Spot((number,), f"{_PROJECT}.{key}") for key in wrong[:1])


def site_not_ready(plan: Plan) -> Iterator[Spot]:
    """The site of a project that invests is ready."""
    for number, project in enumerate(plan.projects):
        if invests(project) and project.get("readiness_site") == "pending":
            yield Spot((number,))


def personnel_words(plan: Plan) -> Iterator[Spot]:
    """No item sounds like personnel budget."""
    for row, line in lines(plan.bodies):
        if any(word in (line.get("item") or "") for word in PERSONNEL_WORDS):
            yield Spot(row)


def invests(project: Row) -> bool:
    """Whether a project has an investment line."""
    return any(line.get("category") == "INVESTMENT" for line in inner(project, "budget"))


def lines(sections: Sections) -> Iterator[tuple[tuple[int, int], Row]]:
    """Every budget line, with the index of its project and its own."""
    for number, project in enumerate(rows(sections, "projects", "projects")):
        for place, line in enumerate(inner(project, "budget")):
            yield (number, place), line


def _differs(line: Row) -> bool:
    money = amount(line)
    # Fractions, because a Decimal of limited precision would round a long product into equality.
    return money is not None and Fraction(line["quantity"]) * line["unit_cost_satang"] != money


def _told(plan: Plan) -> Iterator[tuple[str, tuple[int, ...], Any, str]]:
    """What came in for the computed fields of sections and of rows that were kept: place, row,
    value, and what it should be the sum of.
    """
    computed_fields = [
        (place, field.of or "")
        for place, field in plan.outline.fields.items()
        if field.type == "computed"
    ]
    for place, of in computed_fields:
        section, key, *column = place.split(".")
        if not column:
            yield place, (), value(plan.given, section, key), of
            continue
        kept = len(plan.rows(section, key))
        for number, row in enumerate(rows(plan.given, section, key)[:kept]):
            yield place, (number,), row.get(column[0]), of


def _plain(told: Any) -> Any:
    """Sums in one form: keys as text, as JSON has them, and nothing that is 0."""
    return {str(k): v for k, v in told.items() if v != 0} if isinstance(told, dict) else told


CHECKS = {
    "budget_year": budget_year,
    "budget_product": budget_product,
    "budget_no_personnel": budget_no_personnel,
    "budget_sum": budget_sum,
    "ceiling": ceiling,
    "investment_readiness": investment_readiness,
    "site_not_ready": site_not_ready,
    "personnel_words": personnel_words,
}
