"""The plan as a document: its whole text by the outline."""

from typing import Any

from workflow.papers.budget import cross_table
from workflow.papers.matter import Matter
from workflow.papers.text import section_blocks
from workflow.papers.wording import head, moment, say


def plan_content(matter: Matter) -> dict[str, Any]:
    """What the whole plan says, in the order of the outline."""
    return {
        **head(matter),
        "signed": [
            f"{desk.signed.act.text(matter.language)} · {moment(matter, desk.signed.at)}"
            for desk in matter.desks
            if desk.signed
        ],
        "sections": [
            {
                "no": str(number),
                "title": section.title.text(matter.language),
                "blocks": _blocks(matter, section.key),
            }
            for number, section in enumerate(matter.text.outline.sections)
        ],
    }


def _blocks(matter: Matter, key: str) -> list[dict[str, Any]]:
    blocks = section_blocks(matter, matter.text.outline.section[key])
    if key == "budget":
        blocks += cross_table(matter)
    return blocks or [{"t": "soft", "text": say(matter, "nothing_written")}]
