"""`flask procedure` and `flask outline`."""

from pathlib import Path

import pytest

from config import ROOT
from tests.cli.conftest import Run
from workflow.outline import outline as outlines
from workflow.states import procedure as procedures

KINDS = pytest.mark.parametrize(
    ("group", "text"),
    [("procedure", procedures.default_text()), ("outline", outlines.default_text())],
    ids=["procedure", "outline"],
)

NEWEST = {"procedure": 1, "outline": 2}
"""Versions that the demo has."""


@KINDS
def test_a_good_file_has_no_fault(group: str, text: str, tmp_path: Path, run: Run) -> None:
    result = run(group, "lint", _file(tmp_path, text))
    assert (result.exit_code, result.output) == (0, "no fault found\n")


@KINDS
@pytest.mark.parametrize(("language", "said"), [("en", "TOML"), ("th", "อ่าน")])
def test_a_bad_file_is_found_wrong(
    group: str, text: str, language: str, said: str, tmp_path: Path, run: Run
) -> None:
    file = _file(tmp_path, text + "\n[unclosed")
    result = run(group, "lint", file, "--language", language)
    assert result.exit_code == 1
    assert said in result.output


@KINDS
@pytest.mark.parametrize("verb", ["lint", "publish"])
def test_a_file_that_is_no_text_cannot_be_read(
    group: str, text: str, verb: str, tmp_path: Path, run: Run
) -> None:
    file = tmp_path / "file.toml"
    file.write_bytes(b"\xff\xfe")
    result = run(group, verb, file)
    assert result.exit_code == 2
    assert "is not UTF-8 text" in result.output


@KINDS
@pytest.mark.parametrize("verb", ["lint", "publish"])
def test_a_file_that_is_not_there_cannot_be_read(
    group: str, text: str, verb: str, tmp_path: Path, run: Run
) -> None:
    assert run(group, verb, tmp_path / "nothing.toml").exit_code == 2


@KINDS
def test_a_changed_file_becomes_the_next_version(
    group: str, text: str, tmp_path: Path, run: Run
) -> None:
    result = run(group, "publish", _file(tmp_path, text + "\n# changed\n"))
    next_one = NEWEST[group] + 1
    assert (result.exit_code, result.output) == (0, f"sti-plan version {next_one}\n")


def test_a_version_keeps_who_published_it(tmp_path: Path, run: Run) -> None:
    file = _file(tmp_path, procedures.default_text() + "\n# changed\n")
    assert run("procedure", "publish", file, "--by", "nobody").exit_code == 2
    result = run("procedure", "publish", file, "--by", "admin.1")
    assert (result.exit_code, result.output) == (0, "sti-plan version 2\n")


@KINDS
def test_the_same_file_is_not_published_again(
    group: str, text: str, tmp_path: Path, run: Run
) -> None:
    result = run(group, "publish", _file(tmp_path, text))
    assert result.exit_code == 2
    assert f"already published as version {NEWEST[group]}" in result.output


@KINDS
def test_a_bad_file_is_not_published(group: str, text: str, tmp_path: Path, run: Run) -> None:
    assert run(group, "publish", _file(tmp_path, text + "\n[unclosed")).exit_code == 2


def test_published_versions_are_listed(run: Run) -> None:
    lines = run("procedure", "list").output.splitlines()
    assert [line.split()[:3] for line in lines] == [
        ["outline", "sti-plan", "v1"],
        ["outline", "sti-plan", "v2"],
        ["procedure", "sti-plan", "v1"],
        ["procedure", "sti-plan-clerical", "v1"],
        ["procedure", "sti-plan-minor", "v1"],
    ]


def test_the_procedure_in_words_is_what_stands_in_the_documents(run: Run) -> None:
    kept = (ROOT / "docs/workflow.md").read_text(encoding="utf-8")
    assert run("procedure", "words").output == kept, "`make words` writes it anew"


@pytest.mark.parametrize("verb", ["words", "diagram"])
def test_another_file_is_told_if_it_is_good(verb: str, tmp_path: Path, run: Run) -> None:
    text = procedures.default_text().replace('en = "Recall"', 'en = "Take back"')
    assert "Take back" in run("procedure", verb, _file(tmp_path, text)).output
    bad = run("procedure", verb, _file(tmp_path, text.replace('to = "draft"', 'to = "x"')))
    assert bad.exit_code == 1


@pytest.mark.parametrize(("language", "said"), [("en", "Clinic review"), ("th", "ผู้แทนคลินิกพิจารณา")])
def test_a_procedure_is_drawn(language: str, said: str, run: Run) -> None:
    result = run("procedure", "diagram", "--language", language)
    assert result.exit_code == 0
    assert result.output.startswith("stateDiagram-v2\n")
    assert f'"{said}" as clinic_review' in result.output


def test_a_file_is_drawn(tmp_path: Path, run: Run) -> None:
    text = procedures.default_text().replace('en = "Declined"', 'en = "Turned down"')
    assert run("procedure", "diagram", _file(tmp_path, text)).exit_code == 0


def test_a_bad_file_is_not_drawn(tmp_path: Path, run: Run) -> None:
    result = run("procedure", "diagram", _file(tmp_path, "name = 1"))
    assert result.exit_code == 1
    assert "[[stage]]" in result.output


def _file(folder: Path, text: str) -> Path:
    path = folder / "file.toml"
    path.write_text(text, encoding="utf-8")
    return path
