"""A procedure in words: every guard, ask and maker has them, in both languages."""

import pytest

from tests.states import case
from workflow.states import telling
from workflow.states.asks import ASKS
from workflow.states.guards import GUARDS
from workflow.states.policy import POSTS
from workflow.states.procedure import FLAGS, NOT_POSTS, Ask
from workflow.states.telling import NOTHING, Told, ask_words, holder_words, listed, told
from workflow.thai.words import Words

TABLES = [telling.MAKERS, telling.NEEDS, telling.ASKED, telling.EFFECTS]


def of(name: str) -> Told:
    return next(one for one in told(case.procedure()) if one.move.name == name)


def test_there_are_words_for_all_that_a_file_may_say() -> None:
    assert telling.NEEDS.keys() == GUARDS.keys()
    assert telling.ASKED.keys() == ASKS.keys()
    assert telling.MAKERS.keys() == POSTS.keys() | NOT_POSTS
    assert telling.EFFECTS.keys() == set(FLAGS)


@pytest.mark.parametrize(
    "words", [w for table in TABLES for w in table.values()], ids=lambda w: w.en
)
def test_they_are_said_in_both_languages(words: Words) -> None:
    assert words.complete
    assert not any("\u0e01" <= letter <= "\u0e5b" for letter in words.en)


def test_every_move_is_told_in_the_order_of_the_file() -> None:
    assert [one.move for one in told(case.procedure())] == list(case.procedure().moves)


def test_a_move_is_told_whole() -> None:
    decline = of("decline")
    assert decline.who.en == "PCSO"
    assert [stage.code for stage in (*decline.source, *decline.to)] == [
        "pcso_endorsement",
        "declined",
    ]
    assert [words.en for words in decline.asks] == ["a reason of at least 50 characters"]
    assert [words.en for words in decline.needs] == [
        "whoever does it did not write the plan",
        "the holder of the post, or who acts for a vacant post",
    ]
    assert len(decline.effects) == 2
    assert decline.tells.en == "drafter · clinic representative · provincial office · secretariat"


def test_a_move_may_come_back_to_several_stages() -> None:
    assert of("resubmit").comes_back
    assert len(of("resubmit").to) == 3
    assert not of("submit").comes_back


@pytest.mark.parametrize(
    ("word", "th", "en"),
    [
        ("opinion", "ความเห็น", "an opinion"),
        ("opinion?", "ความเห็น (ถ้ามี)", "an opinion (optional)"),
        ("reason:50", "เหตุผล อย่างน้อย 50 ตัวอักษร", "a reason of at least 50 characters"),
    ],
)
def test_an_ask_says_how_much_and_whether_it_must_be(word: str, th: str, en: str) -> None:
    assert ask_words(Ask.read(word)) == Words(th, en)


def test_nobody_and_nothing_are_said_too() -> None:
    stage = case.procedure().stage
    assert holder_words(stage["draft"]).en == "drafter"
    assert holder_words(stage["declined"]).en == "nobody"
    assert listed([]) == NOTHING
