"""My work: what is mine to decide or answer, what I write, what waits on others."""

import datetime as dt

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import (
    NAKHON,
    NAN,
    PATTANI,
    RETURNED,
    ROI_ET,
    SAMUT_SONGKHRAM,
    act,
    actor,
    also,
    by_hand,
    statements,
)
from workflow.extensions import db
from workflow.models import Plan
from workflow.queries.inbox import Inbox, Task, inbox
from workflow.states.facts import Given, Holding, Person

NOTHING: list[int] = []


@pytest.mark.parametrize(
    ("username", "to_decide", "to_answer", "drafts", "waiting"),
    [
        ("drafter.75", NOTHING, NOTHING, NOTHING, [SAMUT_SONGKHRAM]),
        ("clinic.75", [SAMUT_SONGKHRAM], NOTHING, NOTHING, NOTHING),
        ("pcso.75", NOTHING, NOTHING, NOTHING, [SAMUT_SONGKHRAM]),
        ("pcso.80", [NAKHON], NOTHING, NOTHING, NOTHING),
        ("acting.55", NOTHING, NOTHING, NOTHING, [NAN]),
        ("drafter.55", NOTHING, [NAN], NOTHING, NOTHING),
        ("drafter.95", NOTHING, NOTHING, [PATTANI], NOTHING),
        ("clinic.95", NOTHING, NOTHING, NOTHING, [PATTANI]),
        ("pcso.94", NOTHING, NOTHING, NOTHING, NOTHING),
        ("chair.MOI-1", NOTHING, NOTHING, NOTHING, [ROI_ET]),
        ("observer.1", NOTHING, NOTHING, NOTHING, NOTHING),
        ("admin.1", NOTHING, NOTHING, NOTHING, NOTHING),
    ],
)
def test_each_finds_their_own_work(
    username: str,
    to_decide: list[int],
    to_answer: list[int],
    drafts: list[int],
    waiting: list[int],
) -> None:
    found = _inbox(username)
    assert _ids(found.to_decide) == to_decide
    assert _ids(found.to_answer) == to_answer
    assert _ids(found.drafts) == drafts
    assert _ids(found.waiting) == waiting


def test_the_secretariat_has_every_open_plan_the_longest_due_first() -> None:
    found = _inbox("secretariat.1")
    assert _ids(found.to_decide) == [ROI_ET]
    assert _ids(found.waiting) == [NAN, NAKHON, SAMUT_SONGKHRAM, PATTANI]


def test_what_is_mine_is_counted_with_what_is_late() -> None:
    assert (_inbox("secretariat.1").mine, _inbox("secretariat.1").late) == (1, 1)
    assert (_inbox("clinic.75").mine, _inbox("clinic.75").late) == (1, 0)
    assert (_inbox("drafter.95").mine, _inbox("drafter.95").late) == (0, 0)


@pytest.mark.parametrize(
    ("username", "post", "care"),
    [("clinic.75", "clinic_rep", False), ("drafter.95", "drafter", True)],
)
def test_a_task_says_in_which_post_it_is_mine(username: str, post: str, care: bool) -> None:
    found = _inbox(username)
    (task,) = (*found.to_decide, *found.drafts)
    assert task.holding is not None
    assert (task.holding.post, task.holding.care) == (post, care)


def test_a_task_says_what_the_plan_is() -> None:
    (task,) = _inbox("clinic.75").to_decide
    assert (task.province.th, task.province.en) == ("สมุทรสงคราม", "Samut Songkhram")
    assert (task.stage.code, task.held_by, task.revision) == ("clinic_review", "clinic_rep", 1)
    assert (task.due_on, task.days_left) == (dt.date(2026, 11, 30), 4)
    assert task.round.en.startswith("Five-year round")


def test_a_plan_at_its_end_is_in_no_inbox() -> None:
    act("drafter.75", SAMUT_SONGKHRAM, "withdraw", Given(reason="จัดทำใหม่"))
    assert _inbox("drafter.75") == Inbox((), (), (), ())


def test_a_plan_goes_from_inbox_to_inbox_with_its_moves() -> None:
    act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", RETURNED)
    assert _ids(_inbox("drafter.75").to_answer) == [SAMUT_SONGKHRAM]
    assert _ids(_inbox("clinic.75").waiting) == [SAMUT_SONGKHRAM]


def test_a_recalled_plan_is_to_be_answered() -> None:
    act("drafter.75", SAMUT_SONGKHRAM, "recall")
    assert _ids(_inbox("drafter.75").to_answer) == [SAMUT_SONGKHRAM]


def test_a_post_of_another_province_makes_nothing_mine() -> None:
    also("pcso.75", "provincial_office", "80")
    assert _ids(_inbox("pcso.75").waiting) == [NAKHON, SAMUT_SONGKHRAM]


def test_who_holds_no_post_has_no_work() -> None:
    assert inbox(Person(1, "p-1", "", ""), TODAY) == Inbox((), (), (), ())


def test_what_is_mine_is_never_cut_off_by_what_is_not() -> None:
    _many_plans_of_others(120)
    assert _ids(_inbox("secretariat.1").to_decide) == [ROI_ET]


def test_an_inbox_takes_at_most_four_queries() -> None:
    person = actor("secretariat.1")
    inbox(person, TODAY)
    db.session.rollback()
    assert len(statements(lambda: inbox(person, TODAY))) <= 4


def test_a_delegate_finds_the_plan_as_the_holder_does() -> None:
    person = Person(1, "p-1", "", "", (Holding("pcso", "80", capacity="delegated"),))
    assert _ids(inbox(person, TODAY).to_decide) == [NAKHON]


def _inbox(username: str) -> Inbox:
    db.session.rollback()
    return inbox(actor(username), TODAY)


def _ids(tasks: tuple[Task, ...]) -> list[int]:
    return [task.id for task in tasks]


def _many_plans_of_others(number: int) -> None:
    """Plans with drafters, all due long ago."""
    columns = sa.select(*Plan.__table__.columns).where(Plan.id == NAN)
    plain = dict(db.session.execute(columns).one()._mapping)
    rows = [
        {**plain, "id": 1000 + n, "plan_type": f"t{n}", "due_on": dt.date(2026, 1, 5)}
        for n in range(number)
    ]
    by_hand(sa.insert(Plan).values(rows))
