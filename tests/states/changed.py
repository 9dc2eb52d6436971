"""Other procedures than the product's own: its file with some words replaced."""

from workflow.states.lint import lint
from workflow.states.procedure import Procedure, default_text, parse


def text(*replaced: tuple[str, str], more: str = "") -> str:
    """The product's file, each text replaced where it first stands, and more behind it."""
    found = default_text()
    for old, new in replaced:
        assert old in found, old
        found = found.replace(old, new, 1)
    return found + more


def procedure(*replaced: tuple[str, str], more: str = "") -> Procedure:
    """The same, read; the lint has nothing against it."""
    found = text(*replaced, more=more)
    assert [fault.text("en") for fault in lint(found)] == []
    return parse(found)


TERM = ('held_by = "pcso"\nworking_days = 7', 'held_by = "pcso"\nworking_days = 9')
"""The PCSO has nine working days instead of seven."""
HELD = ('held_by = "secretariat"', 'held_by = "provincial_office"')
"""The committee's plans are held by the provincial office."""
CHECK = '\n[[check]]\ncode = "data"\ntitle = { th = "มีแผนข้อมูล", en = "There is a data plan" }\n'


def renamed(old: str, new: str) -> str:
    """The product's file with a stage called otherwise everywhere."""
    return default_text().replace(f'"{old}"', f'"{new}"')
