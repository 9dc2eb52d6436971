"""Counters that went wrong are set right, and named."""

import pytest
import sqlalchemy as sa

from tests.services.acting import NAKHON, act, apart, by_hand
from workflow.extensions import db
from workflow.facts.counted import Miscount, miscounts
from workflow.models import Counter
from workflow.services.recount import recount

pytestmark = pytest.mark.both

ROUND = "2571-five-year"


def _spoil() -> list[Miscount]:
    """One counter too high, one gone, one of what never was."""
    of = (Counter.round_code == ROUND, Counter.n > 0)
    by_hand(sa.update(Counter).where(*of, Counter.province_code == "50").values(n=3))
    by_hand(sa.delete(Counter).where(*of, Counter.province_code == "80"))
    never = {"province_code": "10", "round_code": ROUND, "stage": "draft", "n": 7}
    by_hand(sa.insert(Counter).values(never))
    return [
        Miscount("10", ROUND, "draft", 7, 0),
        Miscount("50", ROUND, "approved", 3, 1),
        Miscount("80", ROUND, "pcso_endorsement", 0, 1),
    ]


def test_what_is_right_stays() -> None:
    assert recount() == []


def test_what_is_wrong_is_named_and_set_right() -> None:
    wrong = _spoil()
    assert miscounts() == wrong
    assert recount() == wrong
    assert miscounts() == []


def test_plans_may_move_while_it_is_set_right() -> None:
    _spoil()
    recount()
    act("pcso.80", NAKHON, "endorse")
    assert miscounts() == []


def test_looking_changes_nothing() -> None:
    wrong = _spoil()
    db.session.rollback()
    assert apart(miscounts) == miscounts() == wrong
