"""Whether a round takes a new plan: asked when one is offered, and again when it is begun."""

import datetime as dt

from workflow.models import Province, Round
from workflow.states.refusals import Reason


def against_plan(taken: Round, province: Province, plan_type: str, day: dt.date) -> list[Reason]:
    """Every reason why a round does not take a plan of a kind from a province on a day."""
    return [*_against_kind(taken, province, plan_type), *_against_day(taken, day)]


def _against_kind(taken: Round, province: Province, plan_type: str) -> list[Reason]:
    reasons = []
    if not province.is_province:
        reasons.append(Reason("no_pcso_province", field="province"))
    if taken.invited is not None and province.code not in taken.invited:
        reasons.append(Reason("not_invited", field="province"))
    if plan_type not in taken.plan_types:
        reasons.append(Reason("plan_type_not_of_round", field="plan_type"))
    return reasons


def _against_day(taken: Round, day: dt.date) -> list[Reason]:
    if day < taken.opens:
        return [Reason("round_not_open", field="round", values={"day": taken.opens})]
    if day > taken.closes and not taken.late_allowed:
        return [Reason("round_closed", field="round", values={"day": taken.closes})]
    return []
