"""`flask procedure simulate` and `migrate`."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from tests.cli.conftest import Run
from tests.services.acting import acts
from tests.states import changed
from tests.views.deeds import inside

READING = changed.renamed("clinic_review", "clinic_reading")
MAP = ("--map", "clinic_review=clinic_reading")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A place for a procedure file."""
    return tmp_path / "next.toml"


def simulate(run: Run, file: Path, text: str, *more: str) -> Result:
    file.write_text(text, encoding="utf-8")
    return run("procedure", "simulate", file, *more)


def publish(run: Run, file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    assert run("procedure", "publish", file).exit_code == 0


def test_a_version_that_changes_nothing_is_fine_for_every_plan(run: Run, file: Path) -> None:
    result = simulate(run, file, changed.text())
    assert result.exit_code == 0
    assert result.output.splitlines()[-1] == "5 plans on their way, 5 fine"


def test_another_term_is_said_with_both_days(run: Run, file: Path) -> None:
    result = simulate(run, file, changed.text(changed.TERM))
    assert result.exit_code == 0
    assert "plan 5 Nakhon Si Thammarat v1 at PCSO endorsement: term" in result.output
    assert "  - due: 2026-11-13 -> 2026-11-17" in result.output


def test_another_holder_is_said_with_both_posts(run: Run, file: Path) -> None:
    result = simulate(run, file, changed.text(changed.HELD), "--language", "th")
    assert "  - ฝ่ายเลขานุการ -> สำนักงานจังหวัด" in result.output


def test_plans_that_would_be_stranded_end_it_with_one(run: Run, file: Path) -> None:
    result = simulate(run, file, READING)
    assert result.exit_code == 1
    assert "plan 4 Samut Songkhram v1 at Clinic review: stranded" in result.output
    assert "  - The new version has no stage “Clinic review”" in result.output


def test_a_renamed_stage_strands_nobody(run: Run, file: Path) -> None:
    result = simulate(run, file, READING, *MAP)
    assert result.exit_code == 0
    assert "  - stage: clinic_review -> clinic_reading" in result.output


def test_a_program_reads_it_as_json(run: Run, file: Path) -> None:
    result = simulate(run, file, READING, "--json")
    assert result.exit_code == 1
    data: dict[str, Any] = json.loads(result.output)
    assert data["counts"] == {"fine": 4, "stranded": 1}
    stranded = next(plan for plan in data["plans"] if plan["id"] == 4)
    assert (stranded["stage"], stranded["to"]) == ("clinic_review", None)
    assert len(stranded["reasons"]) == 1


def test_a_bad_file_is_only_found_wrong(run: Run, file: Path) -> None:
    result = simulate(run, file, "name = 1")
    assert result.exit_code == 1
    assert "[[stage]]" in result.output


@pytest.mark.parametrize("pair", ["clinic_review=nowhere", "nowhere=clinic_reading", "nonsense"])
def test_a_stage_that_nobody_knows_cannot_be_named(run: Run, file: Path, pair: str) -> None:
    assert simulate(run, file, READING, "--map", pair).exit_code == 2


def test_a_procedure_without_plans_has_nothing_to_say(run: Run, file: Path) -> None:
    result = simulate(run, file, changed.text(('name = "sti-plan"', 'name = "short"')))
    assert (result.exit_code, result.output) == (0, "0 plans on their way\n")


def test_a_dry_run_moves_nobody(app: Flask, run: Run, file: Path) -> None:
    publish(run, file, READING)
    result = run("procedure", "migrate", "sti-plan", "2", "--dry-run")
    assert result.exit_code == 1
    assert "stranded" in result.output
    assert "migrate" not in inside(app, acts, 5)


def test_a_dry_run_that_strands_nobody_moves_nobody_either(
    app: Flask, run: Run, file: Path
) -> None:
    publish(run, file, READING)
    result = run("procedure", "migrate", "sti-plan", "2", "--dry-run", *MAP)
    assert (result.exit_code, result.output.splitlines()[-1][:20]) == (0, "5 plans on their way")
    assert "migrate" not in inside(app, acts, 5)


def test_plans_are_moved_and_those_that_would_be_stuck_are_named(
    app: Flask, run: Run, file: Path
) -> None:
    publish(run, file, READING)
    result = run("procedure", "migrate", "sti-plan", "2")
    assert result.exit_code == 1
    assert "plan 4 stays where it is\n  - The new version has no stage" in result.output
    assert result.output.splitlines()[-1] == "4 plans moved, 1 left as they were"
    assert inside(app, acts, 5)[-1] == "migrate"


def test_a_second_run_moves_only_those_that_were_left(app: Flask, run: Run, file: Path) -> None:
    publish(run, file, READING)
    run("procedure", "migrate", "sti-plan", "2")
    result = run("procedure", "migrate", "sti-plan", "2", *MAP, "--json", "--by", "secretariat.1")
    assert json.loads(result.output) == {"moved": [4], "left": {}}
    last = run("procedure", "migrate", "sti-plan", "2", *MAP)
    assert (last.exit_code, last.output) == (0, "0 plans moved, 0 left as they were\n")
    assert inside(app, acts, 5).count("migrate") == 1


@pytest.mark.parametrize(
    "words", [("other", "1"), ("sti-plan", "9"), ("sti-plan", "1", "--by", "x")]
)
def test_what_is_not_there_cannot_be_used(run: Run, words: tuple[str, ...]) -> None:
    assert run("procedure", "migrate", *words).exit_code == 2
