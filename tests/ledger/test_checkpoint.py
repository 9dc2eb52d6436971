"""Checkpoints: signed, readable with the public key alone, and never taken on trust."""

import json
from pathlib import Path
from typing import Any

import pytest

from workflow.ledger.checkpoint import BadCheckpoint, make, read, root
from workflow.ledger.keys import Keys

HEADS = {"plan:1": (4, "a" * 64), "account:p1": (2, "b" * 64)}
AT = "2026-11-24T03:00:00.000000+00:00"
GARBAGE = [
    "",
    "no json",
    "null",
    "[]",
    "5",
    '"text"',
    "{}",
    '{"signature": "zz"}',
    '{"signature": 5}',
    '{"signature": null, "heads": {}}',
    '{"signature": "00", "heads": NaN}',
    '{"signature": "00", "at": 1.5}',
    "[" * 100_000,
    "\x00",
]


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys.at(tmp_path_factory.mktemp("keys"))


def made(keys: Keys, **changes: Any) -> str:
    """The text of a checkpoint, changed after it was signed."""
    return json.dumps({**make(keys, AT, HEADS), **changes}, ensure_ascii=False)


def test_a_checkpoint_is_read_back(keys: Keys) -> None:
    assert read(made(keys), keys.public) == HEADS


def test_how_the_file_is_laid_out_does_not_matter(keys: Keys) -> None:
    loose = json.dumps(dict(reversed(json.loads(made(keys)).items())), indent=4)
    assert read(loose, keys.public) == HEADS


def test_a_checkpoint_says_when_and_what_and_whose(keys: Keys) -> None:
    checkpoint = make(keys, AT, HEADS)
    assert list(checkpoint) == ["at", "heads", "root", "key", "signature"]
    assert (checkpoint["at"], checkpoint["key"]) == (AT, keys.public_hex)
    assert checkpoint["root"] == root(HEADS)


@pytest.mark.parametrize(
    "changes",
    [
        {"at": "2026-11-25T03:00:00.000000+00:00"},
        {"heads": {"plan:1": [3, "a" * 64]}},
        {"heads": {}},
        {"root": "0" * 64},
        {"key": "0" * 64},
        {"more": 1},
        {"signature": "00" * 64},
        {"signature": ""},
    ],
)
def test_a_checkpoint_that_was_changed_is_refused(keys: Keys, changes: dict[str, Any]) -> None:
    with pytest.raises(BadCheckpoint, match="^its signature does not fit$"):
        read(made(keys, **changes), keys.public)


def test_somebody_elses_checkpoint_is_refused(keys: Keys, tmp_path: Path) -> None:
    with pytest.raises(BadCheckpoint, match="^its signature does not fit$"):
        read(made(Keys.at(tmp_path)), keys.public)


def test_a_signature_for_something_else_is_refused(keys: Keys) -> None:
    unlabelled = {"heads": {}, "signature": keys.signing.sign(b'{"heads":{}}').hex()}
    with pytest.raises(BadCheckpoint):
        read(json.dumps(unlabelled), keys.public)


@pytest.mark.parametrize("text", GARBAGE)
def test_what_is_no_checkpoint_is_refused(keys: Keys, text: str) -> None:
    with pytest.raises(BadCheckpoint, match="^it is no checkpoint$"):
        read(text, keys.public)


def test_a_signed_text_without_heads_is_no_checkpoint(keys: Keys) -> None:
    signature = keys.signing.sign(b'checkpoint/v1\0{"at":"now"}').hex()
    with pytest.raises(BadCheckpoint, match="^it is no checkpoint$"):
        read(json.dumps({"at": "now", "signature": signature}), keys.public)


@pytest.mark.parametrize(
    "heads",
    [
        {**HEADS, "plan:1": (5, "a" * 64)},
        {**HEADS, "plan:1": (4, "c" * 64)},
        {**HEADS, "plan:2": (1, "a" * 64)},
        {"plan:1": HEADS["plan:1"]},
        {},
    ],
)
def test_the_root_is_of_every_head(heads: dict[str, tuple[int, str]]) -> None:
    assert root(heads) != root(HEADS)


def test_the_root_does_not_depend_on_the_order() -> None:
    assert root(dict(reversed(HEADS.items()))) == root(HEADS)
