"""Why somebody can or cannot: the same reasons as everywhere, and who can."""

import pytest

from tests.conftest import TODAY
from tests.services.acting import NAKHON, NAN, PATTANI, SAMUT_SONGKHRAM, actor, end
from workflow.queries.explain import Explained, asked_about, explain
from workflow.queries.plan_page import plan_page
from workflow.states.refusals import NotFound


def test_every_move_from_the_stage_is_explained() -> None:
    lines = _explain("clinic.75", SAMUT_SONGKHRAM)
    assert [line.move.name for line in lines] == [
        "recall",
        "clinic_return",
        "recommend",
        "withdraw",
    ]
    assert [not line.reasons for line in lines] == [False, True, True, False]


def test_one_move_may_be_asked_for() -> None:
    (line,) = _explain("pcso.80", NAKHON, "endorse")
    assert (line.move.name, line.reasons) == ("endorse", ())


def test_a_move_from_another_stage_is_explained_too() -> None:
    (line,) = _explain("pcso.75", SAMUT_SONGKHRAM, "endorse")
    assert [reason.code for reason in line.reasons] == ["wrong_stage"]


@pytest.mark.parametrize("username", ["drafter.75", "clinic.75", "pcso.75"])
def test_the_reasons_are_those_of_the_page(username: str) -> None:
    page = plan_page(SAMUT_SONGKHRAM, actor(username), TODAY)
    refused = {move.name: reasons for move, reasons in page.refused}
    lines = _explain(username, SAMUT_SONGKHRAM)
    assert {line.move.name: line.reasons for line in lines if line.reasons} == refused


@pytest.mark.parametrize(
    ("plan", "move", "who"),
    [
        (NAKHON, "endorse", ["pcso.80"]),
        (SAMUT_SONGKHRAM, "recall", ["drafter.75"]),
        (SAMUT_SONGKHRAM, "withdraw", ["drafter.75", "drafter2.75"]),
        (NAN, "resubmit", ["drafter.55", "drafter2.55"]),
        (PATTANI, "submit", []),
    ],
)
def test_who_can_is_named(plan: int, move: str, who: list[str]) -> None:
    (line,) = _explain("auditor.1", plan, move)
    assert {one.id for one in line.can} == {actor(name).id for name in who}


def test_where_the_post_is_vacant_nobody_can() -> None:
    end("pcso.80")
    (line,) = _explain("auditor.1", NAKHON, "endorse")
    assert line.can == ()


def test_somebody_who_cannot_see_the_plan_is_told_why_they_cannot_act() -> None:
    (line,) = _explain("pcso.75", NAKHON, "endorse")
    assert [reason.code for reason in line.reasons] == ["not_your_post"]


@pytest.mark.parametrize(("plan", "move"), [(999_999, None), (NAKHON, "to_approved")])
def test_what_is_not_there_cannot_be_explained(plan: int, move: str | None) -> None:
    with pytest.raises(NotFound):
        _explain("auditor.1", plan, move)


def test_one_may_ask_about_oneself_and_whoever_has_a_post_there() -> None:
    case, _ = explain(NAKHON, actor("auditor.1"), TODAY)
    auditor, pcso = actor("auditor.1"), actor("pcso.80")
    assert asked_about(case, auditor, None) == auditor
    assert asked_about(case, auditor, str(auditor.id)) == auditor
    assert asked_about(case, auditor, str(pcso.id)).id == pcso.id


@pytest.mark.parametrize("number", ["999999", "x", "0", "๑"])
def test_about_anybody_else_nothing_is_said(number: str) -> None:
    case, _ = explain(NAKHON, actor("auditor.1"), TODAY)
    with pytest.raises(NotFound):
        asked_about(case, actor("auditor.1"), number)


def _explain(username: str, plan: int, move: str | None = None) -> tuple[Explained, ...]:
    return explain(plan, actor(username), TODAY, move)[1]
