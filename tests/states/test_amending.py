"""What must hold before an amendment is begun, before its kind changes, and before an ended plan is
begun again; and that the procedures of amendments say what procedure.md asks."""

import pytest

from tests.states import case
from workflow.outline import amending as kinds
from workflow.states.amending import (
    KINDS,
    PROCEDURES,
    against_amending,
    against_drafter,
    against_kind,
    against_other_kind,
    against_reason,
    against_reopening,
    stages_in_force,
    superseding,
)
from workflow.states.facts import Facts, Person
from workflow.states.lint import lint
from workflow.states.migrating import prospect
from workflow.states.procedure import Procedure, default_texts, parse
from workflow.states.refusals import Kind, Reason

MAJOR, CLERICAL, MINOR = (parse(text) for text in default_texts())
DRAFTER, ELSEWHERE = case.person("drafter"), case.person(case.holding("drafter", province="50"))


@pytest.mark.parametrize("text", default_texts())
def test_the_lint_has_nothing_against_any_of_them(text: str) -> None:
    assert lint(text) == []


def test_a_procedure_for_each_light_kind_and_words_for_each_kind() -> None:
    assert tuple(KINDS) == kinds.KINDS
    assert dict(zip(PROCEDURES, (CLERICAL.name, MINOR.name), strict=True)) == PROCEDURES


@pytest.mark.parametrize("procedure", [CLERICAL, MINOR])
def test_stages_and_moves_are_called_as_in_the_full_route(procedure: Procedure) -> None:
    assert all(stage.title == MAJOR.stage[code].title for code, stage in procedure.stage.items())
    assert procedure.move.keys() - MAJOR.move.keys() <= {"confirm"}


@pytest.mark.parametrize(
    ("procedure", "way", "told"),
    [
        (CLERICAL, ["submit", "confirm"], {"chair"}),
        (MINOR, ["submit", "recommend", "endorse"], {"chair", "member", "secretariat"}),
    ],
)
def test_the_way_into_force_and_who_is_told(
    procedure: Procedure, way: list[str], told: set[str]
) -> None:
    last = procedure.move[way[-1]]
    stages = [procedure.first.code, *(procedure.move[name].to for name in way)]
    assert all(procedure.move[n].source == (s,) for n, s in zip(way, stages, strict=False))
    assert (last.to, last.decides, last.fresh, last.signs) == ("approved", True, True, True)
    assert told <= set(last.tell)
    assert procedure.stage["approved"].phase == "committee"


@pytest.mark.parametrize("procedure", [CLERICAL, MINOR])
def test_whatever_freezes_a_text_asks_whether_the_kind_takes_it(procedure: Procedure) -> None:
    freezing = [move for move in procedure.moves if move.freezes]
    assert freezing
    assert all("amendment_fits" in move.guards for move in freezing)
    assert not any("round_open" in move.guards for move in procedure.moves)


@pytest.mark.parametrize("procedure", [MAJOR, CLERICAL, MINOR])
def test_only_an_approved_plan_gives_way(procedure: Procedure) -> None:
    in_force = {code for code in procedure.stage if superseding(procedure, code)}
    assert in_force == {*stages_in_force(procedure)} == {"approved"}


@pytest.mark.parametrize(
    ("stage", "person", "expected"),
    [
        ("approved", DRAFTER, []),
        ("approved", ELSEWHERE, ["not_in_scope"]),
        ("draft", DRAFTER, ["not_in_force"]),
        ("superseded", case.person("pcso"), ["not_in_scope", "not_in_force"]),
    ],
)
def test_who_may_amend_what(stage: str, person: Person, expected: list[str]) -> None:
    assert case.codes(against_amending(MAJOR, person, case.facts(stage))) == expected


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ("declined", []),
        ("rejected", []),
        ("withdrawn", []),
        ("superseded", ["not_ended"]),
        ("approved", ["not_ended"]),
        ("returned", ["not_ended"]),
    ],
)
def test_what_may_be_begun_again(stage: str, expected: list[str]) -> None:
    assert case.codes(against_reopening(MAJOR, DRAFTER, case.facts(stage))) == expected
    assert case.codes(against_reopening(MAJOR, ELSEWHERE, case.facts(stage)))[0] == "not_in_scope"


def test_kind_and_reason_are_judged_with_their_field() -> None:
    found = [*against_kind("huge"), *against_reason(" "), *against_reason("ก" * 8_001)]
    assert [(one.code, one.field) for one in found] == [
        ("amendment_kind_unknown", "kind"),
        ("ask_empty", "reason"),
        ("ask_long", "reason"),
    ]
    assert [*against_kind("minor"), *against_reason("แก้คำผิด")] == []


@pytest.mark.parametrize(
    ("old", "new", "facts", "acts", "expected"),
    [
        (CLERICAL, MAJOR, case.facts("draft"), ["create"], []),
        (MINOR, CLERICAL, case.facts("returned"), ["create", "submit", "clinic_return"], []),
        (MINOR, CLERICAL, case.facts("returned"), ["submit", "recommend"], ["amendment_reviewed"]),
        (
            MINOR,
            CLERICAL,
            case.facts("returned", returned_by="pcso_endorsement"),
            ["submit"],
            ["migrate_no_way_back"],
        ),
        (MINOR, MAJOR, case.facts("returned"), ["submit", "recommend", "pcso_return"], []),
    ],
)
def test_the_kind_changes_while_its_procedure_knows_what_was_done(
    old: Procedure, new: Procedure, facts: Facts, acts: list[str], expected: list[str]
) -> None:
    assert case.codes(against_other_kind(old, new, facts, acts)) == expected


def test_who_is_refused_hears_whether_it_is_about_them_or_about_the_plan_s_stage() -> None:
    no_drafter = Reason("not_in_scope", Kind.PERSON)
    in_draft, approved = ({"stage": MAJOR.stage[name].title} for name in ("draft", "approved"))
    assert against_amending(MAJOR, ELSEWHERE, case.facts("draft")) == [
        no_drafter,
        Reason("not_in_force", Kind.STALE, values=in_draft),
    ]
    assert against_reopening(MAJOR, ELSEWHERE, case.facts("approved")) == [
        no_drafter,
        Reason("not_ended", Kind.STALE, values=approved),
    ]


def test_who_holds_another_post_in_the_province_does_not_draft() -> None:
    assert case.codes(against_drafter(case.person("pcso"), case.facts())) == ["not_in_scope"]


def test_a_reason_may_be_just_as_long_as_it_says() -> None:
    assert against_reason("ก" * 8_000) == []
    assert against_reason("ก" * 8_001)[0].values == {"most": 8_000}


def test_another_kind_is_refused_beside_the_kind_or_as_a_move_to_its_procedure_is() -> None:
    reviewed = against_other_kind(MINOR, CLERICAL, case.facts("returned"), ["recommend"])
    assert reviewed == [Reason("amendment_reviewed", field="kind")]
    lost = case.facts("returned", returned_by="pcso_endorsement")
    found = against_other_kind(MINOR, CLERICAL, lost, [])
    assert found == [*prospect(MINOR, CLERICAL, "returned", "pcso_endorsement", {}).reasons]
