"""Amending the demo's approved plan in a test, straight at the services."""

from typing import Any

from tests.conftest import TODAY
from tests.services.acting import CHIANG_MAI, WARNINGS, act, actor, operation, row, save
from workflow.services.amend_plan import NewAmendment, amend_plan
from workflow.services.change_amendment_kind import OtherKind, change_amendment_kind
from workflow.services.move_plan import Moved
from workflow.services.reopen_plan import Reopening, reopen_plan
from workflow.states.facts import Checked, Given

DRAFTER, CLINIC, PCSO = "drafter.50", "clinic.50", "pcso.50"
SUBMITTED = Given(warnings=WARNINGS)
CONFIRMED = Given(checklist=(Checked("no_other_change", True), Checked("only_spelling", True)))
MINOR_CHECKS = ("changes_explained", "no_other_change", "targets_kept", "budget_plausible")
RECOMMENDED = Given(opinion="เห็นควร", checklist=tuple(Checked(c, True) for c in MINOR_CHECKS))
WHY = "แก้ไขข้อมูลผู้ประสานงาน"


def wanted(kind: str = "minor", plan_id: int = CHIANG_MAI, **changed: Any) -> NewAmendment:
    """An amendment as somebody would ask for it who sees the plan as it now is."""
    values: dict[str, Any] = {
        "plan_id": plan_id,
        "kind": kind,
        "reason": WHY,
        "version": row(plan_id).version,
        "operation_id": operation(),
    }
    return NewAmendment(**{**values, **changed})


def amended(kind: str = "minor", plan_id: int = CHIANG_MAI) -> int:
    """An amendment of the approved plan, begun by its drafter."""
    return amend_plan(wanted(kind, plan_id), actor(DRAFTER), TODAY)


def other_kind(plan_id: int, kind: str, **changed: Any) -> OtherKind:
    """Another kind as somebody would ask for it who sees the amendment as it now is."""
    values: dict[str, Any] = {
        "plan_id": plan_id,
        "kind": kind,
        "version": row(plan_id).version,
        "operation_id": operation(),
    }
    return OtherKind(**{**values, **changed})


def change_kind(plan_id: int, kind: str) -> None:
    """Change the kind of an amendment as its drafter."""
    change_amendment_kind(other_kind(plan_id, kind), actor(DRAFTER), TODAY)


def again(plan_id: int, **changed: Any) -> Reopening:
    """A reopening as somebody would ask for it who sees the plan as it now is."""
    values: dict[str, Any] = {
        "plan_id": plan_id,
        "reason": "แก้ไขตามเหตุผลที่ได้รับ",
        "version": row(plan_id).version,
        "operation_id": operation(),
    }
    return Reopening(**{**values, **changed})


def reopened(plan_id: int, username: str = DRAFTER) -> int:
    """An ended plan begun again by its drafter."""
    return reopen_plan(again(plan_id), actor(username), TODAY)


def correct_the_contact(plan_id: int) -> None:
    """Change what even a clerical amendment takes."""
    save(DRAFTER, plan_id, "general", contact_name="ผู้ประสานงานคนใหม่")


def submitted(kind: str) -> int:
    """An amendment of a kind, submitted."""
    plan_id = amended(kind)
    correct_the_contact(plan_id)
    act(DRAFTER, plan_id, "submit", SUBMITTED)
    return plan_id


def to_endorse() -> int:
    """A minor amendment that waits for the PCSO."""
    plan_id = submitted("minor")
    act(CLINIC, plan_id, "recommend", RECOMMENDED)
    return plan_id


def in_force(kind: str = "minor") -> Moved:
    """A clerical or minor amendment that took the place of its plan: its last move."""
    if kind == "minor":
        return act(PCSO, to_endorse(), "endorse")
    return act(CLINIC, submitted(kind), "confirm", CONFIRMED)
