"""What whoever decides reads first: the plan in numbers, what was said, which warnings stand."""

from itertools import accumulate

from flask_babel import gettext

from workflow.facts.record import EntryRow, in_force
from workflow.outline.totals import totals
from workflow.queries.move_page import MovePage
from workflow.queries.plan_page import PlanPage
from workflow.spoken import language
from workflow.thai.numbers import million_baht
from workflow.views.saying import said_with
from workflow.views.values import LONGEST_PAGE


def figures(page: MovePage | PlanPage) -> list[tuple[str, str, str]]:
    """A plan in four numbers: label, value, unit."""
    sections = page.case.text.sections if page.case.text else {}
    sums = totals(dict(sections))
    million = gettext("million baht")
    return [
        (gettext("Budget in all"), million_baht(sums.total), million),
        (gettext("Provincial budget"), million_baht(sums.by_source.get("PROV", 0)), million),
        (gettext("Projects"), str(sums.projects), ""),
        (gettext("People and groups to be reached"), f"{sums.target_count:,}", ""),
    ]


def opinions(entries: tuple[EntryRow, ...]) -> list[tuple[EntryRow, str]]:
    """What was said with earlier acts, newest first, as much as a page takes; all of it stands in
    the timeline."""
    said = [(entry, text) for entry in reversed(in_force(entries)) for text in said_with(entry)]
    so_far = accumulate(len(text) for _, text in said)
    return [pair for pair, length in zip(said, so_far, strict=True) if length <= LONGEST_PAGE]


def standing_warnings(page: MovePage | PlanPage) -> list[str]:
    """Warnings that were acknowledged when the plan was last sent on: they stand until the text
    changes."""
    moves, checks = page.case.procedure.move, page.case.outline.check
    sent = [e for e in page.case.entries if e.act in moves and moves[e.act].freezes]
    codes = sent[-1].body.get("given", {}).get("warnings", []) if sent else []
    return [checks[code].sentence.text(language()) for code in codes if code in checks]


FILTERS = {"figures": figures, "opinions": opinions, "standing_warnings": standing_warnings}
