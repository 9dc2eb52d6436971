"""The endorsement sheet: what was decided on a revision, by whom, in what capacity."""

from typing import Any

from workflow.papers.matter import Matter
from workflow.papers.signing import block
from workflow.papers.wording import head, say


def endorsement_content(matter: Matter) -> dict[str, Any]:
    """The sheet, with a block for every desk on the plan's way."""
    small = f"revision {matter.label.revision}"
    revision = say(matter, "revision", no=matter.label.revision)
    return {
        **head(matter),
        "bound": say(matter, "bound", revision=revision, revision_small=small),
        "blocks": [block(matter, desk) for desk in matter.desks],
    }
