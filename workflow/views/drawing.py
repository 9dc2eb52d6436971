"""How the forms of the editor are drawn: what is short or wide, what is said under a field, what
was computed."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from workflow.facts.plan_facts import Case
from workflow.forms.typed import is_money
from workflow.outline.fields import NUMBERS, TEXTS, Field, Section
from workflow.outline.findings import Finding
from workflow.outline.merge import UNKNOWN, Clash
from workflow.outline.rows import is_numbered
from workflow.outline.totals import by_year_and_source
from workflow.spoken import language
from workflow.thai.text import length
from workflow.views.editing import FIXED, Desk
from workflow.views.ways import edit_way

_SHORT = NUMBERS | {"date"}
_MANY = 6
"""Columns that a table has room for on a wide screen."""


@dataclass(frozen=True, slots=True)
class Sums:
    """A budget by year and source: a row a source, with a cell a year and the sum."""

    years: list[int]
    rows: list[tuple[str, list[int], int]]


def is_short(one: Field) -> bool:
    """Whether little is typed into a field."""
    return one.type in _SHORT or (one.type in TEXTS and int(one.max or 99) < 16)


def room(one: Field) -> str:
    """How much of a card's width a column wants: all, half of it, or no more than others."""
    if one.type in ("longtext", "multi_choice", "list"):
        return "is-full"
    return "is-roomy" if one.type in TEXTS and int(one.max or 0) > 100 else ""


def is_wide(table: Field) -> bool:
    """Whether a table's rows are drawn as cards on every screen."""
    kinds = {one.type for one in table.stored}
    return len(table.stored) > _MANY or bool(kinds & {"longtext", "multi_choice", "list"})


def limits(one: Field, typed: str | None = None) -> list[str]:
    """What is said of a field: how long it may be, and is; between what it lies."""
    if one.type == "longtext":
        least, most = int(one.min or 0), int(one.max or 0)
        said = gettext("%(least)s – %(most)s characters", least=f"{least:,}", most=f"{most:,}")
        now = [gettext("now %(num)s", num=f"{length(typed):,}")] if typed is not None else []
        return [said, *now]
    if one.type == "date":
        return [gettext("for example 17/06/2569 or 2026-06-17")]
    if one.type in ("int", "year_be") and not is_money(one) and None not in (one.min, one.max):
        ends = [str(n) if one.type == "year_be" else f"{n:,}" for n in (one.min, one.max)]
        return [gettext("From %(least)s to %(most)s", least=ends[0], most=ends[1])]
    return []


def chosen_words(control: Any) -> str:
    """What is chosen of a long list, in a line."""
    names = [choice.label for choice in control.iter_choices() if choice.selected]
    if not names:
        return str(gettext("Choose"))
    return ", ".join(names[:6]) + (f" +{len(names) - 6}" if len(names) > 6 else "")


def fixed_fields(section: Section) -> list[Field]:
    """What was set when the plan was begun."""
    return [one for one in section.stored if FIXED in one.rules]


def row_title(desk: Desk) -> str:
    """A row's code and name."""
    row = present_row(desk) or {}
    return f"{desk.code} {row.get('name') or gettext('no name yet')}"


def present_row(desk: Desk) -> dict[str, Any] | None:
    """The row on the desk as it was saved; None where it is a whole section."""
    if desk.table is None:
        return None
    return desk.part(desk.body)


def left_in(desk: Desk, number: int) -> int:
    """How many things stand in the way in one row."""
    errors = desk.editor.findings.errors
    return sum(1 for one in errors if one.section == desk.section.key and one.row[:1] == (number,))


def renumbers(desk: Desk) -> bool:
    """Whether other rows get another number when this one goes."""
    return desk.table is not None and is_numbered(desk.table)


def sums(desk: Desk) -> Sums:
    """The budget by fiscal year and source."""
    found = by_year_and_source(desk.editor.sections)
    source = desk.editor.case.outline.field("projects.projects.budget.source")
    names = {one.code: one.label.text(language()) for one in source.choices} if source else {}
    years = sorted({year for year, _ in found})
    totals = Counter[str]()
    for (_, code), satang in found.items():
        totals[code] += satang
    rows = [
        (names.get(code, code), [found.get((year, code), 0) for year in years], totals[code])
        for code in [*names, *(totals.keys() - names.keys())]
        if code in totals
    ]
    return Sums(years, rows)


def edit_link(finding: Finding, case: Case) -> str:
    """Where a finding is put right."""
    return edit_way(case.plan.id, case.outline, finding.section, finding.anchor)


def is_known(clash: Clash) -> bool:
    """Whether it is known what a text was before."""
    return clash.before is not UNKNOWN


def unlinked(sentence: str) -> tuple[str, str]:
    """A sentence of an error summary that leads nowhere."""
    return "", sentence


FILTERS = {
    "is_short": is_short,
    "room": room,
    "is_wide": is_wide,
    "is_money": is_money,
    "limits": limits,
    "chosen_words": chosen_words,
    "fixed_fields": fixed_fields,
    "row_title": row_title,
    "present_row": present_row,
    "left_in": left_in,
    "renumbers": renumbers,
    "by_year_and_source": sums,
    "edit_link": edit_link,
    "is_known": is_known,
    "unlinked": unlinked,
}
