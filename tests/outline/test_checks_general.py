"""Checks of the plan as a whole, of its province and of its risks."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outline.sample import CONTEXT, ROUND, found, outline, plan
from tests.outline.strategies import PATIENT
from workflow.outline.checks_general import CHECKS, has_citizen_number
from workflow.outline.context import Context
from workflow.outline.validate import validate

CITIZEN = "9123456789010"
"""Nobody's: such numbers begin with 1 to 8. Its check digit is right."""
END = "general.fiscal_year_end"
PILOT_PLAN = {"plan_type": "pilot", "fiscal_year_start": 2571, "fiscal_year_end": 2571}
GRAVE_RISK = {"likelihood": 5, "impact": 3}
CHECK_DIGITS = "10987654321"
"""By the rest of the weighed sum divided by 11."""
PILOT = replace(ROUND, plan_types=frozenset({"pilot"}), fiscal_year_end=2571)


def in_round(**facts: Any) -> Context:
    """The context of the sample with another round."""
    return replace(CONTEXT, round=replace(ROUND, **facts))


FIRES: list[tuple[str, str, Any, Context, str, tuple[int, ...]]] = [
    ("plan_years", "general.fiscal_year_end", 2574, CONTEXT, "general.fiscal_year_end", ()),
    ("plan_years", "general.plan_type", "annual", CONTEXT, "general.fiscal_year_end", ()),
    ("plan_years", "general", PILOT_PLAN | {"fiscal_year_end": 2572}, CONTEXT, END, ()),
    ("round_years", "general.fiscal_year_start", 2572, CONTEXT, "general.fiscal_year_start", ()),
    ("round_years", "general.fiscal_year_end", 2576, CONTEXT, "general.fiscal_year_end", ()),
    ("round_years", "general.plan_type", "pilot", CONTEXT, "general.plan_type", ()),
    ("round_late", "", None, in_round(closes=dt.date(2026, 11, 15)), "general.round", ()),
    ("title_thai_share", "general.title_th", "แผนๆๆ12 ABCD", CONTEXT, "general.title_th", ()),
    (
        "lead_institution_represents",
        "general.lead_institution",
        "INST-51",
        CONTEXT,
        "general.lead_institution",
        (),
    ),
    (
        "lead_institution_represents",
        "",
        None,
        replace(CONTEXT, institution=None),
        "general.lead_institution",
        (),
    ),
    ("email", "general.contact_email", "a@b@c.example", CONTEXT, "general.contact_email", ()),
    ("email", "general.contact_email", "@clinic.example", CONTEXT, "general.contact_email", ()),
    ("email", "general.contact_email", "contact@clinic", CONTEXT, "general.contact_email", ()),
    ("email", "general.contact_email", "con tact@a.example", CONTEXT, "general.contact_email", ()),
    ("phone", "general.contact_phone", "05300005", CONTEXT, "general.contact_phone", ()),
    ("phone", "general.contact_phone", "053-00005", CONTEXT, "general.contact_phone", ()),
    ("phone", "general.contact_phone", "๐๕๓๐๐๐๐๕๐", CONTEXT, "general.contact_phone", ()),
    ("baseline_year_not_future", "area.baseline.1.year", 2570, CONTEXT, "area.baseline.year", (1,)),
    (
        "district_in_province",
        "needs.needs.0.districts",
        ["5003", "5101"],
        CONTEXT,
        "needs.needs.districts",
        (0,),
    ),
    (
        "district_in_province",
        "projects.projects.0.districts",
        ["5101"],
        CONTEXT,
        "projects.projects.districts",
        (0,),
    ),
    (
        "forum_before_submit",
        "needs.forums.0.date",
        "2026-11-17",
        CONTEXT,
        "needs.forums.date",
        (0,),
    ),
    (
        "alignment_province",
        "direction.alignment.0.level",
        "national",
        CONTEXT,
        "direction.alignment",
        (),
    ),
    ("alignment_province", "direction.alignment", [], CONTEXT, "direction.alignment", ()),
    ("risk_owner_due", "risks.risks.0.owner", "", CONTEXT, "risks.risks.owner", (0,)),
    ("risk_owner_due", "risks.risks.0.due", None, CONTEXT, "risks.risks.due", (0,)),
    ("risk_owner_due", "risks.risks.0", GRAVE_RISK, CONTEXT, "risks.risks.owner", (0,)),
    ("citizen_number", "direction.vision", f"โทร {CITIZEN}", CONTEXT, "direction.vision", ()),
    ("citizen_number", "swot.threats", ["ฝุ่น", CITIZEN], CONTEXT, "swot.threats", (1,)),
    ("citizen_number", "risks.risks.0.owner", CITIZEN, CONTEXT, "risks.risks.owner", (0,)),
]
QUIET: list[tuple[str, str, Any, Context]] = [
    ("plan_years", "general.fiscal_year_end", None, CONTEXT),
    ("plan_years", "general.fiscal_year_start", None, CONTEXT),
    ("plan_years", "general.plan_type", None, CONTEXT),
    ("plan_years", "general", PILOT_PLAN, CONTEXT),
    ("plan_years", "general", PILOT_PLAN | {"plan_type": "annual"}, CONTEXT),
    ("round_years", "general.plan_type", None, CONTEXT),
    ("round_late", "", None, in_round(closes=CONTEXT.day)),
    ("round_late", "", None, in_round(closes=dt.date(2026, 11, 15), late_allowed=False)),
    ("title_thai_share", "general.title_th", "แผนๆๆๆ 1234 ABCD", CONTEXT),
    ("title_thai_share", "general.title_th", "", CONTEXT),
    ("lead_institution_represents", "general.lead_institution", None, CONTEXT),
    ("email", "general.contact_email", "", CONTEXT),
    ("phone", "general.contact_phone", "0812345678", CONTEXT),
    ("phone", "general.contact_phone", "", CONTEXT),
    ("baseline_year_not_future", "area.baseline.1.year", None, CONTEXT),
    ("district_in_province", "needs.needs.0.districts", [], CONTEXT),
    ("forum_before_submit", "needs.forums.0.date", "2026-11-16", CONTEXT),
    ("forum_before_submit", "needs.forums.0.date", None, CONTEXT),
    ("risk_owner_due", "risks.risks.0", {"likelihood": 2, "impact": 5}, CONTEXT),
    ("risk_owner_due", "risks.risks.0", {"likelihood": 5}, CONTEXT),
    ("citizen_number", "direction.vision", "9123456789011", CONTEXT),
]


@pytest.mark.parametrize(("code", "way", "value", "context", "place", "row"), FIRES)
def test_a_check_fires(
    code: str, way: str, value: Any, context: Context, place: str, row: tuple[int, ...]
) -> None:
    findings = found(plan(way, value), context)
    assert [one for one in findings if one[0] == code] == [(code, place, row)]


@pytest.mark.parametrize(("code", "way", "value", "context"), QUIET)
def test_a_check_is_quiet(code: str, way: str, value: Any, context: Context) -> None:
    assert code not in {one[0] for one in found(plan(way, value), context)}


def test_every_check_has_a_case() -> None:
    assert {case[0] for case in FIRES} == CHECKS.keys()


def test_an_annual_plan_of_one_year_fits_its_round() -> None:
    body = plan("general.plan_type", "pilot")
    body["general"]["fiscal_year_end"] = 2571
    codes = {one[0] for one in found(body, replace(CONTEXT, round=PILOT))}
    assert not codes & {"plan_years", "round_years"}


def test_a_late_plan_is_warned_not_refused() -> None:
    findings = validate(outline(), plan(), replace(CONTEXT, day=dt.date(2027, 1, 4)))
    assert (len(findings.errors), set(findings.codes)) == (0, {"round_late"})


@pytest.mark.parametrize(
    ("text", "there"),
    [
        (CITIZEN, True),
        ("เลข 9-1234-56789-01-0 แล้ว", True),
        ("9 1234 56789 01 0", True),
        ("9\u20131234\u201356789\u201301\u20130", True),
        ("๙๑๒๓๔๕๖๗๘๙๐๑๐", True),
        (f"0812345678 {CITIZEN}", True),
        (f"{CITIZEN} 2571", True),
        (f"9{CITIZEN}", False),
        (f"{CITIZEN}9", False),
        ("9123456789011", False),
        ("912345678901", False),
        ("9.1234.56789.01.0", False),
        ("1" * 500, False),
        ("", False),
    ],
)
def test_a_number_that_may_be_a_citizens(text: str, there: bool) -> None:
    assert has_citizen_number(text) is there


@PATIENT
@given(st.text("0123456789", min_size=11, max_size=11), st.integers(0, 9))
def test_one_check_digit_of_ten_is_right(digits: str, last: int) -> None:
    first = f"9{digits}"
    weighed = sum(int(digit) * (13 - place) for place, digit in enumerate(first))
    assert has_citizen_number(f"{first}{last}") is (CHECK_DIGITS[weighed % 11] == str(last))
