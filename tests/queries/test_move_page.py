"""The page of a move: where it leads, what stands against it, and how its answer is coded."""

import pytest

from tests.conftest import TODAY
from tests.services.acting import (
    NAKHON,
    NAN,
    PATTANI,
    RECOMMENDED,
    ROI_ET,
    SAMUT_SONGKHRAM,
    act,
    actor,
    statements,
)
from workflow.queries.move_page import MovePage, move_page, unsent_on
from workflow.queries.plan_page import plan_page
from workflow.states.refusals import NotFound


@pytest.mark.parametrize(
    ("username", "plan", "name", "code"),
    [
        ("clinic.75", SAMUT_SONGKHRAM, "recommend", 200),
        ("drafter.95", PATTANI, "submit", 200),
        ("drafter.55", NAN, "resubmit_revised", 200),
        ("pcso.75", SAMUT_SONGKHRAM, "recommend", 403),
        ("secretariat.1", ROI_ET, "approve", 403),
        ("pcso.75", SAMUT_SONGKHRAM, "endorse", 409),
        ("clinic.75", SAMUT_SONGKHRAM, "submit", 409),
    ],
)
def test_what_changed_and_who_asks_close_the_page(
    username: str, plan: int, name: str, code: int
) -> None:
    assert _page(username, plan, name).code == code


@pytest.mark.parametrize("name", ["clinic_return", "recommend", "withdraw", "recall"])
def test_its_reasons_are_those_of_the_plan_s_page(name: str) -> None:
    page = plan_page(SAMUT_SONGKHRAM, actor("drafter2.75"), TODAY)
    known = {move.name: reasons for move, reasons in page.refused}
    reasons = _page("drafter2.75", SAMUT_SONGKHRAM, name).reasons
    assert reasons == known.get(name, ())


@pytest.mark.parametrize(
    ("username", "plan", "name", "to"),
    [
        ("clinic.75", SAMUT_SONGKHRAM, "recommend", "pcso_endorsement"),
        ("drafter.55", NAN, "resubmit", "pcso_endorsement"),
        ("pcso.80", NAKHON, "decline", "declined"),
        ("pcso.80", NAKHON, "approve", None),
    ],
)
def test_a_page_says_where_the_move_leads(
    username: str, plan: int, name: str, to: str | None
) -> None:
    page = _page(username, plan, name)
    assert (page.to.code if page.to else None) == to
    assert page.ends is (to == "declined")


def test_a_page_says_in_what_capacity_one_would_act() -> None:
    holding = _page("acting.55", NAN, "pcso_return").holding
    assert holding is not None
    assert (holding.capacity, holding.vacant) == ("acting", True)


def test_who_may_not_act_has_no_capacity() -> None:
    assert _page("auditor.1", NAKHON, "endorse").holding is None


def test_a_page_tells_what_was_done_since_it_was_seen() -> None:
    act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    page = _page("pcso.75", SAMUT_SONGKHRAM, "endorse")
    assert [entry.act for entry in page.changed_since(1)] == ["submit", "recommend"]
    assert page.changed_since(3) == ()


@pytest.mark.parametrize(
    ("username", "plan", "name"),
    [
        ("pcso.80", NAKHON, "to_approved"),
        ("pcso.80", NAN, "endorse"),
        ("pcso.80", 999_999, "endorse"),
    ],
)
def test_what_is_not_there_or_not_theirs_has_no_page(username: str, plan: int, name: str) -> None:
    with pytest.raises(NotFound):
        _page(username, plan, name)


@pytest.mark.parametrize(
    ("username", "plan", "name", "queries"),
    [
        ("clinic.75", SAMUT_SONGKHRAM, "recommend", 1),
        ("drafter.95", PATTANI, "submit", 0),
        ("drafter.75", SAMUT_SONGKHRAM, "recall", 0),
        ("pcso.75", SAMUT_SONGKHRAM, "recommend", 0),
        ("pcso.75", SAMUT_SONGKHRAM, "endorse", 0),
    ],
)
def test_what_was_begun_is_asked_for_once_and_only_where_words_are(
    username: str, plan: int, name: str, queries: int
) -> None:
    page, person = _page(username, plan, name), actor(username)
    assert len(statements(lambda: unsent_on(page, person, TODAY))) == queries


def _page(username: str, plan: int, name: str) -> MovePage:
    return move_page(plan, name, actor(username), TODAY)
