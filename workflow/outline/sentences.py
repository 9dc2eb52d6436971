"""The sentences that the outline's own code says: faults of a file, material changes."""

import tomllib
from functools import cache
from pathlib import Path

from workflow.thai.words import Words


@cache
def sentences() -> dict[str, Words]:
    """Every sentence by its code, with placeholders."""
    text = Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8")
    return {code: Words.read(words) for code, words in tomllib.loads(text).items()}


def sentence(code: str, **values: object) -> Words:
    """A sentence with its placeholders filled in; a value may itself be words in both languages."""
    words = sentences()[code]
    return Words(words.filled("th", _in("th", values)), words.filled("en", _in("en", values)))


def _in(language: str, values: dict[str, object]) -> dict[str, object]:
    return {
        name: value.text(language) if isinstance(value, Words) else value
        for name, value in values.items()
    }
