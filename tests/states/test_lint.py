"""What may not be published: each fault of a procedure file, in a file with just that fault."""

from typing import Any

import pytest

from tests.states.written import DROP, GRANT, Edit, twice, written
from workflow.states.lint import PLACEHOLDERS, lint, placeholders
from workflow.states.procedure import default_text
from workflow.states.refusals import sentences
from workflow.thai.words import Words


def top(**keys: Any) -> Edit:
    return Edit("", "", keys)


def phase(code: str, /, **keys: Any) -> Edit:
    return Edit("phase", code, keys)


def stage(code: str, /, **keys: Any) -> Edit:
    return Edit("stage", code, keys)


def move(name: str, /, **keys: Any) -> Edit:
    return Edit("move", name, {{"source": "from"}.get(key, key): v for key, v in keys.items()})


def check(code: str, /, **keys: Any) -> Edit:
    return Edit("check", code, keys)


def says(th: str, en: str) -> dict[str, str]:
    return {"th": th, "en": en}


LOST = stage("", code="lost", title=says("หาย", "Lost"), phase="deciding", final=True)

FAULTS: list[tuple[str, str, tuple[Edit, ...]]] = [
    ("unknown_key", "file", (top(colour="red"),)),
    ("unknown_key", "writing", (phase("writing", days=1),)),
    ("unknown_key", "screening", (stage("screening", days=1),)),
    ("unknown_key", "grant", (move("grant", notify=["drafter"]),)),
    ("unknown_key", "budget_fits", (check("budget_fits", weight=1),)),
    ("no_title", "small-grant", (top(title=says("ทุน", "")),)),
    ("no_title", "writing", (phase("writing", title=says(" ", "Writing")),)),
    ("no_title", "granted", (stage("granted", title={"th": "ได้รับทุน"}),)),
    ("no_title", "grant", (move("grant", title=DROP),)),
    ("no_title", "budget_fits", (check("budget_fits", title={}),)),
    ("no_message", "grant", (move("grant", done=says("ให้", "")),)),
    ("no_message", "grant", (move("grant", subject=says("", "Yours")),)),
    ("no_message", "grant", (move("grant", sentence=DROP),)),
    ("unknown_placeholder", "grant", (move("grant", done=says("{person}", "x")),)),
    ("unknown_placeholder", "grant", (move("grant", subject=says("x", "{actor")),)),
    ("unknown_placeholder", "grant", (move("grant", subject=says("x", "{}")),)),
    ("unknown_placeholder", "grant", (move("grant", subject=says("x", "{due:%Y}")),)),
    ("unknown_placeholder", "grant", (move("grant", sentence=says("x", "{actor!r}")),)),
    ("unknown_placeholder", "grant", (move("grant", sentence=says("x", "{actor.ref}")),)),
    ("unknown_phase", "granted", (stage("granted", phase="later"),)),
    ("unknown_phase", "granted", (stage("granted", phase=DROP),)),
    ("unknown_post", "granted", (stage("granted", held_by="dean"),)),
    ("unknown_post", "grant", (move("grant", tell=["dean"]),)),
    ("unknown_post", "grant", (move("grant", tell=["system"]),)),
    ("unknown_post", "grant", (move("grant", by=["secretariat", "dean"]),)),
    ("unknown_stage", "grant", (move("grant", source=["screening", "attic"]),)),
    ("unknown_stage", "take_back", (move("take_back", to="attic"),)),
    ("unknown_stage", "take_back", (move("take_back", back_to="attic"),)),
    ("unknown_guard", "take_back", (move("take_back", guards=["nothing_said"]),)),
    ("guard_without_ask", "send_back", (move("send_back", asks=["reason"]),)),
    ("unknown_ask", "refuse", (move("refuse", asks=["excuse"]),)),
    ("unknown_ask", "refuse", (move("refuse", asks=["reason:fifty"]),)),
    ("unknown_ask", "refuse", (move("refuse", asks=["due:3"]),)),
    ("unreachable", "lost", (LOST,)),
    ("final_with_way_out", "screening", (stage("screening", final=True),)),
    ("dead_end", "granted", (stage("granted", final=False),)),
    (
        "nowhere_to_write",
        "small-grant",
        (stage("application", editable=False), stage("sent_back", editable=DROP)),
    ),
    (
        "nothing_returns",
        "apply_again",
        (move("apply_again", source=["sent_back", "application"]),),
    ),
    ("nobody_makes", "refuse", (move("refuse", by=["admin"]),)),
    ("nobody_makes", "refuse", (move("refuse", by=[]),)),
    ("nobody_makes", "refuse", (move("refuse", by=DROP),)),
    ("nobody_makes", "refuse", (move("refuse", source=[]),)),
    ("mixed_makers", "refuse", (move("refuse", by=["secretariat", "system"]),)),
    ("mixed_makers", "refuse", (move("refuse", by=["secretariat", "submitter"]),)),
    ("author_may_decide", "refuse", (move("refuse", guards=["own_or_vacant"]),)),
    ("author_may_decide", "take_back", (move("take_back", decides=True),)),
    ("holder_cannot_act", "screening", (stage("screening", held_by="pcso"),)),
    ("wrong_value", "file", (top(name=3),)),
    ("wrong_value", "file", (top(name="Small Grant"),)),
    ("wrong_value", "file", (top(name=DROP),)),
    ("wrong_value", "file", (top(outline=DROP),)),
    ("wrong_value", "file", (top(check="budget"),)),
    ("wrong_value", "file", (top(phase=["writing", "deciding"]),)),
    ("wrong_value", "stage", (stage("granted", code=DROP),)),
    ("wrong_value", "Granted", (stage("granted", code="Granted"),)),
    ("wrong_value", "grant it", (move("grant", name="grant it"),)),
    ("wrong_value", "g" * 41, (move("grant", name="g" * 41),)),
    ("wrong_value", "check", (check("budget_fits", code=""),)),
    ("wrong_value", "move", (move("grant", name=""),)),
    ("wrong_value", "move", (move("grant", name=DROP),)),
    ("wrong_value", "grant", (move("grant", title="Grant"),)),
    ("wrong_value", "grant", (move("grant", title={"th": "ก", "en": "g", "fr": "h"}),)),
    ("wrong_value", "grant", (move("grant", title={"th": "ก", "en": 1}),)),
    ("wrong_value", "grant", (move("grant", fresh="yes"),)),
    ("wrong_value", "grant", (move("grant", to=1),)),
    ("wrong_value", "grant", (move("grant", source="screening"),)),
    ("wrong_value", "refuse", (move("refuse", asks=[50]),)),
    ("wrong_value", "screening", (stage("screening", working_days="three"),)),
    ("wrong_value", "screening", (stage("screening", working_days=0),)),
    ("wrong_value", "screening", (stage("screening", working_days=True),)),
    ("wrong_value", "screening", (stage("screening", working_days=1000),)),
]
FILES = [
    *(pytest.param(*fault[:2], written(*fault[2]), id=fault[0]) for fault in FAULTS),
    pytest.param("not_toml", "file", "name = = 1", id="not_toml"),
    pytest.param("no_table", "file", 'name = "x"', id="no_table"),
    pytest.param("no_table", "file", GRANT.replace("[[move]]", "[[step]]"), id="no_table"),
    pytest.param("no_table", "file", GRANT.replace("[[stage]]", "[[step]]"), id="no_table"),
    pytest.param("double_phase", "writing", twice("phase", "writing"), id="double_phase"),
    pytest.param("double_stage", "granted", twice("stage", "granted"), id="double_stage"),
    pytest.param("double_move", "grant", twice("move", "grant"), id="double_move"),
    pytest.param("double_check", "budget_fits", twice("check", "budget_fits"), id="double_check"),
]


@pytest.mark.parametrize(("code", "where", "text"), FILES)
def test_a_file_with_a_fault_is_refused_for_it_in_both_languages(
    code: str, where: str, text: str
) -> None:
    faults = {(reason.code, reason.rule): reason for reason in lint(text)}
    fault = faults[f"lint_{code}", where]
    assert fault.text("th") != fault.text("en")
    assert "{" not in fault.text("th").replace(str(fault.values["detail"]), "")


@pytest.mark.parametrize(("code", "where", "text"), FILES)
def test_nothing_else_is_found_but_what_follows_from_it(code: str, where: str, text: str) -> None:
    follow = {
        "double_move": {"double_move"},
        "final_with_way_out": {"holder_cannot_act"},
        "unknown_post": {"holder_cannot_act", "nobody_makes"},
        "unknown_stage": {"dead_end", "unreachable"},
        "nobody_makes": {"author_may_decide", "unreachable", "holder_cannot_act"},
    }
    found = {reason.code.removeprefix("lint_") for reason in lint(text)}
    assert found - {code} <= follow.get(code, set())


def test_every_fault_that_has_a_sentence_is_tried() -> None:
    known = {code for code in sentences() if code.startswith("lint_")}
    assert {f"lint_{param.id}" for param in FILES} == known


@pytest.mark.parametrize("text", [default_text(), GRANT, written()])
def test_a_file_without_a_fault_may_be_published(text: str) -> None:
    assert lint(text) == []


@pytest.mark.parametrize("days", [1, 999])
def test_a_stage_may_take_up_to_999_working_days(days: int) -> None:
    assert lint(written(stage("screening", working_days=days))) == []


@pytest.mark.parametrize("maker", ["resolution", "system"])
def test_where_no_post_decides_no_author_needs_to_be_kept_out(maker: str) -> None:
    assert lint(written(move("refuse", by=[maker], guards=[]))) == []


def test_who_holds_a_stage_from_which_only_the_system_leads_need_not_act() -> None:
    makers = {name: move(name, by=["system"], guards=[]) for name in ("grant", "refuse")}
    assert lint(written(stage("screening", held_by="pcso"), *makers.values())) == []


def test_the_submitter_of_a_stage_that_no_post_leads_to_is_nobody() -> None:
    faults = lint(
        written(move("apply", by=["system"], guards=[]), move("apply_again", by=["system"]))
    )
    assert ("lint_nobody_makes", "take_back") in [(f.code, f.rule) for f in faults]


def test_every_fault_is_told_in_the_files_order() -> None:
    faults = lint(written(move("grant", guards=["b", "a"], tell=["z", "y"], zeal=1, age=2)))
    assert [str(fault.values["detail"]) for fault in faults][:5] == ["age", "zeal", "y", "z", "a"]


def test_a_resubmission_needs_something_that_returns() -> None:
    faults = lint(written(move("send_back", returns=False)))
    assert [(fault.code, fault.rule) for fault in faults] == [
        ("lint_nothing_returns", "apply_again")
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ไม่มี", set()),
        ("{actor} และ {plan}", {"actor", "plan"}),
        ("{{actor}}", set()),
        ("{0}", {"0"}),
        ("{due:{days}}", {"due:{days}"}),
        ("}", {"Single '}' encountered in format string"}),
    ],
)
def test_placeholders_are_read_as_they_are_written(text: str, found: set[str]) -> None:
    assert placeholders(Words(text, "")) == found


def test_the_placeholders_are_those_that_messages_fill() -> None:
    assert set(PLACEHOLDERS) == {
        "plan",
        "province",
        "actor",
        "capacity",
        "reason",
        "due",
        "days",
        "meeting",
        "round",
    }


DETAILS = {
    "unknown_key": "colour",
    "no_title": "",
    "no_message": "done",
    "unknown_placeholder": "person",
    "unknown_phase": "later",
    "unknown_post": "dean",
    "unknown_stage": "attic",
    "unknown_guard": "nothing_said",
    "guard_without_ask": "points",
    "unknown_ask": "excuse",
    "unreachable": "",
    "nobody_makes": "",
    "holder_cannot_act": "pcso",
    "wrong_value": "name",
}
"""What is wrong there, in the first file of each of these faults."""


@pytest.mark.parametrize("code", DETAILS)
def test_a_fault_names_what_is_wrong_there(code: str) -> None:
    where, edits = next(fault[1:] for fault in FAULTS if fault[0] == code)
    (fault,) = [one for one in lint(written(*edits)) if one.code == f"lint_{code}"]
    assert fault.values == {"where": where, "detail": DETAILS[code]}


def test_a_file_that_cannot_be_read_says_where() -> None:
    (fault,) = lint("name = = 1")
    assert "line 1" in str(fault.values["detail"])
