"""Where a plan's text names one of its files."""

from collections.abc import Mapping

from workflow.outline.outline import Outline
from workflow.outline.reading import Leaf, Sections, leaves

FILES = "files.sha256"
"""What a field that names a file refers to."""


def files_named(outline: Outline, bodies: Sections) -> Mapping[str, list[Leaf]]:
    """By a file's digest: the fields of clean bodies that name it, in the outline's order."""
    found: dict[str, list[Leaf]] = {}
    for leaf in leaves(outline, bodies):
        if leaf.field.refers_to == FILES and leaf.value:
            found.setdefault(leaf.value, []).append(leaf)
    return found
