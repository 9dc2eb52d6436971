"""`flask ledger`: export, verify, checkpoint."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.cli.conftest import Run
from tests.services.acting import NAKHON, act, by_hand

NOT_CHECKPOINTS = ["", "x", "{}", "[]", "\x00", "null", '{"heads": 1}']


def test_every_entry_is_a_line_of_json(run: Run) -> None:
    lines = [json.loads(line) for line in run("ledger", "export").output.splitlines()]
    assert {"subject", "n", "at", "act", "prev", "hash", "body"} <= lines[0].keys()
    assert [line["n"] for line in lines if line["subject"] == "plan:3"] == [1, 2, 3, 4]
    assert all(isinstance(line["body"], dict) for line in lines)


def test_one_chain_may_be_exported(run: Run) -> None:
    lines = [
        json.loads(s) for s in run("ledger", "export", "--subject", "plan:4").output.splitlines()
    ]
    assert [line["act"] for line in lines] == ["create", "submit"]


def test_a_chain_that_is_not_there_is_empty(run: Run) -> None:
    result = run("ledger", "export", "--subject", "plan:999")
    assert (result.exit_code, result.output) == (0, "")


def test_a_clean_record_is_in_order(run: Run) -> None:
    result = run("ledger", "verify")
    assert result.exit_code == 0
    assert result.output.endswith("chains: all in order\n")


def test_a_checkpoint_holds_every_chain_s_end(run: Run) -> None:
    made = json.loads(run("ledger", "checkpoint").output)
    assert made["heads"]["plan:3"][0] == 4
    assert made.keys() == {"at", "heads", "root", "key", "signature"}


def test_checkpoints_of_before_still_hold(app: Flask, tmp_path: Path, run: Run) -> None:
    old = _checkpoint(tmp_path / "old", run)
    with app.app_context():
        act("pcso.80", NAKHON, "endorse")
    new = _checkpoint(tmp_path / "new", run)
    assert run("ledger", "verify", "--checkpoint", old, "--checkpoint", new).exit_code == 0


def test_the_same_checkpoint_may_be_given_twice(tmp_path: Path, run: Run) -> None:
    file = _checkpoint(tmp_path / "c", run)
    assert run("ledger", "verify", "--checkpoint", file, "--checkpoint", file).exit_code == 0


def test_a_flaw_that_two_checkpoints_see_is_said_once(app: Flask, tmp_path: Path, run: Run) -> None:
    file = _checkpoint(tmp_path / "c", run)
    with app.app_context():
        by_hand(sa.text("UPDATE plan SET version = 9 WHERE id = 3"))
    result = run("ledger", "verify", "--checkpoint", file, "--checkpoint", file)
    assert result.exit_code == 1
    assert result.output.count("plan:3") == 1


@pytest.mark.parametrize("text", NOT_CHECKPOINTS)
def test_what_is_no_checkpoint_cannot_be_used(text: str, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "checkpoint"
    file.write_text(text)
    result = run("ledger", "verify", "--checkpoint", file)
    assert result.exit_code == 2
    assert "checkpoint: it is no checkpoint" in result.output


def test_bytes_are_no_checkpoint(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "checkpoint"
    file.write_bytes(b"\xff\x00")
    assert run("ledger", "verify", "--checkpoint", file).exit_code == 2


@pytest.mark.parametrize("changed", ["heads", "at", "root", "key"])
def test_a_forged_checkpoint_is_known(changed: str, tmp_path: Path, run: Run) -> None:
    made = json.loads(run("ledger", "checkpoint").output)
    made[changed] = {"plan:3": [1, "0" * 64]} if changed == "heads" else "x"
    file = tmp_path / "checkpoint"
    file.write_text(json.dumps(made))
    result = run("ledger", "verify", "--checkpoint", file)
    assert result.exit_code == 2
    assert "its signature does not fit" in result.output


def test_a_checkpoint_that_is_not_there_cannot_be_read(tmp_path: Path, run: Run) -> None:
    assert run("ledger", "verify", "--checkpoint", tmp_path / "nothing").exit_code == 2


def _checkpoint(file: Path, run: Run) -> Path:
    file.write_text(run("ledger", "checkpoint").output)
    return file


def test_a_vote_that_was_changed_after_the_certificate_is_named(app: Flask, run: Run) -> None:
    with app.app_context():
        by_hand(sa.text("UPDATE ballot SET vote = 'against' WHERE seat = 'MOI-5'"))
    result = run("ledger", "verify")
    assert result.exit_code == 1
    assert "meeting:1 entry 5: the votes of item 5.1 are not those that were certified" in (
        result.output
    )


def test_a_meeting_that_says_more_than_its_chain_is_named(app: Flask, run: Run) -> None:
    with app.app_context():
        by_hand(sa.text("UPDATE meeting SET version = 9 WHERE id = 2"))
    assert "the meeting says version 9" in run("ledger", "verify").output


def test_a_vote_that_is_none_is_named_too(app: Flask, run: Run) -> None:
    with app.app_context():
        by_hand(sa.text("UPDATE item SET casting = 'maybe' WHERE meeting_id = 1"))
    assert "the votes of item 5.1" in run("ledger", "verify").output
