"""A plan's entries, its stays at stages, and the working days that a stage has used."""

import datetime as dt

import pytest

from tests.conftest import TODAY
from tests.facts.chain import chain, entry
from tests.services.acting import (
    CHIANG_MAI,
    NAKHON,
    NAN,
    RETURNED,
    SAMUT_SONGKHRAM,
    act,
    actor,
    answers,
)
from workflow.facts.record import (
    entries_of_plan,
    in_force,
    last_return,
    returned_revision,
    until_next_text,
    used_days,
    visits,
)
from workflow.states.procedure import default_text, parse
from workflow.thai.words import Words

PROCEDURE = parse(default_text())
MOVES = {move.name: move for move in PROCEDURE.moves}


def test_entries_come_in_the_order_of_thechain() -> None:
    entries = entries_of_plan(CHIANG_MAI)
    assert [entry.n for entry in entries] == [1, 2, 3, 4, 5, 6, 7]
    assert [entry.act for entry in entries][2:] == [
        "clinic_return",
        "resubmit",
        "recommend",
        "endorse",
        "approve",
    ]


def test_an_entry_says_who_and_in_what_capacity() -> None:
    entry = entries_of_plan(NAN)[-1]
    person = actor("acting.55")
    assert (entry.actor_id, entry.actor) == (person.id, Words(person.name_th, person.name_en))
    assert (entry.post, entry.capacity) == ("pcso", "acting")
    assert entry.order_no.startswith("คำสั่งจังหวัดน่าน")


def test_an_entry_says_what_was_given() -> None:
    entry = entries_of_plan(NAN)[-1]
    assert entry.body["given"]["order"].startswith("ให้แสดงหนังสือยินยอม")
    assert (entry.body["due"], entry.body["revision"]) == ("2026-11-05", 1)


@pytest.mark.parametrize(("plan", "no"), [(CHIANG_MAI, 1), (NAN, 1), (NAKHON, None)])
def test_the_text_that_was_last_returned_is_known(plan: int, no: int | None) -> None:
    assert returned_revision(PROCEDURE, entries_of_plan(plan)) == no


def test_a_second_return_is_of_the_text_that_came_back() -> None:
    for _ in range(2):
        act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", RETURNED)
        act("drafter.75", SAMUT_SONGKHRAM, "resubmit", answers(SAMUT_SONGKHRAM))
    assert returned_revision(PROCEDURE, entries_of_plan(SAMUT_SONGKHRAM)) == 2


def test_a_plan_that_is_not_there_has_no_entries() -> None:
    assert entries_of_plan(999_999) == ()


def test_a_stay_lasts_from_one_entry_to_the_next() -> None:
    stays = visits(entries_of_plan(CHIANG_MAI))
    assert [stay.stage for stay in stays] == [
        "draft",
        "clinic_review",
        "returned",
        "clinic_review",
        "pcso_endorsement",
        "committee_approval",
        "approved",
    ]
    assert [stay.left is None for stay in stays] == [False] * 6 + [True]


def test_a_move_that_stays_ends_no_stay() -> None:
    entries = chain(("create", None, "draft", 1), ("defer", "draft", "draft", 2))
    (stay,) = visits(entries)
    assert (stay.by.act, stay.left) == ("create", None)


@pytest.mark.parametrize(
    ("stage", "used"), [("clinic_review", 7), ("pcso_endorsement", 6), ("returned", 3)]
)
def test_a_stage_has_used_the_working_days_of_its_stays(stage: str, used: int) -> None:
    assert used_days(PROCEDURE, entries_of_plan(CHIANG_MAI), stage) == used


@pytest.mark.parametrize("stage", ["approved", "conditional", "nowhere"])
def test_a_stage_that_was_not_left_has_used_none(stage: str) -> None:
    assert used_days(PROCEDURE, entries_of_plan(CHIANG_MAI), stage) == 0


def test_days_add_up_over_two_returns() -> None:
    entries = chain(
        ("submit", "draft", "clinic_review", 2),
        ("clinic_return", "clinic_review", "returned", 4),
        ("resubmit", "returned", "clinic_review", 10),
        ("clinic_return", "clinic_review", "returned", 11),
        ("resubmit", "returned", "clinic_review", 17),
    )
    assert used_days(PROCEDURE, entries, "clinic_review") == 3


@pytest.mark.parametrize("again", ["submit", "resubmit_revised", "recommend"])
def test_a_new_way_in_begins_the_count_anew(again: str) -> None:
    to = MOVES[again].to
    entries = chain(
        ("submit", "draft", to, 2),
        ("pcso_return", to, "returned", 6),
        (again, "returned", to, 9),
        ("pcso_return", to, "returned", 10),
    )
    assert used_days(PROCEDURE, entries, to) == 1


def test_an_act_that_is_no_move_begins_the_count_anew() -> None:
    entries = chain(("paper", None, "draft", 2), ("submit", "draft", "clinic_review", 3))
    assert used_days(PROCEDURE, entries, "draft") == 1


def test_days_are_days_of_bangkok() -> None:
    early = entry(1, ("submit", "draft", "clinic_review", 2), hour=16)
    left = entry(2, ("recommend", "clinic_review", "pcso_endorsement", 2), hour=17)
    assert used_days(PROCEDURE, (early, left), "clinic_review") == 1


def test_after_two_returns_the_stage_has_what_was_left() -> None:
    monday = dt.datetime(2026, 11, 30, 3, tzinfo=dt.UTC)
    act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", RETURNED)
    moved = act("drafter.75", SAMUT_SONGKHRAM, "resubmit", answers(SAMUT_SONGKHRAM), monday)
    assert moved.stage == "clinic_review"
    assert used_days(PROCEDURE, entries_of_plan(SAMUT_SONGKHRAM), "clinic_review") == 6


def test_an_endorsement_is_the_last_stay_of_the_province() -> None:
    act("pcso.80", NAKHON, "endorse", at=TODAY)
    assert visits(entries_of_plan(NAKHON))[-2].stage == "pcso_endorsement"


@pytest.mark.parametrize(("revision", "last"), [(1, 3), (2, 7), (9, 7)])
def test_a_revision_s_entries_end_before_the_next_text(revision: int, last: int) -> None:
    entries = until_next_text(PROCEDURE, entries_of_plan(CHIANG_MAI), revision)
    assert [entry.n for entry in entries] == list(range(1, last + 1))


def test_what_was_undone_is_no_stay_and_uses_no_days() -> None:
    told = chain(
        ("create", None, "draft", 2),
        ("submit", "draft", "clinic_review", 3),
        ("recommend", "clinic_review", "pcso_endorsement", 5),
        ("undo", "pcso_endorsement", "clinic_review", 6),
        ("clinic_return", "clinic_review", "returned", 10),
        ("undo", "returned", "clinic_review", 10),
    )
    assert [entry.act for entry in in_force(told)] == ["create", "submit"]
    assert [stay.stage for stay in visits(told)] == ["draft", "clinic_review"]
    assert returned_revision(PROCEDURE, told) is None
    assert last_return(PROCEDURE, told) is None
    assert used_days(PROCEDURE, told, "clinic_review") == 0
