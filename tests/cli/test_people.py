"""`flask person` and `flask appointment`."""

import pytest
from flask import Flask

from tests.cli.conftest import Run
from tests.conftest import TODAY
from tests.services.acting import actor, appointment_of
from tests.services.factors import with_totp
from workflow.queries.demo import PASSWORD
from workflow.queries.person import load_account
from workflow.services.links import follow_link
from workflow.services.sign_in import Visitor, sign_in
from workflow.states.refusals import Refused

NEW = "ปลาทูแม่กลอง หน้างอคอหัก"
HERE = Visitor(address="192.0.2.1", agent="")
SOMCHAI = ("person", "add", "somchai", "--name-th", "สมชาย", "--email", "s@example.org")
APPOINT = ("appointment", "add", "observer.1", "clinic_rep", "--order", "1/2569")


def test_who_is_added_signs_in(app: Flask, run: Run) -> None:
    result = run(*SOMCHAI, "--password", NEW)
    assert (result.exit_code, result.output) == (0, "somchai can sign in\n")
    with app.app_context():
        assert sign_in("somchai", NEW, HERE, TODAY)


def test_a_password_is_asked_for_when_left_out(run: Run) -> None:
    result = run(*SOMCHAI, input=f"{NEW}\n{NEW}\n")
    assert result.exit_code == 0
    assert NEW not in result.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*SOMCHAI, "--password", "short"), "12 to 128"),
        ((*SOMCHAI, "--password", "รหัสผ่าน1234"), "เดาได้ง่าย"),
        ((*SOMCHAI[:2], "PCSO.75", *SOMCHAI[3:], "--password", NEW), "is taken"),
        ((*SOMCHAI[:2], "a b", *SOMCHAI[3:], "--password", NEW), "3 to 60"),
    ],
)
def test_a_refusal_says_why_in_both_languages(words: tuple[str, ...], said: str, run: Run) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.output


def test_who_is_disabled_is_not_let_in(app: Flask, run: Run) -> None:
    result = run("person", "disable", "pcso.75")
    assert (result.exit_code, result.output) == (0, "pcso.75 is disabled\n")
    with app.app_context(), pytest.raises(Refused):
        sign_in("pcso.75", PASSWORD, HERE, TODAY)


def test_a_reset_gives_a_new_password(app: Flask, run: Run) -> None:
    result = run("person", "reset", "pcso.75", "--password", NEW)
    assert (result.exit_code, result.output) == (0, "pcso.75 has a new password\n")
    with app.app_context():
        assert sign_in("pcso.75", NEW, HERE, TODAY)


def test_a_reset_holds_to_the_rules(run: Run) -> None:
    assert run("person", "reset", "pcso.75", "--password", "short").exit_code == 2


def test_who_is_invited_sets_the_password_at_a_link(app: Flask, run: Run) -> None:
    result = run(*SOMCHAI, "--invite")
    assert result.exit_code == 0
    assert result.output.startswith("somchai sets the password at http://localhost/set-password/")
    with app.app_context():
        follow_link(_token(result.output), NEW, TODAY)
        assert sign_in("somchai", NEW, HERE, TODAY)


def test_a_reset_by_link_leaves_the_password_until_it_is_followed(app: Flask, run: Run) -> None:
    result = run("person", "reset", "pcso.75", "--link")
    with app.app_context():
        assert sign_in("pcso.75", PASSWORD, HERE, TODAY)
        follow_link(_token(result.output), NEW, TODAY)
        assert sign_in("pcso.75", NEW, HERE, TODAY)


def test_a_reset_may_clear_lost_factors_too(app: Flask, run: Run) -> None:
    with app.app_context():
        with_totp("pcso.75")
    result = run("person", "reset", "pcso.75", "--password", NEW, "--factors")
    assert result.output.endswith("pcso.75 has no second factor\n")
    with app.app_context():
        assert load_account(sign_in("pcso.75", NEW, HERE, TODAY)), "the password is enough"


@pytest.mark.parametrize(
    "words",
    [
        ("person", "disable", "nobody"),
        ("person", "reset", "nobody", "--password", NEW),
        ("appointment", "add", "nobody", "auditor", "--order", "1", "--from", "2026-01-01"),
    ],
)
def test_an_account_that_is_not_there_is_named(words: tuple[str, ...], run: Run) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert "there is no account nobody" in result.output


@pytest.mark.parametrize("day", ["24/11/2569", "2026-11-24", "๒๔/๑๑/๒๕๖๙"])
def test_who_is_appointed_holds_the_post(day: str, app: Flask, run: Run) -> None:
    result = run(*APPOINT, "--province", "75", "--institution", "INST-75", "--from", day)
    assert result.exit_code == 0
    with app.app_context():
        assert actor("observer.1").holds("clinic_rep")


def test_a_delegation_names_its_moves(app: Flask, run: Run) -> None:
    words = ("appointment", "add", "observer.1", "pcso", "--province", "75", "--order", "1/2569")
    moves = ("--capacity", "delegated", "--move", "endorse", "--move", "pcso_return")
    assert run(*words, *moves, "--from", "2026-11-24").exit_code == 0
    with app.app_context():
        assert actor("observer.1").holdings[-1].moves == ("endorse", "pcso_return")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "2026-11-24"), "no such province"),
        (("--from", "2026-11-24", "--province", "99"), "no such province"),
        (("--from", "tomorrow", "--province", "75"), "is no date"),
        (("--from", "31/02/2569", "--province", "75"), "is no date"),
        (("--province", "75"), "Missing option"),
        (("--from", "2026-11-24", "--province", "75", "--institution", "X"), "no such institution"),
        (("--from", "2026-11-24", "--province", "75", "--until", "2026-11-23"), "before the first"),
    ],
)
def test_an_appointment_that_cannot_be_is_refused(
    words: tuple[str, ...], said: str, run: Run
) -> None:
    result = run(*APPOINT, *words)
    assert result.exit_code == 2
    assert said in result.output


def test_a_post_that_is_held_is_not_given_twice(run: Run) -> None:
    words = ("appointment", "add", "observer.1", "pcso", "--province", "75", "--order", "1")
    result = run(*words, "--from", "2026-11-24")
    assert result.exit_code == 2
    assert "already has a holder" in result.output


def test_an_appointment_ends_on_its_last_day(app: Flask, run: Run) -> None:
    number = _appointment(app)
    result = run("appointment", "end", number, "--on", "23/11/2569")
    assert (result.exit_code, result.output) == (0, f"appointment {number} ends on 2026-11-23\n")
    with app.app_context():
        assert not actor("pcso.75").holds("pcso")


@pytest.mark.parametrize("day", ["2020-01-01", "2027-01-01"])
def test_nothing_ends_outside_its_time(day: str, app: Flask, run: Run) -> None:
    number = _appointment(app)
    run("appointment", "end", number, "--on", "2026-12-31")
    assert run("appointment", "end", number, "--on", day).exit_code == 2


def test_an_appointment_that_is_not_there_cannot_end(run: Run) -> None:
    result = run("appointment", "end", "999999", "--on", "2026-12-31")
    assert result.exit_code == 2
    assert "there is no appointment 999999 in force on that day" in result.output


def _token(output: str) -> str:
    """The token of the link that was printed."""
    return output.strip().rpartition("/")[2]


def _appointment(app: Flask) -> int:
    with app.app_context():
        return appointment_of("pcso.75")
