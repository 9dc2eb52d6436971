"""`flask recount`: what it says, and how it ends."""

import sqlalchemy as sa
from flask import Flask

from tests.cli.conftest import Run
from tests.services.acting import by_hand

WRONG = "province 50, round 2571-five-year, stage approved: the counter says 9, there are 1"


def _spoil(app: Flask) -> None:
    with app.app_context():
        by_hand(sa.text("UPDATE counter SET n = 9 WHERE province_code = '50' AND n > 0"))


def test_right_counters_are_called_right(run: Run) -> None:
    for words in (["recount"], ["recount", "--check"]):
        result = run(*words)
        assert (result.exit_code, result.output) == (0, "every counter is right\n")


def test_a_check_names_what_is_wrong_and_leaves_it(app: Flask, run: Run) -> None:
    _spoil(app)
    for _ in range(2):
        result = run("recount", "--check")
        assert result.exit_code == 1
        assert result.output == f"{WRONG}\nError: 1 counters are wrong\n"


def test_a_recount_sets_it_right_once(app: Flask, run: Run) -> None:
    _spoil(app)
    result = run("recount")
    assert (result.exit_code, result.output) == (
        1,
        f"{WRONG}: set right\nError: 1 counters were wrong\n",
    )
    assert run("recount").exit_code == 0
