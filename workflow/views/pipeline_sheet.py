"""The pipeline as a sheet: its columns in the language of the request, a row's cells."""

from flask_babel import gettext, pgettext

from workflow.papers.sheet import Cell, Column
from workflow.queries.pipeline import Row
from workflow.states.policy import POSTS
from workflow.thai.dates import local_day
from workflow.views.components import short_day

SATANG_PER_BAHT = 100


def columns() -> list[Column]:
    """Titles, widths and kinds."""
    return [
        Column(gettext("Province"), 18),
        Column(gettext("Title"), 60),
        Column(gettext("Stage"), 28),
        Column(gettext("Held by"), 24),
        Column(gettext("Name"), 26),
        Column(gettext("Working days at the stage"), 10, "number"),
        Column(gettext("Since"), 12, "date"),
        Column(gettext("Due"), 12, "date"),
        Column(gettext("Due, in words"), 14),
        Column(gettext("Working days left"), 10, "number"),
        Column(gettext("Revision"), 8, "number"),
        Column(gettext("Projects"), 8, "number"),
        Column(gettext("Budget (baht)"), 18, "money"),
        Column(gettext("Last moved"), 12, "date"),
        Column(pgettext("sheet", "Round"), 18),
        Column(gettext("Plan no"), 8, "number"),
    ]


def cells(row: Row, language: str) -> list[Cell]:
    """A plan's cells, in the order of the columns."""
    return [
        row.province.text(language),
        row.title,
        row.stage.title.text(language),
        POSTS[row.held_by].text(language) if row.held_by else "",
        row.holders[0].name(language) if row.holders else "",
        row.days,
        row.since,
        row.due.on if row.due else None,
        short_day(row.due.on) if row.due else "",
        row.due.days_left if row.due else None,
        row.revision,
        row.projects,
        row.total_satang / SATANG_PER_BAHT,
        local_day(row.moved_at),
        row.round,
        row.id,
    ]
