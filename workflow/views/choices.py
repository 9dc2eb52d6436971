"""What a move's form offers, from the plan that it is about."""

from collections.abc import Iterator
from typing import Any

from flask import request
from flask_babel import gettext

from workflow.forms.move import FIRST_POINTS, Choices, MoveForm
from workflow.outline.outline import Outline
from workflow.queries.move_page import MovePage


def choices_of(page: MovePage, language: str) -> Choices:
    """Places and rows for points, points to answer or tick, checks and warnings."""
    case = page.case
    open_points = [point for point in case.points if point.ticked_at is None]
    return Choices(
        places=_places(case.outline, language),
        rows=_rows(page),
        to_answer=[point.no for point in open_points if not point.facts.answered],
        to_tick=[point.no for point in open_points if point.replies],
        checks=[(check.code, check.title.text(language)) for check in case.procedure.checks],
        warnings=_warnings(page, language),
    )


def _places(outline: Outline, language: str) -> list[tuple[str, str, str]]:
    """Fields of the plan by dotted place, and columns of rows that have a page of their own,
    grouped by section."""
    places = []
    for section in outline.sections:
        title = section.title.text(language)
        places.append((section.key, gettext("The whole section"), title))
        for field in section.fields:
            label, place = field.label.text(language), f"{section.key}.{field.key}"
            places.append((place, label, title))
            for column in field.columns if field.row_page else ():
                said = f"{label} › {column.label.text(language)}"
                places.append((f"{place}.{column.key}", said, title))
    return places


def places_of(outline: Outline, language: str, within: str) -> list[tuple[str, str]]:
    """Places for a point of a section, or of the rows of a table (`within`), with their labels."""
    return [
        (place, label)
        for place, label, _ in _places(outline, language)
        if place == within or place.startswith(f"{within}.")
    ]


def _rows(page: MovePage) -> list[tuple[str, str, str]]:
    """Rows that have a page of their own: key, words, and the place of their table."""
    sections = page.case.text.sections if page.case.text else {}
    return [
        (*_row(row, field.row_key), f"{section.key}.{field.key}")
        for section in page.case.outline.sections
        for field in section.fields
        if field.row_page and field.row_key
        for row in sections.get(section.key, {}).get(field.key, ())
    ]


def _row(row: dict[str, Any], key: str) -> tuple[str, str]:
    code = str(row.get(key) or "")
    return code, f"{code} {row.get('name') or ''}".strip()


def _warnings(page: MovePage, language: str) -> list[tuple[str, str]]:
    """Warnings of the outline, one line a code."""
    lines: dict[str, list[str]] = {}
    for reason in page.case.facts.warnings:
        lines.setdefault(reason.code, []).append(reason.text(language))
    return [
        (code, said[0] + (f" ({len(said)})" if len(said) > 1 else ""))
        for code, said in lines.items()
    ]


def point_rows(form: MoveForm) -> Iterator[tuple[Any, str]]:
    """Rows for points, each with the place that was chosen, in words; empty where it is still to
    be chosen, or chosen anew. A list of all places is heavy: after the first few that need one,
    rows offer whole sections, which are about all rows, and a field once the others have their
    places.
    """
    lists = 0
    for at, entry in enumerate(form["points"].entries):
        words = "" if request.form.get("change") == str(at) else _place_words(form, entry)
        lists += not words
        if lists > FIRST_POINTS:
            field, row = entry.form["field"], entry.form["row"]
            field.choices = [choice for choice in field.choices if "." not in choice.value]
            row.choices = row.choices[:1]
        yield entry, words


def _place_words(form: MoveForm, entry: Any) -> str:
    """The place of a point: section, field and row; empty when it is none of this plan's."""
    place, row = entry.form["field"].data or "", entry.form["row"].data or None
    if not form.choices.has_place(place, row):
        return ""
    said = {code: f"{group} › {label}" for code, label, group in form.choices.places}
    rows = {code: words for code, words, _ in form.choices.rows}
    return f"{said[place]} · {rows[row]}" if row else said[place]


FILTERS = {"point_rows": point_rows}
