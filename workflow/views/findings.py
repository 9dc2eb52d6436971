"""What is found in a plan's text, as the pages of its editor say it."""

from collections.abc import Sequence

from workflow.outline.findings import Finding
from workflow.states.refusals import Reason
from workflow.views.editing import Desk
from workflow.views.reading import language, said

Lines = list[tuple[str, str]]


def lines(desk: Desk, reasons: Sequence[Reason]) -> Lines:
    """What stands against a save: the control it is about, and the sentence."""
    return [(f"#{reason.field}" if reason.field else "", said(reason)) for reason in reasons]


def by_place(reasons: Sequence[Reason]) -> dict[str, list[str]]:
    """Sentences by the id of the control that they are about."""
    found: dict[str, list[str]] = {}
    for reason in reasons:
        if reason.field:
            found.setdefault(reason.field, []).append(said(reason))
    return found


def standing(desk: Desk) -> list[Finding]:
    """What the outline finds in what the form shows, as it was saved."""
    found = [*desk.editor.findings.errors, *desk.editor.findings.warnings]
    here = [one for one in found if one.section == desk.section.key]
    if desk.table is None:
        return here
    place = f"{desk.section.key}.{desk.table.key}."
    return [one for one in here if one.place.startswith(place) and one.row[:1] == (desk.number,)]


def sentence(finding: Finding) -> str:
    """A finding in the language of the request."""
    return finding.words.text(language())


FILTERS = {"sentence": sentence}
