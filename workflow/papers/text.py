"""A plan's text as blocks that Typst sets: facts, paragraphs, lists, tables, rows of their own.

People's text is plain: paragraphs are parted by an empty line, a line that begins with "-" is an
item of a list. It stays a string all the way, so nothing in it is ever read as markup.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workflow.outline.fields import Field, Section
from workflow.outline.shown import NOTHING, is_number, shown, summed
from workflow.papers.matter import Matter
from workflow.papers.wording import say
from workflow.thai.numbers import baht
from workflow.thai.text import keep_years

Block = dict[str, Any]
_LONG = frozenset({"longtext", "list", "table", "computed"})
_LEAST_SHARE, _LARGEST_SHARE = 6, 28


def section_blocks(matter: Matter, section: Section) -> list[Block]:
    """Everything that a section says."""
    body = matter.text.sections.get(section.key) or {}
    blocks = list(_facts(matter, section.fields, body))
    for field in section.fields:
        heading = "" if field.label == section.title else field.label.text(matter.language)
        blocks += _field(matter, field, body, heading)
    return blocks


def prose(text: str) -> list[Block]:
    """A long text as paragraphs and lists."""
    return [part for paragraph in text.split("\n\n") for part in _paragraph(paragraph)]


def _paragraph(paragraph: str) -> Iterator[Block]:
    lines: list[str] = []
    items: list[str] = []
    for line in paragraph.splitlines():
        if line.startswith("-"):
            items.append(line.lstrip("-").strip())
        else:
            if items:
                yield {"t": "items", "items": items}
                items = []
            lines.append(line)
            continue
        if lines:
            yield {"t": "p", "text": "\n".join(lines)}
            lines = []
    if items:
        yield {"t": "items", "items": items}
    if any(line.strip() for line in lines):
        yield {"t": "p", "text": "\n".join(lines)}


def _facts(
    matter: Matter, fields: Sequence[Field], body: Mapping[str, Any], *left_out: str
) -> Iterator[Block]:
    """Short fields, as pairs of label and value."""
    rows = [
        [field.label.text(matter.language), keep_years(_shown(matter, field, body.get(field.key)))]
        for field in fields
        if field.type not in _LONG and field.key not in left_out
        if field.required or body.get(field.key)
    ]
    if rows:
        yield {"t": "facts", "rows": rows}


def _field(
    matter: Matter,
    field: Field,
    body: Mapping[str, Any],
    heading: str,
    row: Mapping[str, Any] | None = None,
) -> Iterator[Block]:
    """A field that is long; row: that of the project which a sum is of."""
    value = body.get(field.key)
    if field.type == "computed":
        yield from _sums(matter, field, row)
    elif not value or field.type not in _LONG:
        return
    elif field.row_page:
        yield from _rows(matter, field, value)
    else:
        if heading:
            yield {"t": "h", "level": 3 if row is None else 4, "text": heading}
        yield from _long(matter, field, value)


def _long(matter: Matter, field: Field, value: Any) -> list[Block]:
    if field.type == "longtext":
        return prose(str(value))
    if field.type == "list":
        return [{"t": "items", "items": [str(item) for item in value]}]
    return [_table(matter, field, value)]


def _rows(matter: Matter, field: Field, rows: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    """Rows that have a page of their own: each a heading and its fields."""
    for row in rows:
        name = f"{row.get(field.row_key or '') or ''} {row.get('name') or ''}".strip()
        yield {"t": "row", "text": name or NOTHING}
        yield from _facts(matter, field.columns, row, field.row_key or "", "name")
        for column in field.columns:
            yield from _field(matter, column, row, column.label.text(matter.language), row)


def _table(matter: Matter, field: Field, rows: Sequence[Mapping[str, Any]]) -> Block:
    columns = [
        c for c in field.columns if any(row.get(c.key) not in (None, "", []) for row in rows)
    ]
    cells = [[_shown(matter, c, row.get(c.key)) for c in columns] for row in rows]
    head = [column.label.text(matter.language) for column in columns]
    return {
        "t": "table",
        "head": head,
        "right": [is_number(column) for column in columns],
        "share": [_share(head[n], [row[n] for row in cells]) for n in range(len(columns))],
        "rows": cells,
        "foot": [],
    }


def _sums(matter: Matter, field: Field, row: Mapping[str, Any] | None) -> Iterator[Block]:
    lines = summed(field, matter.text.outline, matter.text.sections, matter.language, row)
    label, unit = field.label.text(matter.language), say(matter, "baht")
    if len(lines) == 1:
        yield {"t": "sum", "label": label, "value": f"{baht(lines[0][1])} {unit}"}
    elif lines:
        rows = [[name, baht(satang)] for name, satang in lines]
        head = [label, unit]
        yield {"t": "table", "head": head, "right": [False, True], "share": [30, 10], "rows": rows}


def _shown(matter: Matter, field: Field, value: Any) -> str:
    return shown(field, value, matter.language, matter.text.names)


def _share(head: str, cells: Sequence[str]) -> int:
    """How wide a column is, compared with the others of its table."""
    longest = max((len(cell) for cell in cells), default=0)
    return min(max(longest, len(head) * 2 // 3, _LEAST_SHARE), _LARGEST_SHARE)
