"""The procedure as a picture: every stage, every way, in the language asked for."""

import pytest

from tests.states import case
from tests.states.table import RETURNERS, STAGES, TABLE
from workflow.states.diagram import mermaid

ARROWS = {
    (source, to, name)
    for name, row in TABLE.items()
    for source in row.source
    for to in (RETURNERS if row.to == "@returned_by" else (row.to,))
}
FINAL = ("declined", "rejected", "withdrawn", "superseded")


def lines(language: str) -> list[str]:
    return mermaid(case.procedure(), language).splitlines()


def test_it_is_a_state_diagram_that_begins_with_the_first_stage() -> None:
    assert lines("en")[0] == "stateDiagram-v2"
    assert "  [*] --> draft" in lines("en")


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_its_title(stage: str, language: str) -> None:
    title = case.procedure().stage[stage].title.text(language)
    assert f'  state "{title}" as {stage}' in lines(language)


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_way_of_the_table_is_one_arrow(language: str) -> None:
    drawn = [line for line in lines(language) if "-->" in line and "[*]" not in line]
    assert sorted(drawn) == sorted(
        f"  {source} --> {to}: {case.move(name).title.text(language)}"
        for source, to, name in ARROWS
    )


def test_final_stages_end_it() -> None:
    assert [line for line in lines("th") if line.endswith("--> [*]")] == [
        f"  {stage} --> [*]" for stage in FINAL
    ]
