"""A plan's brief: what the reader saw last, the opinion that stands, the round before."""

import datetime as dt

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import (
    CHIANG_MAI,
    NAKHON,
    NAN,
    PATTANI,
    SAMUT_SONGKHRAM,
    act,
    actor,
    also,
    answers,
    body,
    by_hand,
    row,
    save,
    statements,
)
from workflow.extensions import db
from workflow.models import Plan
from workflow.queries.brief import Brief, brief
from workflow.states.facts import Given
from workflow.states.refusals import NotFound

pytestmark = pytest.mark.both

ORDER = Given(order="ให้ปรับงบลงทุนตามราคากลาง")
BEFORE = {"round_code": "2570-pilot", "created_at": TODAY - dt.timedelta(days=400), "version": 1}


def test_the_opinion_with_which_the_clinic_recommended_it_stands() -> None:
    opinion = _brief(NAKHON, "pcso.80").opinion
    assert opinion is not None
    assert (opinion.act, opinion.post) == ("recommend", "clinic_rep")


@pytest.mark.parametrize("plan", [SAMUT_SONGKHRAM, PATTANI])
def test_before_that_there_is_none(plan: int) -> None:
    assert _brief(plan, "secretariat.1").opinion is None


def test_a_first_text_has_nothing_to_be_compared_with() -> None:
    found = _brief(NAKHON, "pcso.80")
    assert (found.seen, found.texts, found.earlier) == (None, None, None)


def test_a_first_text_is_compared_with_the_plan_of_the_round_before() -> None:
    _round_before(revision=1)
    earlier = _brief(NAKHON, "pcso.80").earlier
    assert earlier is not None
    assert (earlier.id, earlier.projects) == (900, row(NAKHON).projects)
    assert earlier.total_satang == row(NAKHON).total_satang


def test_not_with_one_that_was_never_submitted() -> None:
    _round_before(revision=0)
    assert _brief(NAKHON, "secretariat.1").earlier is None


def test_a_corrected_text_is_compared_with_what_the_pcso_sent_back() -> None:
    _send_back_and_forth()
    found = _brief(NAKHON, "pcso.80")
    assert found.seen is not None
    assert found.texts is not None
    assert (found.seen.act, found.texts.earlier, found.texts.later) == ("pcso_return", 1, 2)
    assert found.texts.old["needs"] != found.texts.new["needs"]


def test_whoever_stands_in_is_shown_what_the_post_saw_last() -> None:
    _send_back_and_forth()
    also("auditor.1", "pcso", "80", capacity="acting")
    seen = _brief(NAKHON, "auditor.1").seen
    assert seen is not None
    assert seen.act == "pcso_return"


def test_whose_post_never_dealt_with_it_sees_it_against_the_text_before() -> None:
    found = _brief(CHIANG_MAI, "auditor.1")
    assert found.seen is None
    assert found.texts is not None
    assert (found.texts.earlier, found.texts.later) == (1, 2)


def test_what_is_being_corrected_is_compared_with_what_was_sent_back() -> None:
    texts = _brief(NAN, "auditor.1").texts
    assert texts is not None
    assert (texts.earlier, texts.later) == (row(NAN).revision, None)


def test_who_decided_on_this_very_text_finds_it_unchanged() -> None:
    act("pcso.80", NAKHON, "endorse")
    texts = _brief(NAKHON, "pcso.80").texts
    assert texts is not None
    assert (texts.earlier, texts.later, texts.old) == (1, None, texts.new)


def test_somebody_else_s_plan_has_no_brief() -> None:
    with pytest.raises(NotFound):
        _brief(NAKHON, "pcso.75")


@pytest.mark.parametrize("plan", range(1, 7))
def test_a_brief_takes_at_most_eleven_queries(plan: int) -> None:
    _brief(plan, "secretariat.1")
    db.session.rollback()
    sent = statements(lambda: _brief(plan, "secretariat.1"))
    assert len(sent) <= 11, sent


def _brief(plan: int, username: str) -> Brief:
    return brief(plan, actor(username), TODAY)


def _send_back_and_forth() -> None:
    act("pcso.80", NAKHON, "pcso_return", ORDER)
    longer = body(NAKHON, "needs")["problems_and_needs"] + " ปรับปรุงตามข้อสั่งการแล้ว"
    save("drafter.80", NAKHON, "needs", problems_and_needs=longer)
    act("drafter.80", NAKHON, "resubmit", answers(NAKHON))


def _round_before(revision: int) -> None:
    plain = dict(row(NAKHON)._mapping) | BEFORE | {"id": 900, "revision": revision}
    by_hand(sa.insert(Plan).values(plain | {"is_open": False}))
