"""A procedure's moves in words, as its page lists them."""

from tests.states import case
from workflow.states.told import Told, listed, told
from workflow.thai.words import Words


def of(name: str) -> Told:
    return next(one for one in told(case.procedure()) if one.move.name == name)


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
    assert len(decline.needs) == 2
    assert len(decline.effects) == 2
    assert decline.tells.en == "drafter · clinic representative · provincial office · secretariat"


def test_a_move_may_come_back_to_several_stages() -> None:
    assert of("resubmit").comes_back
    assert len(of("resubmit").to) == 3
    assert not of("submit").comes_back


def test_nothing_is_said_too() -> None:
    assert listed([]).en == "nothing"


def test_what_is_listed_stands_in_one_line_of_each_language() -> None:
    assert listed([Words("ก", "a"), Words("ข", "b")]) == Words("ก · ข", "a · b")
