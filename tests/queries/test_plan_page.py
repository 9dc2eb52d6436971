"""A plan's page: its buttons are what `decide` accepts, its reasons are what `decide` says."""

import contextlib
import datetime as dt
from collections.abc import Sequence

import pytest

from tests.conftest import TODAY
from tests.services.acting import (
    CHIANG_MAI,
    NAKHON,
    NAN,
    PATTANI,
    RETURNED,
    ROI_ET,
    SAMUT_SONGKHRAM,
    act,
    actor,
    also,
    answers,
    asked,
    end,
    statements,
)
from workflow.demo.people import PRINCIPALS
from workflow.extensions import db, writing
from workflow.queries.plan_page import PlanPage, plan_page, revision_text, revisions_of
from workflow.services.decide import decide
from workflow.services.move_plan import move_plan
from workflow.states.facts import Checked, Given, NewPoint, Person
from workflow.states.procedure import Move, default_text, parse
from workflow.states.refusals import NotFound, Reason, Refused

PROCEDURE = parse(default_text())
LONG = "เหตุผลที่ยาวพอสำหรับทุกการดำเนินการที่ต้องให้เหตุผลไม่น้อยกว่าห้าสิบตัวอักษร"
PLANS = pytest.mark.parametrize("plan", range(1, 7))
EVERYONE = pytest.mark.parametrize("username", sorted(PRINCIPALS))


@EVERYONE
def test_a_move_shown_as_open_is_accepted(username: str) -> None:
    person = actor(username)
    for page in _pages(person):
        for move in page.open_moves:
            assert decide_and_forget(page.plan.id, move, person) == []


@EVERYONE
def test_a_move_shown_as_refused_is_refused_for_the_same_reasons(username: str) -> None:
    person = actor(username)
    for page in _pages(person):
        for move, reasons in page.refused:
            assert decide_and_forget(page.plan.id, move, person) == list(reasons)


def test_somebody_is_shown_every_move_that_a_person_makes_here() -> None:
    shown = {m.name for name in PRINCIPALS for p in _pages(actor(name)) for m in p.open_moves}
    once = "recall clinic_return recommend pcso_return endorse decline secretariat_return"
    assert shown == {*once.split(), "resubmit", "withdraw", "pcso_withdraw"}


@PLANS
def test_a_move_that_is_not_shown_cannot_be_made_from_here(plan: int) -> None:
    person = actor("secretariat.1")
    page = _page(plan, person)
    shown = {move.name for move in (*page.open_moves, *(move for move, _ in page.refused))}
    for move in PROCEDURE.moves:
        if move.name not in shown:
            assert decide_and_forget(plan, move, person)[0].code == "wrong_stage"


@EVERYONE
def test_a_plan_that_is_not_seen_is_not_there_to_be_moved(username: str) -> None:
    person = actor(username)
    for plan in set(range(1, 7)) - {page.plan.id for page in _pages(person)}:
        with pytest.raises(NotFound):
            decide(asked(plan, "withdraw"), person, TODAY)


@pytest.mark.parametrize(
    ("username", "plan", "names"),
    [
        ("drafter.75", SAMUT_SONGKHRAM, ["recall", "withdraw"]),
        ("drafter2.75", SAMUT_SONGKHRAM, ["withdraw"]),
        ("clinic.75", SAMUT_SONGKHRAM, ["clinic_return", "recommend"]),
        ("pcso.75", SAMUT_SONGKHRAM, []),
        ("pcso.80", NAKHON, ["pcso_return", "endorse", "decline"]),
        ("drafter.55", NAN, ["resubmit", "withdraw"]),
        ("acting.55", NAN, []),
        ("drafter.95", PATTANI, ["withdraw"]),
        ("secretariat.1", ROI_ET, ["secretariat_return"]),
        ("pcso.45", ROI_ET, ["pcso_withdraw"]),
        ("chair.MOI-1", ROI_ET, []),
        ("auditor.1", NAKHON, []),
    ],
)
def test_a_page_shows_the_moves_of_its_reader(username: str, plan: int, names: list[str]) -> None:
    assert [move.name for move in _page(plan, actor(username)).open_moves] == names


@pytest.mark.parametrize(
    ("username", "plan", "name"),
    [
        ("drafter.75", SAMUT_SONGKHRAM, None),
        ("clinic.75", SAMUT_SONGKHRAM, "recommend"),
        ("pcso.80", NAKHON, "endorse"),
        ("drafter.55", NAN, "resubmit"),
        ("drafter.95", PATTANI, None),
        ("secretariat.1", ROI_ET, None),
    ],
)
def test_the_move_that_leads_on_is_the_first_to_be_shown(
    username: str, plan: int, name: str | None
) -> None:
    primary = _page(plan, actor(username)).primary
    assert (primary.name if primary else None) == name


def test_a_move_that_ends_the_way_is_known() -> None:
    page = _page(NAKHON, actor("pcso.80"))
    assert {move.name for move in page.open_moves if page.ends(move)} == {"decline"}


def test_those_whose_turn_it_is_come_first_in_their_own_post() -> None:
    end("pcso.80")
    also("observer.1", "pcso", "80", capacity="acting", since=TODAY.date())
    also("auditor.1", "pcso", "80", since=TODAY.date())
    holders = _page(NAKHON, actor("secretariat.1")).holders
    assert [one.email for one in holders] == ["auditor.1@example.org", "observer.1@example.org"]


def test_a_plan_at_its_end_waits_for_nobody() -> None:
    act("pcso.80", NAKHON, "decline", Given(reason=LONG))
    page = _page(NAKHON, actor("pcso.80"))
    assert (page.holders, page.due, page.open_moves) == ((), None, ())


@pytest.mark.parametrize(
    ("plan", "on", "left"),
    [
        (SAMUT_SONGKHRAM, dt.date(2026, 11, 30), 4),
        (NAKHON, dt.date(2026, 11, 13), -7),
        (NAN, dt.date(2026, 11, 5), -13),
    ],
)
def test_a_page_says_when_the_stage_is_due(plan: int, on: dt.date, left: int) -> None:
    due = _page(plan, actor("secretariat.1")).due
    assert due is not None
    assert (due.on, due.days_left) == (on, left)


def test_a_draft_is_not_due() -> None:
    assert _page(PATTANI, actor("drafter.95")).due is None


def test_the_text_is_there_when_it_is_asked_for() -> None:
    person = actor("pcso.80")
    assert _page(NAKHON, person).sections == {}
    page = plan_page(NAKHON, person, TODAY, with_text=True)
    assert len(page.sections) == 12


@pytest.mark.parametrize("username", ["pcso.75", "observer.1", "admin.1"])
def test_a_plan_that_is_not_theirs_has_no_page(username: str) -> None:
    with pytest.raises(NotFound):
        _page(NAKHON, actor(username))


@pytest.mark.parametrize("with_text", [False, True])
@PLANS
def test_a_page_takes_at_most_ten_queries(plan: int, with_text: bool) -> None:
    person = actor("secretariat.1")
    _page(plan, person)
    db.session.rollback()
    sent = statements(lambda: plan_page(plan, person, TODAY, with_text=with_text))
    assert len(sent) <= 10, sent


def test_revisions_are_listed_newest_first() -> None:
    rows = revisions_of(CHIANG_MAI)
    assert [row.no for row in rows] == [2, 1]
    assert rows[0].digest == _page(CHIANG_MAI, actor("secretariat.1")).plan.digest
    assert rows[0].name_th == actor("drafter.50").name_th


def test_a_frozen_text_stays_as_it_was() -> None:
    first, second = (revision_text(CHIANG_MAI, no) for no in (1, 2))
    assert first[1] == revisions_of(CHIANG_MAI)[1].digest
    assert first[0]["needs"] != second[0]["needs"]


@pytest.mark.parametrize(("plan", "no"), [(CHIANG_MAI, 3), (PATTANI, 1), (999_999, 1)])
def test_a_revision_that_was_never_frozen_is_not_there(plan: int, no: int) -> None:
    with pytest.raises(NotFound):
        revision_text(plan, no)


def test_after_a_return_the_drafter_s_page_leads_back() -> None:
    act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", RETURNED)
    primary = _page(SAMUT_SONGKHRAM, actor("drafter.75")).primary
    assert primary is not None
    assert primary.name == "resubmit"


def decide_and_forget(plan: int, move: Move, person: Person) -> Sequence[Reason]:
    """What `decide` has against a move that is asked for with everything it asks; nothing stays."""
    request = asked(plan, move.name, _right(plan, move))
    writing()
    try:
        move_plan(request, person, TODAY)
    except Refused as refused:
        return list(refused.reasons)
    finally:
        db.session.rollback()
    return []


def _right(plan: int, move: Move) -> Given:
    """What a move asks for, given as it should be."""
    settled, checks = answers(plan), tuple(Checked(c.code, True) for c in PROCEDURE.checks)
    points = frozenset(reply.point for reply in settled.replies)
    values = {
        "points": (NewPoint(section="needs", field="needs", text="แก้ไข"),),
        "ticks": points,
        "checklist": checks,
        "replies": settled.replies,
        "warnings": frozenset(reason.code for reason in _warnings(plan)),
        "conditions": ("เงื่อนไข",),
        "due": TODAY.date() + dt.timedelta(days=20),
        "back_to": "clinic_review",
    }
    return Given(**{ask.name: values.get(ask.name, LONG) for ask in move.asks})  # type: ignore[arg-type]  # by name


def _warnings(plan: int) -> Sequence[Reason]:
    return _page(plan, actor("auditor.1")).case.facts.warnings


def _pages(person: Person) -> list[PlanPage]:
    """Pages of every plan that a person may read."""
    pages = []
    for plan in range(1, 7):
        with contextlib.suppress(NotFound):
            pages.append(_page(plan, person))
    return pages


def _page(plan: int, person: Person) -> PlanPage:
    return plan_page(plan, person, TODAY)
