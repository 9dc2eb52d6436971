"""The sentences of refusals, moves and events: none is missing, none too many, both languages say
the same."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import workflow
from tests.states import case
from workflow.states.lint import PLACEHOLDERS
from workflow.states.policy import POSTS
from workflow.states.procedure import Move, events
from workflow.states.refusals import sentences
from workflow.thai.words import Words

MAKERS = {"Reason": "", "refuse": "", "Stale": "", "_no": "", "Unfit": "", "_fault": "lint_"}
"""Functions whose first argument is a code, and what they put before it."""
SAID = [*case.procedure().moves, *events().values()]
EACH_CODE = pytest.mark.parametrize("code", sorted(sentences()))


@cache
def trees() -> tuple[ast.Module, ...]:
    """Every Python file of the product, parsed."""
    return tuple(
        ast.parse(path.read_text(encoding="utf-8"))
        for folder in workflow.__path__
        for path in sorted(Path(folder).rglob("*.py"))
    )


def texts(node: ast.AST) -> Iterator[str]:
    """Every literal text under a node."""
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


@cache
def literals() -> frozenset[str]:
    """Every literal text of the product."""
    return frozenset(text for tree in trees() for text in texts(tree))


def calls() -> Iterator[tuple[str, ast.expr]]:
    """Every call of the product: name of the function, and first argument."""
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args:
                yield getattr(node.func, "id", getattr(node.func, "attr", "")), node.args[0]


def given_codes() -> Iterator[str]:
    """Codes that calls which make reasons name as their first argument."""
    for maker, code in calls():
        if maker in MAKERS and not isinstance(code, ast.JoinedStr):
            yield from (MAKERS[maker] + text for text in texts(code))


def fields(text: str) -> set[str]:
    """Placeholders of a sentence."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_code_that_is_given_has_a_sentence() -> None:
    assert sorted(set(given_codes()) - sentences().keys()) == []


@EACH_CODE
def test_every_sentence_is_said_somewhere(code: str) -> None:
    plain = code.removeprefix("lint_").removesuffix("_of_another")
    assert {code, plain} & literals()


@EACH_CODE
def test_a_sentence_says_the_same_in_both_languages(code: str) -> None:
    words = sentences()[code]
    assert words.complete
    assert fields(words.th) == fields(words.en)


@EACH_CODE
def test_thai_is_thai_and_english_is_english(code: str) -> None:
    words = sentences()[code]
    assert any("\u0e01" <= letter <= "\u0e5b" for letter in words.th)
    assert not any("\u0e01" <= letter <= "\u0e5b" for letter in words.en)


@pytest.mark.parametrize("part", ["title", "done", "subject", "sentence"])
@pytest.mark.parametrize("move", SAID, ids=lambda move: str(move.name))
def test_a_move_and_an_event_are_said_in_both_languages(move: Move, part: str) -> None:
    words: Words = getattr(move, part)
    assert words.complete
    assert fields(words.th) <= PLACEHOLDERS
    assert fields(words.en) <= PLACEHOLDERS
    assert part != "title" or not fields(words.th + words.en)


@pytest.mark.parametrize("move", SAID, ids=lambda move: str(move.name))
def test_a_reason_never_stands_in_a_subject(move: Move) -> None:
    assert "reason" not in fields(move.subject.th + move.subject.en)


@pytest.mark.parametrize("event", events().values(), ids=events())
def test_an_event_tells_posts_that_exist_or_one_person(event: Move) -> None:
    assert event.to in ("posts", "holder", "person")
    assert bool(event.tell) is (event.to == "posts")
    assert set(event.tell) <= POSTS.keys()
