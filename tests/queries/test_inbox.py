"""My work: what is mine to decide or answer, what I write, what waits on others."""

import datetime as dt

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import (
    NAKHON,
    NAN,
    PATTANI,
    RECOMMENDED,
    RETURNED,
    ROI_ET,
    SAMUT_SONGKHRAM,
    act,
    actor,
    also,
    apart,
    by_hand,
    end,
    many_plans,
    row,
    statements,
)
from tests.stage import hear
from workflow.extensions import db
from workflow.models import Appointment, Unsent
from workflow.queries.inbox import MOST, Group, Inbox, inbox
from workflow.services.keep_unsent import NewUnsent, keep_unsent
from workflow.states.clock import Due
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


@pytest.mark.both
def test_the_secretariat_has_every_open_plan_the_longest_due_first() -> None:
    found = _inbox("secretariat.1")
    assert _ids(found.to_decide) == [ROI_ET]
    assert _ids(found.waiting) == [NAN, NAKHON, SAMUT_SONGKHRAM, PATTANI]


@pytest.mark.both
def test_what_is_mine_is_counted_with_what_is_late() -> None:
    assert (_inbox("secretariat.1").mine, _inbox("secretariat.1").late) == (1, 0)
    assert (_inbox("drafter.55").mine, _inbox("drafter.55").late) == (1, 1)
    assert (_inbox("clinic.75").mine, _inbox("clinic.75").late) == (1, 0)
    assert (_inbox("drafter.95").mine, _inbox("drafter.95").late) == (0, 0)


@pytest.mark.parametrize(
    ("username", "post", "care"),
    [("clinic.75", "clinic_rep", False), ("drafter.95", "drafter", True)],
)
def test_a_task_says_in_which_post_it_is_mine(username: str, post: str, care: bool) -> None:
    found = _inbox(username)
    (task,) = (*found.to_decide.tasks, *found.drafts.tasks)
    assert task.holding is not None
    assert (task.holding.post, task.holding.care) == (post, care)


def test_a_task_says_what_the_plan_is() -> None:
    (task,) = _inbox("clinic.75").to_decide.tasks
    assert (task.province.th, task.province.en) == ("สมุทรสงคราม", "Samut Songkhram")
    assert (task.stage.code, task.held_by, task.revision) == ("clinic_review", "clinic_rep", 1)
    assert task.due == Due(dt.date(2026, 11, 30), 4, passed=False)
    assert task.round.en.startswith("Five-year round")


def test_a_plan_at_its_end_is_in_no_inbox() -> None:
    act("drafter.75", SAMUT_SONGKHRAM, "withdraw", Given(reason="จัดทำใหม่"))
    assert _inbox("drafter.75") == Inbox()


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
    assert inbox(Person(1, "p-1", "", ""), TODAY) == Inbox()


def test_what_is_mine_is_never_cut_off_by_what_is_not() -> None:
    many_plans(120, NAN)
    found = _inbox("secretariat.1")
    assert _ids(found.to_decide) == [ROI_ET]
    assert (len(found.waiting.tasks), found.waiting.total, found.waiting.left) == (
        MOST,
        124,
        124 - MOST,
    )


@pytest.mark.both
def test_of_many_the_most_urgent_are_shown_and_all_are_counted() -> None:
    many_plans(120, ROI_ET)
    found = _inbox("secretariat.1")
    assert _ids(found.to_decide)[:2] == [2000, 2001]
    assert (len(found.to_decide.tasks), found.mine, found.late) == (MOST, 121, 120)
    assert _ids(found.waiting) == [NAN, NAKHON, SAMUT_SONGKHRAM, PATTANI]


@pytest.mark.both
@pytest.mark.parametrize("leaves", [True, False])
def test_a_plan_that_comes_or_goes_while_an_inbox_is_read_breaks_nothing(leaves: bool) -> None:
    reader = "clinic.75" if leaves else "pcso.75"
    others = [lambda: act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)]

    def after(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if others and "count(*) AS n" in statement:
            apart(others.pop())

    hear("after_cursor_execute", after)
    assert _ids(_inbox(reader).to_decide) in ([], [SAMUT_SONGKHRAM])
    assert not others


@pytest.mark.both
def test_what_waits_says_who_has_it() -> None:
    assert _names(_inbox("drafter.75")) == [[actor("clinic.75").name_en]]
    assert _names(_inbox("pcso.45"))[0][0] == actor("secretariat.1").name_en


def test_who_has_it_in_their_own_post_stands_before_who_stands_in() -> None:
    also("observer.1", "clinic_rep", "75", capacity="delegated", moves=("clinic_return",))
    by_hand(sa.update(Appointment).where(Appointment.order_no == "9/2569").values(id=0))
    names = [actor(name).name_en for name in ("clinic.75", "observer.1")]
    assert _names(_inbox("drafter.75")) == [names]


def test_a_plan_in_the_care_of_another_clinic_names_its_people() -> None:
    names = _names(_inbox("clinic.95"))[0]
    assert actor("drafter.95").name_en in names


def test_a_post_that_nobody_holds_names_nobody() -> None:
    end("clinic.75")
    assert _names(_inbox("drafter.75")) == [[]]


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (30, Due(dt.date(2026, 11, 30), 0, passed=False)),
        (29, Due(dt.date(2026, 11, 30), 1, passed=False)),
    ],
)
def test_a_due_date_is_counted_in_working_days(day: int, due: Due) -> None:
    (task,) = inbox(actor("clinic.75"), TODAY.replace(day=day)).to_decide.tasks
    assert task.due == due


def test_a_task_says_for_which_move_its_person_began_to_write_last() -> None:
    assert _begun("clinic.75") == [None]
    for minute, move in enumerate(("recommend", "clinic_return")):
        _begin("clinic.75", SAMUT_SONGKHRAM, move, TODAY + dt.timedelta(minutes=minute))
    assert _begun("clinic.75") == ["clinic_return"]


def test_what_was_begun_for_a_move_that_leads_from_elsewhere_is_not_said() -> None:
    act("drafter.75", SAMUT_SONGKHRAM, "recall")
    _begin("drafter.75", SAMUT_SONGKHRAM, "withdraw", TODAY)
    elsewhere = sa.update(Unsent).where(Unsent.plan_id == SAMUT_SONGKHRAM)
    by_hand(elsewhere.values(move="endorse"))
    found = _inbox("drafter.75")
    assert [task.begun for task in (*found.drafts.tasks, *found.to_answer.tasks)] == [None]


def test_an_inbox_takes_at_most_three_queries() -> None:
    person = actor("secretariat.1")
    inbox(person, TODAY)
    db.session.rollback()
    assert len(statements(lambda: inbox(person, TODAY))) <= 3


def test_a_delegate_finds_the_plan_as_the_holder_does() -> None:
    person = Person(1, "p-1", "", "", (Holding("pcso", "80", capacity="delegated"),))
    assert _ids(inbox(person, TODAY).to_decide) == [NAKHON]


def _inbox(username: str) -> Inbox:
    db.session.rollback()
    return inbox(actor(username), TODAY)


def _ids(group: Group) -> list[int]:
    return [task.id for task in group.tasks]


def _names(found: Inbox) -> list[list[str]]:
    return [[one.name_en for one in task.holders] for task in found.waiting.tasks]


def _begun(username: str) -> list[str | None]:
    tasks = _inbox(username).to_decide.tasks
    return [task.begun.name if task.begun else None for task in tasks]


def _begin(username: str, plan_id: int, move: str, at: dt.datetime) -> None:
    plan, fields = row(plan_id), (("reason", "ก"),)
    seen = {"version": plan.version, "digest": plan.digest, "mark": ""}
    keep_unsent(NewUnsent(plan_id=plan_id, move=move, fields=fields, **seen), actor(username), at)
