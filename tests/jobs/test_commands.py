"""`flask outbox`: how messages stand, and owing the dead again."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from tests.conftest import TODAY
from tests.jobs.owing import change, ids, row, states


@pytest.fixture
def command(app: Flask) -> FlaskCliRunner:
    """Runs commands of the app."""
    return app.test_cli_runner()


def test_the_outbox_says_how_it_stands(command: FlaskCliRunner) -> None:
    first, second, third, *others = ids()
    change(first, state="sent")
    change(second, state="dead")
    change(third, state="leased", lease_until=TODAY)
    oldest = min(row(message_id).created_at for message_id in [third, *others])
    said = json.loads(command.invoke(args=["outbox", "status", "--json"]).output)
    age = int((TODAY - oldest).total_seconds())
    assert said == {"owed": len(others), "leased": 1, "sent": 1, "dead": 1, "oldest_s": age}


def test_an_outbox_with_nothing_to_send_has_no_oldest(command: FlaskCliRunner) -> None:
    for message_id in ids():
        change(message_id, state="sent")
    said = json.loads(command.invoke(args=["outbox", "status", "--json"]).output)
    assert said == {"owed": 0, "leased": 0, "sent": len(ids()), "dead": 0, "oldest_s": 0}


def test_the_outbox_is_read_by_people_too(command: FlaskCliRunner) -> None:
    said = command.invoke(args=["outbox", "status"])
    assert said.exit_code == 0
    assert said.output.splitlines()[0].split() == ["owed", str(len(ids()))]


def test_all_the_dead_are_owed_again(command: FlaskCliRunner) -> None:
    for message_id in ids()[:2]:
        change(message_id, state="dead")
    said = command.invoke(args=["outbox", "replay"])
    assert (said.exit_code, said.output) == (0, "owed again: 2\n")
    assert set(states(ids())) == {"owed"}


def test_those_named_are_owed_again(command: FlaskCliRunner) -> None:
    first, second, *_ = ids()
    change(first, state="dead")
    change(second, state="dead")
    assert command.invoke(args=["outbox", "replay", str(second)]).exit_code == 0
    assert states([first, second]) == ["dead", "owed"]


def test_naming_what_is_not_dead_is_found_wrong(command: FlaskCliRunner) -> None:
    first, second, *_ = ids()
    change(first, state="dead")
    said = command.invoke(args=["outbox", "replay", str(first), str(second)])
    assert said.exit_code == 1
    assert f"not dead: {second}" in said.output
    assert states([first]) == ["owed"]


def test_what_is_no_number_is_not_run(command: FlaskCliRunner) -> None:
    assert command.invoke(args=["outbox", "replay", "x"]).exit_code == 2
