"""A fault of an outline file, and the questions that every part of the file is asked."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from workflow.outline.outline import Table, rows
from workflow.outline.sentences import sentence
from workflow.thai.words import Words

CHOICE_KEYS = frozenset({"code", "label"})
_KEY = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a file: a code, the place in the file, a sentence."""

    code: str
    place: str
    words: Words


def fault(code: str, place: str, detail: str = "") -> Fault:
    """A fault with its sentence filled in."""
    return Fault(code, place, sentence(f"lint_{code}", where=place, detail=detail))


def strange_keys(place: str, row: Table, known: frozenset[str]) -> Iterator[Fault]:
    """Keys that say nothing here: mostly typing mistakes."""
    for key in sorted(row.keys() - known):
        yield fault("unknown_key", place, key)


def not_tables(place: str, row: Table, key: str) -> Iterator[Fault]:
    """Something that must be a list of tables and is not."""
    given = row.get(key, [])
    if not isinstance(given, list) or len(rows(row, key)) != len(given):
        yield fault("not_tables", place, key)


def bad_key(place: str, key: str) -> Iterator[Fault]:
    """A key from which no id of a form control can be made."""
    if not _KEY.fullmatch(key):
        yield fault("bad_key", place)


def unspoken(place: str, parts: Mapping[str, Words]) -> Iterator[Fault]:
    """Words that are missing in a language."""
    for name, words in parts.items():
        if not words.complete:
            yield fault("no_words", place, name)


def misfilled(place: str, words: Words, known: frozenset[str]) -> Iterator[Fault]:
    """Placeholders that nobody fills, and braces that are none."""
    for name in sorted(_placeholders(words) - known):
        yield fault("unknown_placeholder", place, name)


def doubles(code: str, names: Iterable[str], place: str = "") -> Iterator[Fault]:
    """Names that are there more than once, at a place or at their own."""
    for name, count in Counter(names).items():
        if count > 1:
            yield fault(code, place or name, name)


def choice_faults(place: str, row: Table) -> Iterator[Fault]:
    """What is wrong with the choices written in a row."""
    yield from not_tables(place, row, "choices")
    given = rows(row, "choices")
    codes = [str(choice.get("code") or "") for choice in given]
    yield from doubles("double_choice", codes, place)
    for code, choice in zip(codes, given, strict=True):
        yield from strange_keys(place, choice, CHOICE_KEYS)
        yield from unspoken(place, {code or "label": Words.read(choice.get("label"))})
        if not code:
            yield fault("double_choice", place, code)


def _placeholders(words: Words) -> set[str]:
    """Names in braces; one with a format or a conversion counts as another name."""
    try:
        parts: list[tuple[Any, ...]] = [part for text in words for part in Formatter().parse(text)]
    except ValueError as wrong:
        return {str(wrong)}
    return {
        f"{name}{'!' if conversion else ''}{':' if form else ''}"
        for _, name, form, conversion in parts
        if name is not None
    }
