"""Many at once on an approved plan and its amendment: one takes its place, once."""

import pytest

from tests.faults.racing import EVERYONE, Racers, Start
from tests.services.acting import CHIANG_MAI, act, acts, also, asked, count, row
from tests.services.amending import CLINIC, DRAFTER, PCSO, RECOMMENDED, SUBMITTED, wanted
from tests.services.amending import amended as begun
from tests.services.amending import correct_the_contact as correct
from workflow.models import Outbox, Plan
from workflow.states.facts import Given

pytestmark = [pytest.mark.faults, pytest.mark.both]

ROUNDS = 3


@pytest.fixture(autouse=True)
def acting(racers: Racers) -> None:
    """Somebody acts for the PCSO of the plans."""
    also("observer.1", "pcso", "50", capacity="acting")


def test_of_eight_who_would_amend_at_once_one_does(racers: Racers) -> None:
    starts = [Start(DRAFTER, wanted("minor")) for _ in range(EVERYONE)]
    codes = sorted(outcome.code for outcome in racers.race(starts))
    assert codes == [200] + [409] * 7
    assert count(Plan, Plan.amends_id == CHIANG_MAI) == 1
    assert acts(CHIANG_MAI).count("amend") == 1


def test_an_amendment_takes_the_place_of_its_plan_once_whoever_presses(racers: Racers) -> None:
    in_force = CHIANG_MAI
    for _ in range(ROUNDS):
        plan_id = _to_endorse(in_force)
        starts = [Start(name, asked(plan_id, "endorse")) for name in (PCSO, "observer.1") * 3]
        starts += [Start(DRAFTER, wanted("minor", in_force)) for _ in range(2)]
        codes = [outcome.code for outcome in racers.race(starts)]
        assert codes.count(200) == 1
        assert set(codes) <= {200, 409, 422}
        assert (row(plan_id).stage, row(in_force).stage) == ("approved", "superseded")
        assert acts(in_force).count("supersede") == 1
        owed = count(Outbox, Outbox.plan_id == in_force, Outbox.kind == "supersede")
        assert owed > 0
        in_force = plan_id


def test_approved_or_withdrawn_both_plans_say_the_same(racers: Racers) -> None:
    plan_id = _to_endorse(CHIANG_MAI)
    away = Given(reason="เลิกแก้ไข")
    starts = [Start(PCSO, asked(plan_id, "endorse")) for _ in range(4)]
    starts += [Start(DRAFTER, asked(plan_id, "withdraw", away)) for _ in range(4)]
    codes = sorted(outcome.code for outcome in racers.race(starts))
    assert codes == [200] + [409] * 7
    stages = row(plan_id).stage, row(CHIANG_MAI).stage
    assert stages in (("approved", "superseded"), ("withdrawn", "approved"))


def _to_endorse(in_force: int) -> int:
    plan_id = begun("minor", in_force)
    correct(plan_id)
    act(DRAFTER, plan_id, "submit", SUBMITTED)
    act(CLINIC, plan_id, "recommend", RECOMMENDED)
    return plan_id
