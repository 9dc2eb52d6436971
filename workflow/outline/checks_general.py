"""Checks of the plan as a whole, of its province and of its risks. Each yields where it speaks;
the outline's file says with which sentence and how hard.
"""

import re
from collections.abc import Iterator

from workflow.outline.context import Plan, Spot
from workflow.outline.fields import TEXTS
from workflow.outline.reading import Leaf
from workflow.thai.dates import buddhist_year
from workflow.thai.numbers import arabic
from workflow.thai.text import thai_share

SPANS = {"five_year": 5, "annual": 1, "pilot": 1}
"""Fiscal years that each type of plan covers."""
LEAST_THAI = 0.6
GRAVE = 15
"""Score (likelihood x impact) from which a risk needs an owner and a due date."""
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_PHONE = re.compile(r"[0-9]{9,10}")
_GAP = r"[\s\u2010-\u2015\u2212-]*"
_THIRTEEN = re.compile(rf"(?<![0-9])(?=([0-9](?:{_GAP}[0-9]){{12}})(?![0-9]))")


def plan_years(plan: Plan) -> Iterator[Spot]:
    """The years span what the type of plan covers."""
    span = SPANS.get(plan.value("general", "plan_type"))
    if span and plan.start and plan.end and plan.end - plan.start + 1 != span:
        yield Spot()


def round_years(plan: Plan) -> Iterator[Spot]:
    """Years and type are the round's; speaks at the first that is not."""
    taken = plan.context.round
    allowed = {
        "fiscal_year_start": {taken.fiscal_year_start},
        "fiscal_year_end": {taken.fiscal_year_end},
        "plan_type": taken.plan_types,
    }
    for key, values in allowed.items():
        said = plan.value("general", key)
        if said is not None and said not in values:
            yield Spot(place=f"general.{key}")
            return


def round_late(plan: Plan) -> Iterator[Spot]:
    """The round has closed and takes late plans; where it takes none, the move's guard refuses."""
    taken = plan.context.round
    if taken.late_allowed and plan.context.day > taken.closes:
        yield Spot()


def title_thai_share(plan: Plan) -> Iterator[Spot]:
    """Enough of the title's letters are Thai."""
    title = plan.value("general", "title_th")
    if title and thai_share(title) < LEAST_THAI:
        yield Spot()


def lead_institution_represents(plan: Plan) -> Iterator[Spot]:
    """The institution is the one that represents the province on the day."""
    lead = plan.value("general", "lead_institution")
    if lead and lead != plan.context.institution:
        yield Spot()


def email(plan: Plan) -> Iterator[Spot]:
    """One @ with something on both sides, a dot behind it, no white space."""
    address = plan.value("general", "contact_email")
    if address and not _EMAIL.fullmatch(address):
        yield Spot()


def phone(plan: Plan) -> Iterator[Spot]:
    """9 or 10 ASCII digits."""
    number = plan.value("general", "contact_phone")
    if number and not _PHONE.fullmatch(number):
        yield Spot()


def baseline_year_not_future(plan: Plan) -> Iterator[Spot]:
    """No figure is from a year to come."""
    this_year = buddhist_year(plan.context.day)
    for number, row in enumerate(plan.rows("area", "baseline")):
        if (row.get("year") or 0) > this_year:
            yield Spot((number,))


def district_in_province(plan: Plan) -> Iterator[Spot]:
    """Every district lies in the plan's province. That it exists was seen when it was saved."""
    for leaf in plan.leaves:
        if "district_in_province" in leaf.field.rules and _elsewhere(plan, leaf):
            yield Spot(leaf.row, leaf.place)


def forum_before_submit(plan: Plan) -> Iterator[Spot]:
    """No forum is still to come."""
    today = plan.context.day.isoformat()
    for number, row in enumerate(plan.rows("needs", "forums")):
        if (row.get("date") or "") > today:
            yield Spot((number,))


def alignment_province(plan: Plan) -> Iterator[Spot]:
    """Some row names the provincial development plan."""
    if all(row.get("level") != "province" for row in plan.rows("direction", "alignment")):
        yield Spot()


def risk_owner_due(plan: Plan) -> Iterator[Spot]:
    """A grave risk has an owner and a due date; speaks at the first that is missing."""
    for number, row in enumerate(plan.rows("risks", "risks")):
        if (row.get("likelihood") or 0) * (row.get("impact") or 0) >= GRAVE:
            missing = [key for key in ("owner", "due") if not row.get(key)]
            yield from (Spot((number,), f"risks.risks.{key}") for key in missing[:1])


def citizen_number(plan: Plan) -> Iterator[Spot]:
    """A number that may be a citizen's, in any text, longtext or list."""
    for leaf in plan.leaves:
        for row, text in _texts(leaf):
            if has_citizen_number(text):
                yield Spot(row, leaf.place)


def has_citizen_number(text: str) -> bool:
    """Whether 13 digits in a row, parted by no more than white space and dashes, check out."""
    return any(_checks_out(found[1]) for found in _THIRTEEN.finditer(arabic(text)))


def _texts(leaf: Leaf) -> list[tuple[tuple[int, ...], str]]:
    """What people wrote in a field: one text, or the entries of a list, each with its row."""
    if leaf.field.type == "list":
        return [((*leaf.row, number), item) for number, item in enumerate(leaf.value)]
    return [(leaf.row, leaf.value)] if leaf.field.type in TEXTS else []


def _checks_out(run: str) -> bool:
    digits = [int(char) for char in run if char.isdigit()]
    weighed = sum(digit * (13 - place) for place, digit in enumerate(digits[:12]))
    return (11 - weighed % 11) % 10 == digits[12]


def _elsewhere(plan: Plan, leaf: Leaf) -> bool:
    return any(not code.startswith(plan.context.province) for code in leaf.value)


CHECKS = {
    "plan_years": plan_years,
    "round_years": round_years,
    "round_late": round_late,
    "title_thai_share": title_thai_share,
    "lead_institution_represents": lead_institution_represents,
    "email": email,
    "phone": phone,
    "baseline_year_not_future": baseline_year_not_future,
    "district_in_province": district_in_province,
    "forum_before_submit": forum_before_submit,
    "alignment_province": alignment_province,
    "risk_owner_due": risk_owner_due,
    "citizen_number": citizen_number,
}
