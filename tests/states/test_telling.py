"""A procedure in words: every guard, ask and flag has its words; each move says all of itself."""

from pathlib import Path

import pytest

from tests.states import case
from workflow.states import telling
from workflow.states.asks import ASKS
from workflow.states.document import markdown
from workflow.states.guards import GUARDS
from workflow.states.procedure import FLAGS, NOT_POSTS, default_texts, parse
from workflow.thai.words import Words

PROCEDURE = case.procedure()


@pytest.mark.parametrize(
    ("kind", "names"), [("guard", GUARDS), ("ask", ASKS), ("flag", FLAGS), ("by", NOT_POSTS)]
)
def test_every_word_of_a_procedure_is_told_and_no_other(kind: str, names: list[str]) -> None:
    assert telling.telling()[kind].keys() == set(names)


@pytest.mark.parametrize(
    "words", [w for kind in telling.telling().values() for w in kind.values()], ids=lambda w: w.en
)
def test_it_is_told_in_both_languages(words: Words) -> None:
    assert words.complete
    assert any("\u0e01" <= letter <= "\u0e5b" for letter in words.th)
    assert not any("\u0e01" <= letter <= "\u0e5b" for letter in words.en)


def test_a_move_says_who_from_where_to_where() -> None:
    recall, endorse = PROCEDURE.move["recall"], PROCEDURE.move["endorse"]
    assert [w.en for w in telling.makers(recall)] == ["whoever sent the plan here"]
    assert [w.en for w in telling.makers(endorse)] == ["PCSO"]
    assert [w.en for w in telling.sources(PROCEDURE, endorse)] == ["PCSO endorsement"]
    assert telling.destination(PROCEDURE, endorse).en == "Committee approval"
    back = telling.destination(PROCEDURE, PROCEDURE.move["resubmit"])
    assert back.en == "the stage that returned it"


def test_what_is_asked_says_how_much_and_whether_it_must_be() -> None:
    decline, returned = PROCEDURE.move["decline"], PROCEDURE.move["clinic_return"]
    assert [w.en for w in telling.asks(decline)] == ["a reason of at least 50 characters"]
    assert [w.th for w in telling.asks(returned)][1:] == [
        "ข้อสังเกต (ถ้ามี)",
        "วันครบกำหนด (ถ้ามี)",
    ]


def test_a_move_says_what_it_needs_and_does_and_whom_it_tells() -> None:
    decline = PROCEDURE.move["decline"]
    assert [w.en for w in telling.needs(decline)][0] == "who acts did not write the plan"
    assert [w.en for w in telling.effects(decline)][1] == "it needs a sign-in within 10 minutes"
    assert [w.en for w in telling.told(decline)][-1] == "secretariat"


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_document_has_every_stage_move_and_check(language: str) -> None:
    text = markdown(PROCEDURE)
    for move in PROCEDURE.moves:
        assert f"#### {move.title.text(language)} (`{move.name}`)" in text
    titles = [stage.title for stage in PROCEDURE.stages] + [c.title for c in PROCEDURE.checks]
    assert all(title.text(language) in text for title in titles)
    assert text.count("```mermaid") == 2


def test_a_stage_says_its_days_or_that_there_is_no_limit() -> None:
    text = markdown(PROCEDURE)
    assert "| Clinic review | Clinic | clinic representative | 10 |" in text
    assert "| Draft | Drafting | drafter | no limit |" in text
    assert "| Approved | Closed | nobody; the matter is closed | – |" in text


def test_the_document_is_the_one_that_is_kept() -> None:
    kept = Path(__file__).parents[2] / "docs/workflow.md"
    assert markdown(*map(parse, default_texts())) == kept.read_text(encoding="utf-8")
