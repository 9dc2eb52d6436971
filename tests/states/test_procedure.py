"""How a procedure file is read, and what the default one says."""

import dataclasses
import tomllib

import pytest

from tests.states import case
from tests.states.table import CHECKS, RETURNERS, STAGES, TABLE
from workflow.states.procedure import (
    Ask,
    Check,
    Stage,
    default_text,
    default_texts,
    events,
    parse,
    read,
)
from workflow.thai.words import Words

FLAGS = {
    "decides": {name for name, row in TABLE.items() if row.decides},
    "returns": {
        "clinic_return",
        "pcso_return",
        "secretariat_return",
        "committee_return",
        "conditions_lapse",
    },
    "freezes": {"submit", "resubmit", "resubmit_revised"},
    "fresh": {
        "endorse",
        "decline",
        "approve",
        "approve_with_conditions",
        "committee_return",
        "defer",
        "reject",
    },
    "signs": {"endorse", "approve", "approve_with_conditions", "reject"},
    "only_holder": {"resubmit"},
}
STAGE_ROWS = [
    ("draft", "drafting", "drafter", None, False, True),
    ("clinic_review", "clinic", "clinic_rep", 10, False, False),
    ("pcso_endorsement", "province", "pcso", 7, False, False),
    ("committee_approval", "committee", "secretariat", 7, False, False),
    ("returned", "drafting", "drafter", 10, False, True),
    ("conditional", "committee", "drafter", 15, False, False),
    ("approved", "closed", None, None, False, False),
    ("declined", "closed", None, None, True, False),
    ("rejected", "closed", None, None, True, False),
    ("withdrawn", "closed", None, None, True, False),
    ("superseded", "closed", None, None, True, False),
]
GUARDS = {
    "submit": "outline_complete round_open represented has_reviewer warnings_acknowledged",
    "recall": "nothing_written",
    "clinic_return": "has_open_point",
    "recommend": "not_author points_ticked checklist_complete",
    "pcso_return": "",
    "endorse": "not_author",
    "decline": "not_author own_or_vacant",
    "secretariat_return": "agenda_not_opened",
    "approve": "not_author quorum carried",
    "approve_with_conditions": "not_author quorum carried",
    "committee_return": "quorum carried",
    "defer": "quorum",
    "reject": "not_author quorum carried",
    "confirm_conditions": "conditions_closed",
    "conditions_lapse": "conditions_overdue",
    "resubmit": "outline_complete points_answered not_material warnings_acknowledged",
    "resubmit_revised": "outline_complete points_answered material warnings_acknowledged",
    "withdraw": "",
    "pcso_withdraw": "meeting_not_opened",
    "supersede": "amendment_approved",
}


@pytest.mark.parametrize(
    ("word", "ask"),
    [
        ("opinion", Ask("opinion", optional=False, least=1)),
        ("opinion?", Ask("opinion", optional=True, least=1)),
        ("reason:50", Ask("reason", optional=False, least=50)),
        ("reason:50?", Ask("reason", optional=True, least=50)),
        ("back_to", Ask("back_to")),
    ],
)
def test_an_ask_is_read(word: str, ask: Ask) -> None:
    assert Ask.read(word) == ask


@pytest.mark.parametrize("word", ["reason:fifty", "reason:²", "reason:", "reason??", "Reason", ""])
def test_what_is_no_ask_keeps_a_name_that_nobody_knows(word: str) -> None:
    assert Ask.read(word) == Ask(word)


@pytest.mark.parametrize("flag", FLAGS)
def test_the_default_marks_the_moves_that_it_should(flag: str) -> None:
    assert {m.name for m in case.procedure().moves if getattr(m, flag)} == FLAGS[flag]


def test_the_default_has_the_stages_that_it_should() -> None:
    rows = [
        (s.code, s.phase, s.held_by, s.working_days, s.final, s.editable)
        for s in case.procedure().stages
    ]
    assert rows == STAGE_ROWS


def test_the_default_guards_its_moves_as_it_should() -> None:
    assert {m.name: " ".join(m.guards) for m in case.procedure().moves} == GUARDS


def test_the_default_checks_what_the_reviewer_checks() -> None:
    assert [check.code for check in case.procedure().checks] == list(CHECKS)


@pytest.mark.parametrize("name", TABLE)
def test_a_move_is_made_by_whom_the_table_says(name: str) -> None:
    makers = {"submitter": ("drafter",), "resolution": (), "system": ()}
    assert case.move(name).by == (TABLE[name].by,)
    assert case.move(name).posts == makers.get(TABLE[name].by, (TABLE[name].by,))


def test_a_returned_plan_comes_back_to_a_stage_that_returns() -> None:
    assert case.procedure().returning == RETURNERS
    assert case.procedure().destinations(case.move("resubmit")) == RETURNERS
    assert case.procedure().destinations(case.move("submit")) == ("clinic_review",)


def test_the_first_stage_is_where_a_plan_begins() -> None:
    assert case.procedure().first is case.procedure().stage["draft"]


@pytest.mark.parametrize("stage", STAGES)
def test_moves_leave_a_stage_in_the_files_order(stage: str) -> None:
    leaving = [name for name, row in TABLE.items() if stage in row.source]
    assert [move.name for move in case.procedure().moves_from(stage)] == leaving


def test_the_same_text_is_read_once() -> None:
    assert read(default_text()) is read(default_text())
    assert parse(default_text()) == read(default_text())


def test_a_changed_text_has_another_digest() -> None:
    assert parse(default_text() + "#\n").sha256 != case.procedure().sha256


def test_what_is_no_toml_cannot_be_read() -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        parse("name = ")


def test_events_have_words_of_their_own() -> None:
    assert len(events()) == 40
    assert events()["due_soon"].to == "holder"
    assert not events().keys() & TABLE.keys()


def test_what_a_file_leaves_out_is_empty_so_that_the_lint_can_say_so() -> None:
    nothing, none = Words("", ""), ()
    bare = parse("[[phase]]\n[[stage]]\n[[move]]\n[[check]]")
    assert (bare.name, bare.title, bare.outline) == ("", nothing, "")
    assert bare.phases == (("", nothing),)
    assert bare.stages == (Stage("", nothing, "", None, None, final=False, editable=False),)
    assert bare.checks == (Check("", nothing),)
    words = dict.fromkeys(("title", "done", "subject", "sentence"), nothing)
    lists = dict.fromkeys(("source", "by", "guards", "asks", "tell", "posts"), none)
    texts = {"name": "", "to": "", "back_to": None}
    said = {**texts, **words, **lists, **dict.fromkeys(FLAGS, False)}
    assert [dataclasses.asdict(move) for move in bare.moves] == [said]


def test_a_file_without_tables_has_none() -> None:
    bare = parse("")
    assert (bare.phases, bare.stages, bare.moves, bare.checks) == ((), (), (), ())


def test_the_default_is_called_and_phased_as_its_file_says() -> None:
    said = tomllib.loads(default_text())
    found = case.procedure()
    assert (found.name, found.outline) == ("sti-plan", "sti-plan")
    assert [(code, title.en) for code, title in found.phases] == [
        (row["code"], row["title"]["en"]) for row in said["phase"]
    ]
    for kind, rows in (("stage", found.stages), ("move", found.moves), ("check", found.checks)):
        assert [row.title for row in rows] == [Words(**row["title"]) for row in said[kind]]


def test_a_move_carries_its_messages_and_whom_it_tells() -> None:
    said = {row["name"]: row for row in tomllib.loads(default_text())["move"]}
    for move in case.procedure().moves:
        row = said[move.name]
        assert [move.done, move.subject, move.sentence] == [
            Words(**row[part]) for part in ("done", "subject", "sentence")
        ]
        assert (list(move.tell), move.back_to) == (row.get("tell", []), row.get("back_to"))


def test_the_light_kinds_of_amendment_come_behind_the_default() -> None:
    names = [parse(text).name for text in default_texts()]
    assert names == ["sti-plan", "sti-plan-clerical", "sti-plan-minor"]
