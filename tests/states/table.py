"""The default procedure written out by hand from its description: the tests' own opinion of it.

Nothing here is read from the product.
"""

import datetime as dt
from typing import NamedTuple

from workflow.states.facts import Checked, Given, NewPoint

STAGES = (
    "draft",
    "clinic_review",
    "pcso_endorsement",
    "committee_approval",
    "returned",
    "conditional",
    "approved",
    "declined",
    "rejected",
    "withdrawn",
    "superseded",
)
RETURNERS = ("clinic_review", "pcso_endorsement", "committee_approval")
"""Stages to which a returned plan may come back."""
POSTS = (
    "drafter",
    "clinic_rep",
    "pcso",
    "provincial_office",
    "member",
    "chair",
    "secretariat",
    "observer",
    "auditor",
    "admin",
)
CHECKS = (
    "forums_minuted",
    "needs_match",
    "baseline_sourced",
    "indicators_measurable",
    "technology_ready",
    "budget_plausible",
    "mechanism_agreed",
    "risks_owned",
)


class Row(NamedTuple):
    """A move: from, to, by a post or submitter, resolution, system; what it must carry."""

    source: tuple[str, ...]
    to: str
    by: str
    given: Given = Given()
    decides: bool = False


LONG = "ก" * 50
ALL_CHECKED = tuple(Checked(code, done=True) for code in CHECKS)
A_POINT = (NewPoint("needs", "needs.forums", "ขอหลักฐาน"),)
SENT = Given(summary="แก้ไขแล้ว")
IN_A_MONTH = dt.date(2026, 12, 24)

TABLE: dict[str, Row] = {
    "submit": Row(("draft",), "clinic_review", "drafter"),
    "recall": Row(("clinic_review",), "draft", "submitter"),
    "clinic_return": Row(
        ("clinic_review",), "returned", "clinic_rep", Given(reason="ขาด", points=A_POINT)
    ),
    "recommend": Row(
        ("clinic_review",),
        "pcso_endorsement",
        "clinic_rep",
        Given(opinion="เห็นควร", checklist=ALL_CHECKED),
        decides=True,
    ),
    "pcso_return": Row(("pcso_endorsement",), "returned", "pcso", Given(order="ให้แก้")),
    "endorse": Row(("pcso_endorsement",), "committee_approval", "pcso", decides=True),
    "decline": Row(("pcso_endorsement",), "declined", "pcso", Given(reason=LONG), decides=True),
    "secretariat_return": Row(
        ("committee_approval",), "returned", "secretariat", Given(reason="ขอข้อมูล")
    ),
    "approve": Row(
        ("committee_approval",), "approved", "resolution", Given(resolution="มติ"), decides=True
    ),
    "approve_with_conditions": Row(
        ("committee_approval",),
        "conditional",
        "resolution",
        Given(resolution="มติ", conditions=("แก้งบ",), due=IN_A_MONTH),
        decides=True,
    ),
    "committee_return": Row(
        ("committee_approval",),
        "returned",
        "resolution",
        Given(resolution="มติ", back_to="clinic_review"),
    ),
    "defer": Row(
        ("committee_approval",), "committee_approval", "resolution", Given(resolution="มติ")
    ),
    "reject": Row(
        ("committee_approval",),
        "rejected",
        "resolution",
        Given(resolution="มติ", reason=LONG),
        decides=True,
    ),
    "confirm_conditions": Row(("conditional",), "approved", "secretariat", Given(note="ครบ")),
    "conditions_lapse": Row(("conditional",), "returned", "system"),
    "resubmit": Row(("returned",), "@returned_by", "drafter", SENT),
    "resubmit_revised": Row(("returned",), "clinic_review", "drafter", SENT),
    "withdraw": Row(
        ("draft", "clinic_review", "returned", "pcso_endorsement"),
        "withdrawn",
        "drafter",
        Given(reason="ถอน"),
    ),
    "pcso_withdraw": Row(("committee_approval",), "withdrawn", "pcso", Given(reason="ถอน")),
    "supersede": Row(("approved",), "superseded", "system"),
}
